/** The order of hits: one function of what is known about a section, and its parameters. */

/**
 * What `score` weighs. The first ones lie so far apart that none is ever outweighed by those
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
  /** They stand in one paragraph. */
  near: 150,
  /** All of the query's words stand in the text (a share of them: that share). */
  coverage: 5,
  /** They stand in one paragraph (a share of them: that share). */
  together: 10,
  /** The most that all points together come to: chunk, section, document, and what it is about. */
  points: 75,
  /** The sum of points that counts half. */
  half: 120,
  /** What a BM25F point of the chunk counts, ... */
  base: 1,
  /** ... one of the section by itself, ... */
  section: 4,
  /** ... and one of its document as a whole. */
  document: 1,
  /** Points of a document that has all of the query's words (a share of them: that share), ... */
  about: 15,
  /** ... and of one whose title has them. */
  named: 50,
  /** What the next section of one document counts, if it does not hold the query. */
  again: 0.85,
});

/**
 * @typedef {object} Features
 * @property {boolean} whole
 * @property {boolean} front
 * @property {boolean} equal
 * @property {boolean} literal
 * @property {boolean} heading
 * @property {boolean} parts
 * @property {boolean} near
 * @property {number} coverage 0..1, words weighed by how rare they are
 * @property {number} together 0..1, the same of the best paragraph
 * @property {number} base BM25F score of the chunk in points
 * @property {number} section BM25 score of the section itself in points
 * @property {number} document BM25 score of the document as a whole in points
 * @property {number} about 0..1, share of the query's words that the document has
 * @property {number} named 0..1, share of them that its title has
 */

/** @typedef {Record<keyof typeof WEIGHTS, number>} Weights */

/**
 * @param {Features} features
 * @param {Weights} [weights]
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
    (!found && features.near ? weights.near : 0) +
    weights.together * features.together +
    // A section without any of the words has no part in what its chunk and document are about.
    (features.coverage > 0 ? scoreByWords(features, weights) : 0)
  );
}

/** @typedef {Pick<Features, "base" | "section" | "document" | "about" | "named" | "coverage">} ByWords */

/**
 * The part of `score` that can be known without the text, or nearly.
 * @param {ByWords} features
 * @param {Weights} [weights]
 * @returns {number}
 */
export function scoreByWords(features, weights = WEIGHTS) {
  const points =
    weights.base * features.base +
    weights.section * features.section +
    weights.document * features.document +
    weights.about * features.about +
    weights.named * features.named;
  return weights.coverage * features.coverage + (weights.points * points) / (points + weights.half);
}

/**
 * The order of hits that do not hold the query: a document's second section must be better than
 * another document's first.
 * @template T
 * @param {T[]} sorted by score
 * @param {(item: T) => number} worth
 * @param {(item: T) => unknown} document
 * @returns {T[]}
 */
export function spread(sorted, worth, document) {
  /** @type {Map<unknown, number>} */
  const seen = new Map();
  const lowered = sorted.map((item) => {
    const times = seen.get(document(item)) ?? 0;
    seen.set(document(item), times + 1);
    return { item, worth: worth(item) * WEIGHTS.again ** times };
  });
  return lowered.sort((a, b) => b.worth - a.worth).map(({ item }) => item);
}

/** What further words of one notion add to the best of them: a thing named twice is one thing. */
const SAME = 0.3;

/**
 * @param {{ notion?: string, factor: number, points: Map<number, number> }[]} words points by
 *   chunk or document; a word without a notion is one of its own
 * @param {(key: number) => boolean} [accept]
 * @returns {Map<number, number>} the sum over notions of their best word and SAME of the others
 */
export function sumByNotion(words, accept = () => true) {
  /** @type {Map<number, number>} */
  const sum = new Map();
  /** @type {Map<string, Map<number, number>>} the best word so far of each notion */
  const best = new Map();
  for (const { notion, factor, points } of words) {
    const known = notion === undefined ? undefined : best.get(notion) ?? new Map();
    if (notion !== undefined && known) best.set(notion, known);
    for (const [key, point] of points) {
      if (!accept(key)) continue;
      const value = factor * point;
      const before = known?.get(key) ?? 0;
      const after = Math.max(before, value);
      known?.set(key, after);
      sum.set(key, (sum.get(key) ?? 0) + after - before + SAME * (before + value - after));
    }
  }
  return sum;
}

/** As in sitegen/search/schema.py: how soon occurrences saturate, how much length counts. */
const K1 = 1.2;
const B = 0.75;

/**
 * @param {number} count how often a word stands in a text
 * @param {number} length of the text, 1 being the average
 * @returns {number} BM25 without the word's rarity (Robertson, Zaragoza: The Probabilistic
 *   Relevance Framework, 2009), as Whoosh has it
 */
export function bm25(count, length) {
  return count === 0 ? 0 : ((K1 + 1) * count) / (count + K1 * (1 - B + B * length));
}

/**
 * @param {number} chunks in the index
 * @param {number} frequency chunks with the word
 * @returns {number} inverse document frequency as Whoosh has it, 0 for a word that is nowhere
 */
export function rarity(chunks, frequency) {
  return frequency > 0 ? Math.max(0.1, Math.log(chunks / (frequency + 1)) + 1) : 0;
}
