/**
 * The BM25F ranking of the query's words: the sum of their impacts, as Whoosh adds them up.
 *
 * Lists are read in order of impact until nothing unread can come among the best (Fagin, Lotem,
 * Naor: Optimal aggregation algorithms for middleware, 2003), or until the budget is spent.
 */

import { gramsOf } from "./fold.js";
import { readable } from "./query.js";
import { rarity, sumByNotion } from "./rank.js";
import { cutForSearch, runs } from "./tokens.js";

/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./engine.js").Manifest} Manifest */
/** @typedef {Pick<import("./postings.js").WordPostings, "impacts" | "frequency" | "ceiling" | "more">} WordPostings */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {{ word: string, weight: number, factor: number, notion?: string, postings: WordPostings }} QueryWord
 *   weight: rarity; factor: what the word counts against one that was typed, 0..1; notion: words
 *   with the same one say the same */

/** Overflow blocks that one query may read; the rest adds little and costs a reader's patience. */
const BLOCKS = 2;

/** Characters of a long query in which `wordsInReach` looks for words. */
const LONGEST_REACH = 32;

/**
 * @param {Query} query
 * @param {Dictionary} dictionary
 * @param {Manifest} manifest
 * @returns {Promise<QueryWord[]>} the words of the query that the index has, each once
 */
export async function findWords(query, dictionary, manifest) {
  await dictionary.load(lookups(query.read));
  const frequency = (/** @type {string} */ word) => dictionary.word(word)?.frequency ?? 0;
  const tokens = cutForSearch(query.read, frequency, manifest.postings);
  return weighed(tokens.map(({ word }) => word), dictionary);
}

/**
 * @param {Query} query
 * @param {Dictionary} dictionary
 * @returns {QueryWord[]} words that begin where a loaded shard lets them be seen: enough to order
 *   chunks that hold the query anyway, without reading anything
 */
export function wordsInReach(query, dictionary) {
  const { squeezed } = query;
  const starts = [...squeezed].slice(0, LONGEST_REACH).keys();
  const pieces = [...starts].flatMap((start) =>
    [2, 3, 4].map((size) => squeezed.slice(start, start + size)),
  );
  return weighed(pieces.filter((piece) => piece.length > 1), dictionary);
}

/**
 * @param {Query} query
 * @param {Dictionary} dictionary with the shards of the query's grams
 * @param {Manifest} manifest
 * @returns {QueryWord[]} pairs of characters of the query in place of words, as far as the first
 *   pieces of their lists go
 */
export function gramWords(query, dictionary, manifest) {
  return gramsOf(readable(query.squeezed), 1).exact.flatMap((gram) => {
    const list = dictionary.gram(gram);
    if (!list) return [];
    const weight = rarity(manifest.chunks, list.frequency);
    const impact = Math.round(weight * manifest.scale);
    const impacts = new Map(list.list.chunks.map((chunk) => [chunk, impact]));
    const postings = { impacts, frequency: list.frequency, ceiling: 0, more: async () => {} };
    return [{ word: gram, postings, weight, factor: 1 }];
  });
}

/**
 * @param {string[]} words
 * @param {Dictionary} dictionary
 * @returns {QueryWord[]} those that the index has, each once
 */
export function weighed(words, dictionary) {
  return [...new Set(words)].flatMap((word) => {
    const postings = dictionary.word(word);
    if (postings === null) return [];
    return [{ word, postings, weight: postings.weight, factor: 1 }];
  });
}

/**
 * @param {string} folded
 * @returns {string[]} terms in whose shards every word of the text stands, save one of a single
 *   character inside a run
 */
function lookups(folded) {
  return runs(folded).flatMap(({ word, han, number }) => {
    if (number) return [word.replaceAll(",", "")];
    if (!han || word.length === 1) return [word, ...word.split("-")];
    return [...word].slice(1).map((character, i) => word[i] + character);
  });
}

/**
 * @param {QueryWord[]} words
 * @param {(chunk: number) => boolean} accept
 * @param {number} count how many of the best must be right
 * @param {(error: unknown) => void} failed told of a block that cannot be read
 * @param {number} [blocks] overflow blocks that may be read
 * @returns {Promise<Map<number, number>>} chunk -> score in the unit of the impacts
 */
export async function baseScores(words, accept, count, failed, blocks = BLOCKS) {
  const readable = new Set(words);
  for (let read = 0; read < blocks; read += 1) {
    const next = worthReading([...readable], sum(words, accept), count);
    if (!next) break;
    try {
      await next.postings.more();
    } catch (error) {
      failed(error);
      readable.delete(next);
    }
  }
  return sum(words, accept);
}

/**
 * @param {QueryWord[]} words
 * @param {(chunk: number) => boolean} accept
 * @returns {Map<number, number>}
 */
function sum(words, accept) {
  const listed = words.map(({ notion, factor, postings }) => ({ notion, factor, points: postings.impacts }));
  return sumByNotion(listed, accept);
}

/**
 * @param {QueryWord[]} words
 * @param {Map<number, number>} scores
 * @param {number} count
 * @returns {QueryWord | null} the word whose next block may change the best, if one may
 */
function worthReading(words, scores, count) {
  const open = words.filter((word) => ceiling(word) > 0);
  if (open.length === 0) return null;
  const ranked = best(scores, scores.size);
  const threshold = ranked.length >= count ? (scores.get(ranked[count - 1]) ?? 0) : 0;
  const unseen = open.reduce((total, word) => total + ceiling(word), 0);
  const settled = ranked.slice(0, count).every((chunk) => missing(chunk, open) === 0);
  const beaten = ranked
    .slice(count)
    .every((chunk) => (scores.get(chunk) ?? 0) + missing(chunk, open) <= threshold);
  if (settled && beaten && unseen <= threshold) return null;
  return open.reduce((a, b) => (ceiling(b) > ceiling(a) ? b : a));
}

/** @param {QueryWord} word @returns {number} the most that its unread blocks can add */
function ceiling({ postings, factor }) {
  return factor * postings.ceiling;
}

/**
 * @param {number} chunk
 * @param {QueryWord[]} open
 * @returns {number} the most that unread blocks can add to the chunk's score
 */
function missing(chunk, open) {
  return open.reduce((t, word) => t + (word.postings.impacts.has(chunk) ? 0 : ceiling(word)), 0);
}

/**
 * @param {Map<number, number>} scores
 * @param {number} count
 * @returns {number[]} the chunks of the highest scores, the earlier chunk first among equals
 */
export function best(scores, count) {
  const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return ranked.slice(0, count).map(([chunk]) => chunk);
}
