/**
 * Articles that count on: packs leave out the heading and the address of one that follows from the
 * section before it, as 第二十五条 does from 第二十四条. See sitegen/search/articles.py.
 */

const DIGITS = [..."零一二三四五六七八九"];
const SOUNDS = ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"];
/** @type {[number, string, string][]} */
const UNITS = [
  [1000, "千", "qian"],
  [100, "百", "bai"],
  [10, "十", "shi"],
  [1, "", ""],
];
const LAST = 1999;

/** @type {Map<string, number>} */
const numbers = new Map();

/**
 * @param {string} address with the article's anchor
 * @param {string} heading
 * @returns {[address: string, heading: string] | null} of the next article; null after any other
 *   section
 */
export function following(address, heading) {
  if (!numbers.size) for (let n = 1; n < LAST; n++) numbers.set(article(n)[0], n);
  const number = numbers.get(heading);
  if (number === undefined) return null;
  const [written, spelled] = article(number + 1);
  return [`${address.split("#")[0]}#${spelled}`, written];
}

/**
 * @param {number} number below 10,000
 * @returns {[written: string, spelled: string]}
 */
function article(number) {
  let written = "";
  const spelled = ["di"];
  let skips = false;
  for (const [size, unit, sound] of UNITS) {
    const digit = Math.floor(number / size) % 10;
    if (!digit) {
      skips = written !== "";
      continue;
    }
    if (skips) {
      written += DIGITS[0];
      spelled.push(SOUNDS[0]);
      skips = false;
    }
    if (written || size !== 10 || digit !== 1) {
      written += DIGITS[digit];
      spelled.push(SOUNDS[digit]);
    }
    written += unit;
    if (sound) spelled.push(sound);
  }
  return [`第${written}条`, [...spelled, "tiao"].join("-")];
}
