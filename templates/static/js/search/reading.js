/** The texts that one query has read, with what it knows of them and of those it has not read. */

import { features } from "./match.js";
import { score, scoreByWords, spread } from "./rank.js";
import { readChunk } from "./texts.js";
import { documentOf, documentScores } from "./wholes.js";
import { baseScores } from "./words.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").Section} Section */
/** @typedef {import("./rank.js").Features} Features */
/** @typedef {import("./words.js").QueryWord} QueryWord */
/** @typedef {{ section: Section, features: Features, score: number }} Ranked */

/**
 * @typedef {object} Question
 * @property {Query} query
 * @property {Dictionary} dictionary
 * @property {import("./variants.js").Variants} variants
 * @property {(chunk: number) => boolean} accept
 * @property {number} limit
 * @property {(section: Section) => boolean} [allowed] what else a section must fulfil
 * @property {boolean} [quick] only sections that hold the query, or all of its parts
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
    /** @type {Map<number, Ranked[]>} chunks whose text was read: sections with anything of the query */
    this.read = new Map();
    /** @type {Set<number>} chunks that may hold the query */
    this.candidates = new Set();
    /** @type {Map<number, number>} BM25F of chunks in points */
    this.base = new Map();
    /** @type {Map<number, number>} share of the query's words in a chunk, by their rarity */
    this.covered = new Map();
    /** @type {number[]} first chunks of documents, as far as they are asked for */
    this.starts = [];
    /** @type {(chunk: number) => import("./wholes.js").Whole} */
    this.whole = () => ({ points: 0, coverage: 0 });
  }

  /**
   * @param {Ranked[]} sorted
   * @returns {Ranked[]}
   */
  spread(sorted) {
    return spread(sorted, (ranked) => ranked.score, ({ section }) => section.document);
  }

  /**
   * @param {(features: Features) => boolean} test
   * @returns {Ranked[]} sections that were read and pass; each once, if chunks share it
   */
  found(test) {
    /** @type {Map<string, Ranked>} */
    const best = new Map();
    for (const ranked of [...this.read.values()].flat()) {
      const known = best.get(ranked.section.url);
      if (test(ranked.features) && !(known && known.score >= ranked.score)) {
        best.set(ranked.section.url, ranked);
      }
    }
    return [...best.values()];
  }

  /**
   * @param {(features: Features) => boolean} test
   * @returns {number} sections
   */
  count(test) {
    return this.found(test).length;
  }

  /**
   * @param {number} coverage
   * @returns {number[]} chunks with at least this share of the query's words, the best first
   */
  related(coverage) {
    const chunks = [...this.base.keys()];
    return this.promising(chunks.filter((chunk) => (this.covered.get(chunk) ?? 0) >= coverage));
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
    for (const [chunk, sum] of scores) this.base.set(chunk, sum / this.engine.manifest.scale);
    this.covered = new Map();
    for (const { postings, weight, factor } of words) {
      for (const chunk of postings.impacts.keys()) {
        this.covered.set(chunk, (this.covered.get(chunk) ?? 0) + (weight * factor) / total);
      }
    }
    for (const chunk of this.read.keys()) await this.#open(chunk);
  }

  /**
   * @param {number[]} chunks
   * @returns {number[]} the same, in the order that words alone give
   */
  promising(chunks) {
    const worth = new Map(chunks.map((chunk) => [chunk, this.byWords(chunk)]));
    const of = (/** @type {number} */ chunk) => worth.get(chunk) ?? 0;
    chunks.sort((a, b) => of(b) - of(a) || a - b);
    return this.starts.length > 0 ? spread(chunks, of, (e) => documentOf(this.starts, e)) : chunks;
  }

  /**
   * @param {number} chunk
   * @returns {number} its score as far as it is known without its text
   */
  byWords(chunk) {
    const { points: document, coverage: about } = this.whole(chunk);
    const base = this.base.get(chunk) ?? 0;
    const coverage = this.covered.get(chunk) ?? 0;
    return scoreByWords({ base, section: base, document, about, named: 0, coverage });
  }

  /**
   * @param {number[]} chunks
   * @returns {Promise<void>} Read their texts and see what they hold.
   */
  async take(chunks) {
    await Promise.all(chunks.filter((chunk) => !this.read.has(chunk)).map((c) => this.#open(c)));
  }

  /** @param {number} chunk */
  async #open(chunk) {
    const { source, manifest } = this.engine;
    const { allowed, dictionary, variants } = this.question;
    try {
      const sections = await readChunk(source, manifest.text, chunk, variants);
      const fit = allowed ? sections.filter(allowed) : sections;
      this.read.set(chunk, fit.map((section) => this.#rank(section)).filter(({ score }) => score > 0));
    } catch (error) {
      this.read.set(chunk, []);
      dictionary.failed(error);
    }
  }

  /**
   * @param {Section} section
   * @returns {Ranked}
   */
  #rank(section) {
    const found = features(section, this.question.query, this.words);
    const { points, coverage: about } = this.whole(section.chunk);
    const known = { ...found, base: this.base.get(section.chunk) ?? 0, document: points, about };
    return { section, features: known, score: score(known) };
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
