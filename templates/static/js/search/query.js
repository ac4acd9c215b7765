/** What a reader typed, made ready for the index. */

import { fold, isNarrow, squeeze } from "./fold.js";

/** Code points of a query that are looked at; no one remembers more of a text. */
const LONGEST_QUERY = 400;

/**
 * Characters from which grams and words are read; the rest of a long query is only compared
 * with the texts that these find.
 */
const READ = 32;

/**
 * @typedef {object} Query
 * @property {string} folded
 * @property {string} literal the folded query without space at its ends, as it must stand in a text
 * @property {string} squeezed its letters and digits
 * @property {string[]} parts what stands between spaces, squeezed
 * @property {string} read the beginning of `folded` from which words are cut
 */

/**
 * @param {string} typed
 * @param {import("./variants.js").Variants} [variants]
 * @returns {Query}
 */
export function parseQuery(typed, variants) {
  const start = [...typed.slice(0, 2 * LONGEST_QUERY)].slice(0, LONGEST_QUERY).join("");
  const folded = fold(start, variants);
  const literal = folded.trim();
  const parts = literal
    .split(/\s+/u)
    .map((part) => squeeze(part).text)
    .filter((part) => part !== "");
  return { folded, literal, squeezed: parts.join(""), parts, read: beginning(folded) };
}

/**
 * @param {string} folded
 * @returns {string} so much of it as holds READ characters; four letters say as much as one of them
 */
function beginning(folded) {
  let room = READ;
  for (const offset of squeeze(folded).offsets) {
    room -= isNarrow(folded[offset]) ? 1 / 4 : 1;
    if (room < 0) return folded.slice(0, offset);
  }
  return folded;
}

/**
 * @param {string} squeezed
 * @returns {string} the part of a run from which grams are read
 */
export function readable(squeezed) {
  return [...squeezed].slice(0, READ).join("");
}
