/** The texts that one query has read, with what it knows of them and of those it has not read. */

import { features } from "./match.js";
import { score, scoreByWords, spread } from "./rank.js";
import { readEntry } from "./texts.js";
import { documentOf, documentScores } from "./wholes.js";
import { baseScores } from "./words.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").EntryText} EntryText */
/** @typedef {import("./rank.js").Features} Features */
/** @typedef {import("./words.js").QueryWord} QueryWord */
/** @typedef {{ text: EntryText, features: Features, score: number }} Ranked */

/**
 * @typedef {object} Question
 * @property {Query} query
 * @property {Dictionary} dictionary
 * @property {import("./variants.js").Variants} variants
 * @property {(entry: number) => boolean} accept
 * @property {number} limit
 * @property {(text: EntryText) => boolean} [allowed] what else a text must fulfil
 * @property {boolean} [quick] only texts that hold the query, or all of its parts
 */

export class Reading {
  /**
   * @param {Engine} engine
   * @param {Question} question
   */
  constructor(engine, question) {
    this.engine = engine;
    this.question = question;
    /** @type {QueryWord[]} words of the query that are known so far */
    this.words = [];
    /** @type {Map<number, Ranked | null>} entries whose text was read; null: it cannot be */
    this.read = new Map();
    /** @type {Set<number>} entries that may hold the query */
    this.candidates = new Set();
    /** @type {Map<number, number>} BM25F in points */
    this.base = new Map();
    /** @type {Map<number, number>} share of the query's words, by their rarity */
    this.covered = new Map();
    /** @type {number[]} first entries of documents, as far as they are asked for */
    this.starts = [];
    /** @type {(entry: number) => import("./wholes.js").Whole} */
    this.whole = () => ({ points: 0, coverage: 0 });
  }

  /**
   * @param {Ranked[]} sorted
   * @returns {Ranked[]}
   */
  spread(sorted) {
    return spread(sorted, (ranked) => ranked.score, ({ text }) => documentOf(this.starts, text.number));
  }

  /**
   * @param {(features: Features) => boolean} test
   * @returns {number[]} entries whose text was read and passes
   */
  found(test) {
    return [...this.read].flatMap(([entry, ranked]) =>
      ranked && test(ranked.features) ? [entry] : [],
    );
  }

  /**
   * @param {(features: Features) => boolean} test
   * @returns {number}
   */
  count(test) {
    return this.found(test).length;
  }

  /**
   * @param {number} coverage
   * @returns {number[]} entries with at least this share of the query's words, the best first
   */
  related(coverage) {
    const entries = [...this.base.keys()];
    return this.promising(entries.filter((entry) => (this.covered.get(entry) ?? 0) >= coverage));
  }

  /**
   * @param {QueryWord[]} words
   * @param {number} [blocks] overflow blocks that may be read for it
   */
  async weigh(words, blocks) {
    const { accept, limit, dictionary } = this.question;
    this.words = words;
    const scores = await baseScores(words, accept, limit, dictionary.failed, blocks);
    const total = words.reduce((sum, { weight, factor }) => sum + weight * factor, 0);
    this.whole = documentScores(this.starts, words, this.engine.manifest);
    this.base = new Map();
    for (const [entry, sum] of scores) this.base.set(entry, sum / this.engine.manifest.scale);
    this.covered = new Map();
    for (const { postings, weight, factor } of words) {
      for (const entry of postings.impacts.keys()) {
        this.covered.set(entry, (this.covered.get(entry) ?? 0) + (weight * factor) / total);
      }
    }
    for (const [entry, ranked] of this.read) {
      if (ranked) this.read.set(entry, this.#rank(ranked.text, entry));
    }
  }

  /**
   * @param {number[]} entries
   * @returns {number[]} the same, in the order that words alone give
   */
  promising(entries) {
    const worth = new Map(entries.map((entry) => [entry, this.#byWords(entry)]));
    const of = (/** @type {number} */ entry) => worth.get(entry) ?? 0;
    entries.sort((a, b) => of(b) - of(a) || a - b);
    return this.starts.length > 0 ? spread(entries, of, (e) => documentOf(this.starts, e)) : entries;
  }

  /**
   * @param {number} entry
   * @returns {number} its score as far as it is known without its text
   */
  #byWords(entry) {
    const { points, coverage } = this.whole(entry);
    return scoreByWords(this.base.get(entry) ?? 0, points, coverage, this.covered.get(entry) ?? 0);
  }

  /**
   * @param {number[]} entries
   * @returns {Promise<void>} Read their texts and see what they hold.
   */
  async take(entries) {
    const unread = entries.filter((entry) => !this.read.has(entry));
    await Promise.all(
      unread.map(async (entry) => {
        try {
          const text = await this.#text(entry);
          const { allowed } = this.question;
          this.read.set(entry, !allowed || allowed(text) ? this.#rank(text, entry) : null);
        } catch (error) {
          this.read.set(entry, null);
          this.question.dictionary.failed(error);
        }
      }),
    );
  }

  /**
   * @param {number} entry
   * @returns {Promise<EntryText>}
   */
  #text(entry) {
    const { source, manifest } = this.engine;
    return readEntry(source, manifest.text, entry, this.question.variants);
  }

  /**
   * @param {EntryText} text
   * @param {number} entry
   * @returns {Ranked}
   */
  #rank(text, entry) {
    const found = features(text, this.question.query, this.words);
    const { points, coverage: about } = this.whole(entry);
    const known = { ...found, base: this.base.get(entry) ?? 0, document: points, about };
    return { text, features: known, score: score(known) };
  }
}

/** @param {Features} features @returns {boolean} whether the whole query stands there */
export function isHeld({ whole, front }) {
  return whole || front;
}

/** @param {Features} features @returns {boolean} whether it has anything of the query */
export function isMatch(features) {
  return score(features) > 0;
}
