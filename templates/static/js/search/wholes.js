/** Documents as wholes: a section of a document that is all about a question comes first. */

import { SearchError } from "./errors.js";
import { decode, sums } from "./numbers.js";
import { bm25, sumByNotion } from "./rank.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./words.js").QueryWord} QueryWord */
/** @typedef {{ points: number, coverage: number }} Whole
 *   points: BM25 of the document; coverage: share of the query's words that it has, 0..1 */

/**
 * @param {Source} source
 * @param {string} digest
 * @returns {Promise<number[]>} the first chunk of each document, ascending
 * @throws {SearchError}
 */
export async function readStarts(source, digest) {
  const file = await source.read("ranges", digest);
  try {
    return sums(decode(file.starts));
  } catch {
    throw new SearchError("damaged", "The search index is damaged (the ranges of documents).");
  }
}

/**
 * @param {number[]} starts ascending
 * @param {number} chunk
 * @returns {number} index of the document that the chunk belongs to
 */
export function documentOf(starts, chunk) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= chunk) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * @param {number[]} starts
 * @param {QueryWord[]} words
 * @param {{ chunks: number, scale: number }} manifest
 * @returns {(chunk: number) => Whole} of the document that a chunk belongs to
 */
export function documentScores(starts, words, { chunks, scale }) {
  if (starts.length === 0) return () => ({ points: 0, coverage: 0 });
  const average = chunks / Math.max(1, starts.length);
  const total = words.reduce((sum, { weight, factor }) => sum + weight * factor, 0) || 1;
  /** @type {Map<number, number>} */
  const coverage = new Map();
  const scored = words.map(({ postings, weight, factor, notion }) => {
    /** @type {Map<number, number>} */
    const points = new Map();
    for (const [document, sum] of perDocument(starts, postings.impacts)) {
      const parts = (starts[document + 1] ?? chunks) - starts[document];
      // The impacts of a word, freed of its rarity, take the place of its occurrences.
      const count = sum / scale / weight;
      points.set(document, weight * bm25(count, parts / average));
      coverage.set(document, (coverage.get(document) ?? 0) + (weight * factor) / total);
    }
    return { notion, factor, points };
  });
  const points = sumByNotion(scored);
  return (chunk) => {
    const document = documentOf(starts, chunk);
    return { points: points.get(document) ?? 0, coverage: coverage.get(document) ?? 0 };
  };
}

/**
 * @param {number[]} starts
 * @param {Map<number, number>} impacts by chunk
 * @returns {Map<number, number>} by document
 */
function perDocument(starts, impacts) {
  /** @type {Map<number, number>} */
  const sums_ = new Map();
  for (const [chunk, impact] of impacts) {
    const document = documentOf(starts, chunk);
    sums_.set(document, (sums_.get(document) ?? 0) + impact);
  }
  return sums_;
}
