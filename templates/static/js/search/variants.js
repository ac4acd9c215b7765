/**
 * Traditional characters made simplified, one for one (sitegen/search/variants.py). What the
 * texts need comes with the manifest; the whole table is read when a query has another one.
 */

import { SearchError } from "./errors.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {Map<string, string>} Variants traditional character -> simplified */

/** Ideographs of the basic plane. */
const IDEOGRAPH = /[\u3400-\u9fff]/gu;

/** @type {Set<string> | undefined} */
let common;

/** @returns {Set<string>} GB 2312: simplified characters, as the browser's own decoder has them */
function commonCharacters() {
  if (common) return common;
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  }
  common = new Set(new TextDecoder("gb18030").decode(new Uint8Array(bytes)));
  return common;
}

/**
 * @param {unknown} pairs "鄭郑..."
 * @returns {Variants}
 * @throws {SearchError}
 */
export function openVariants(pairs) {
  if (typeof pairs !== "string" || pairs.length % 2 === 1) {
    throw new SearchError("damaged", "The search index is damaged (the table of characters).");
  }
  /** @type {Variants} */
  const variants = new Map();
  for (let i = 0; i < pairs.length; i += 2) variants.set(pairs[i], pairs[i + 1]);
  return variants;
}

/**
 * @param {string} typed
 * @param {Variants} known
 * @param {Source} source
 * @param {string} digest of the whole table
 * @returns {Promise<Variants>} what the query needs: the known ones, or the whole table
 * @throws {SearchError}
 */
export async function variantsFor(typed, known, source, digest) {
  const strange = (typed.normalize("NFKC").match(IDEOGRAPH) ?? []).some(
    (character) => !known.has(character) && !commonCharacters().has(character),
  );
  if (!strange) return known;
  const file = await source.read("variants", digest);
  return openVariants(file?.pairs);
}
