/** Lists of whole numbers as short texts: the reading half of sitegen/search/numbers.py. */

export const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < DIGITS.length; i += 1) VALUES[DIGITS.charCodeAt(i)] = i;

const TWO = 32;
const THREE = TWO + 28 * 64;

/**
 * @param {string} text the first digit of a number tells how many follow
 * @returns {number[]}
 * @throws {RangeError} the text has another character or ends inside a number
 */
export function decode(text) {
  const numbers = [];
  let at = 0;
  const next = () => {
    const digit = at < text.length ? (VALUES[text.charCodeAt(at)] ?? -1) : -1;
    if (digit < 0) throw new RangeError("not a list of numbers");
    at += 1;
    return digit;
  };
  while (at < text.length) {
    const first = next();
    if (first < 32) numbers.push(first);
    else if (first < 60) numbers.push(TWO + (first - 32) * 64 + next());
    else if (first < 63) numbers.push(THREE + (first - 60) * 4096 + next() * 64 + next());
    else numbers.push((((next() * 64 + next()) * 64 + next()) * 64 + next()) * 64 + next());
  }
  return numbers;
}

/**
 * @param {number[]} gaps the first number, then how far each lies above the one before
 * @returns {number[]}
 */
export function sums(gaps) {
  let total = 0;
  return gaps.map((gap) => (total += gap));
}
