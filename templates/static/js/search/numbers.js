/** Lists of whole numbers as short texts: the reading half of sitegen/search/numbers.py. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < DIGITS.length; i += 1) VALUES[DIGITS.charCodeAt(i)] = i;

/**
 * @param {string} text digits of 5 bits, lowest first; the sixth bit says that more follow
 * @returns {number[]}
 * @throws {RangeError} the text has another character or ends inside a number
 */
export function decode(text) {
  const numbers = [];
  let number = 0;
  let unit = 1;
  for (let i = 0; i < text.length; i += 1) {
    const digit = VALUES[text.charCodeAt(i)] ?? -1;
    if (digit < 0) throw new RangeError("not a list of numbers");
    number += (digit & 31) * unit;
    unit *= 32;
    if (digit < 32) {
      numbers.push(number);
      number = 0;
      unit = 1;
    }
  }
  if (unit !== 1) throw new RangeError("a list of numbers is cut off");
  return numbers;
}

/**
 * The entries at the head of a posting: `count`, then the gaps between entry numbers.
 * @param {number[]} numbers
 * @returns {number[]} ascending entry numbers
 * @throws {RangeError} there are fewer numbers than the count says
 */
export function entriesOf(numbers) {
  const count = numbers[0];
  if (numbers.length <= count) throw new RangeError("a posting is cut off");
  return sums(numbers.slice(1, 1 + count));
}

/**
 * @param {number[]} gaps the first number, then how far each lies above the one before
 * @returns {number[]}
 */
export function sums(gaps) {
  let total = 0;
  return gaps.map((gap) => (total += gap));
}
