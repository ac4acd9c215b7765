// Where the words of a query stand in a text. Pure; offsets count UTF-16 code units.

/** @typedef {[start: number, end: number]} Range */

const LONGEST_QUERY = 300;
const LATIN = /[\p{Script=Latin}\p{Nd}]/u;

/**
 * The text in the form in which it is compared: lower case, full-width forms as half-width.
 * Every code unit keeps its place.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.replace(/[\uff01-\uff5e\u3000A-Z\u00c0-\u024f]/g, foldUnit);
}

/** @param {string} unit */
function foldUnit(unit) {
  const code = unit.charCodeAt(0);
  if (code === 0x3000) return " ";
  const plain = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : unit;
  const lower = plain.toLowerCase();
  return lower.length === 1 ? lower : plain;
}

/**
 * What to look for: the query as a whole, then its words. Quotation marks are dropped, excluded
 * words (`-word`) left out, `title:word` gives its word.
 * @param {string} query
 * @returns {string[]} folded, longest first, without repetition
 */
export function termsOf(query) {
  const folded = fold(query.slice(0, LONGEST_QUERY)).trim();
  const words = folded
    .split(/\s+/)
    .filter((word) => !word.startsWith("-"))
    .map((word) => word.replace(/^[a-z]+:/, "").replace(/["“”]/g, ""));
  const whole = folded.replace(/["“”]/g, "");
  const terms = new Set([whole, ...words].filter((term) => term.length > 0));
  return [...terms].sort((a, b) => b.length - a.length);
}

/**
 * Every place where one of the terms stands; longer terms win over shorter ones inside them.
 * @param {string} text
 * @param {string[]} terms as `termsOf` gives them
 * @returns {Range[]} in order, none touching another
 */
export function occurrences(text, terms) {
  const folded = fold(text);
  /** @type {Range[]} */
  const found = [];
  for (const term of terms) {
    let start = folded.indexOf(term);
    while (start >= 0) {
      const end = start + term.length;
      if (startsWord(folded, start) && !found.some(([s, e]) => start < e && s < end)) {
        found.push([start, end]);
      }
      start = folded.indexOf(term, end);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/**
 * Latin words match from their beginning only (`art` is not in `party`).
 * @param {string} text
 * @param {number} at
 */
function startsWord(text, at) {
  return at === 0 || !LATIN.test(text[at] ?? "") || !LATIN.test(text[at - 1] ?? "");
}

/**
 * How well a text answers: characters of the distinct terms that it holds.
 * @param {string} text
 * @param {Range[]} ranges
 * @returns {number}
 */
export function weight(text, ranges) {
  const distinct = new Set(ranges.map(([start, end]) => fold(text.slice(start, end))));
  return [...distinct].reduce((sum, term) => sum + term.length * term.length, 0);
}
