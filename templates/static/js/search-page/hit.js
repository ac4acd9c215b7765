// What a hit says, as the page needs it. Pure.

/**
 * @typedef {import("../search.js").Hit} Hit
 * @typedef {{ text: string, isMatch: boolean }} Part
 */

const MOST_WORDS = 8;

/**
 * A text cut at the ends of what matched.
 * @param {string} text
 * @param {ReadonlyArray<readonly [number, number]>} ranges in any order, may overlap
 * @returns {Part[]} together the text
 */
export function parts(text, ranges) {
  /** @type {Part[]} */
  const found = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, at);
    if (from >= end) continue;
    if (from > at) found.push({ text: text.slice(at, from), isMatch: false });
    found.push({ text: text.slice(from, end), isMatch: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), isMatch: false });
  return found;
}

/**
 * Address of a hit; the page that opens marks what matched (`?h=`).
 * @param {URL} root of the site
 * @param {Hit} hit
 * @param {string} query
 * @returns {string}
 */
export function address(root, hit, query) {
  const url = new URL(hit.url, root);
  url.searchParams.set("h", matchedWords(hit) || query);
  return url.href;
}

/**
 * What matched, in the spelling of the document: the query itself may be pinyin or English.
 * @param {Hit} hit
 * @returns {string}
 */
function matchedWords(hit) {
  const words = joined(hit.ranges).map(([start, end]) => hit.snippet.slice(start, end).trim());
  return [...new Set(words)].slice(0, MOST_WORDS).join(" ");
}

/**
 * Ranges that touch as one.
 * @param {ReadonlyArray<readonly [number, number]>} ranges
 * @returns {Array<[number, number]>}
 */
function joined(ranges) {
  /** @type {Array<[number, number]>} */
  const found = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}
