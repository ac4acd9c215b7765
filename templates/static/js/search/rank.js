/** The order of hits: one function of what is known about an entry, and its parameters. */

/**
 * What `score` weighs. The first four lie so far apart that none is ever outweighed by those
 * below: whoever types what stands in a text gets that text first.
 */
export const WEIGHTS = Object.freeze({
  /** The text or heading holds the whole query (its letters and digits, in one piece). */
  whole: 1000,
  /** The same above the text only: the document's title, subtitle, authors. */
  front: 900,
  /** The query is the whole heading or the whole title of the document. */
  equal: 400,
  /** The query stands there as typed, with spaces and punctuation. */
  literal: 200,
  /** The heading holds the whole query. */
  heading: 100,
  /** Every part of the query (between spaces) stands in the text, if not side by side. */
  parts: 500,
  /** All of the query's words stand in the text (a share of them: that share). */
  coverage: 60,
  /** BM25F, from 0 towards this. */
  base: 30,
  /** The BM25F score that counts half. */
  half: 15,
});

/**
 * @typedef {object} Features
 * @property {boolean} whole
 * @property {boolean} front
 * @property {boolean} equal
 * @property {boolean} literal
 * @property {boolean} heading
 * @property {boolean} parts
 * @property {number} coverage 0..1, words weighed by how rare they are
 * @property {number} base BM25F score in points
 */

/**
 * @param {Features} features
 * @param {Record<keyof Features | "half", number>} [weights]
 * @returns {number} higher is better, at least 0
 */
export function score(features, weights = WEIGHTS) {
  const place = features.whole ? weights.whole : features.front ? weights.front : 0;
  const found = place > 0;
  return (
    place +
    (features.equal ? weights.equal : 0) +
    (found && features.literal ? weights.literal : 0) +
    (found && features.heading ? weights.heading : 0) +
    (!found && features.parts ? weights.parts : 0) +
    weights.coverage * features.coverage +
    (weights.base * features.base) / (features.base + weights.half)
  );
}

/**
 * @param {number} entries in the index
 * @param {number} frequency entries with the word
 * @returns {number} inverse document frequency as Whoosh has it, 0 for a word that is nowhere
 */
export function rarity(entries, frequency) {
  return frequency > 0 ? Math.max(0.1, Math.log(entries / (frequency + 1)) + 1) : 0;
}
