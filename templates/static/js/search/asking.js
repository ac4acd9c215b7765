/** One query on its way: reads texts until enough of them are known to answer it. */

import { candidates, gramsToLoad, isLong, refine } from "./contain.js";
import { SHORT } from "./fold.js";
import { features } from "./match.js";
import { score } from "./rank.js";
import { readEntry } from "./texts.js";
import { baseScores, findWords, wordsInReach } from "./words.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").EntryText} EntryText */
/** @typedef {import("./rank.js").Features} Features */
/** @typedef {import("./words.js").QueryWord} QueryWord */
/** @typedef {{ text: EntryText, features: Features, score: number }} Ranked */

/**
 * Hits that are added to those that hold the query, at most, and how much of the query's words
 * they must have: who finds what they remember needs no further guesses.
 */
const FURTHER = 3;
const RELATED = 0.6;

/** Texts that are read on the strength of some grams; for more it pays to ask the other grams. */
const DOUBT = 4;

/**
 * @typedef {object} Question
 * @property {Query} query
 * @property {Dictionary} dictionary
 * @property {(entry: number) => boolean} accept
 * @property {number} limit
 */

export class Asking {
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
  }

  /**
   * @returns {Promise<Ranked[]>} the best entries in order
   */
  async answer() {
    const { query, dictionary, limit } = this.question;
    const long = [...query.squeezed].length > SHORT;
    await dictionary.load(gramsToLoad([query.squeezed]));
    // Among entries that hold the query, what can be known of its words for nothing decides.
    if (long) await this.#weigh(wordsInReach(query, dictionary, this.engine.manifest), 0);
    else await this.#weighAll(0);
    await this.#collect([query.squeezed], isHeld);
    const held = this.#count(isHeld);
    if (held === 0) await this.#weighAll();
    if (held === 0 && query.parts.length > 1) {
      await dictionary.load(gramsToLoad(query.parts));
      await this.#collect(query.parts, ({ parts }) => parts);
    }
    if (held > 0) await this.#take(this.#related(RELATED).slice(0, Math.min(FURTHER, limit - held)));
    else await this.#take(this.#related(0).slice(0, limit));
    return this.#ranked().slice(0, limit);
  }

  /** @returns {number} sections found, as far as lists were read */
  get total() {
    if (this.#count(isHeld) === 0) return new Set([...this.base.keys(), ...this.#found(isMatch)]).size;
    const possible = [...this.candidates].filter((entry) => {
      const ranked = this.read.get(entry);
      return ranked === undefined || (ranked !== null && isHeld(ranked.features));
    });
    return new Set([...possible, ...this.#ranked().map(({ text }) => text.number)]).size;
  }

  /**
   * @returns {Ranked[]} what was read and matches, in order; after entries that hold the query
   *   only a few that are close to it
   */
  #ranked() {
    const sorted = this.#found(isMatch)
      .map((entry) => /** @type {Ranked} */ (this.read.get(entry)))
      .sort((a, b) => b.score - a.score || a.text.number - b.text.number);
    const held = sorted.filter((ranked) => isHeld(ranked.features));
    if (held.length === 0) return sorted;
    const others = sorted.filter(({ features: f }) => !isHeld(f) && f.coverage >= RELATED);
    return [...held, ...others.slice(0, FURTHER)];
  }

  /**
   * @param {(features: Features) => boolean} test
   * @returns {number[]} entries whose text was read and passes
   */
  #found(test) {
    return [...this.read].flatMap(([entry, ranked]) =>
      ranked && test(ranked.features) ? [entry] : [],
    );
  }

  /**
   * @param {(features: Features) => boolean} test
   * @returns {number}
   */
  #count(test) {
    return this.#found(test).length;
  }

  /**
   * @param {number} coverage
   * @returns {number[]} entries with at least this share of the query's words, the best first
   */
  #related(coverage) {
    const entries = [...this.base.keys()];
    return this.#promising(entries.filter((entry) => (this.covered.get(entry) ?? 0) >= coverage));
  }

  /**
   * Score by all words of the query.
   * @param {number} [blocks] overflow blocks that may be read for it
   */
  async #weighAll(blocks) {
    const { query, dictionary } = this.question;
    await this.#weigh(await findWords(query, dictionary, this.engine.manifest), blocks);
  }

  /**
   * @param {QueryWord[]} words
   * @param {number} [blocks] overflow blocks that may be read for it
   */
  async #weigh(words, blocks) {
    const { accept, limit, dictionary } = this.question;
    this.words = words;
    const lists = words.map(({ postings }) => postings);
    const scores = await baseScores(lists, accept, limit, dictionary.failed, blocks);
    const total = words.reduce((sum, { weight }) => sum + weight, 0);
    this.base = new Map();
    for (const [entry, sum] of scores) this.base.set(entry, sum / this.engine.manifest.scale);
    this.covered = new Map();
    for (const { postings, weight } of words) {
      for (const entry of postings.impacts.keys()) {
        this.covered.set(entry, (this.covered.get(entry) ?? 0) + weight / total);
      }
    }
    for (const [entry, ranked] of this.read) {
      if (ranked) this.read.set(entry, this.#rank(ranked.text, entry));
    }
  }

  /**
   * Read texts that may hold all of the runs until enough do.
   * @param {string[]} runs squeezed
   * @param {(features: Features) => boolean} holds
   * @returns {Promise<void>}
   */
  async #collect(runs, holds) {
    const { dictionary, accept, limit } = this.question;
    // A long list begins with the lowest entries, not with the best.
    if (isLong(dictionary, runs)) await this.#take(this.#related(0).slice(0, limit));
    for await (const batch of candidates(dictionary, runs, accept)) {
      batch.forEach((entry) => this.candidates.add(entry));
      let waiting = this.#promising(batch.filter((entry) => !this.read.has(entry)));
      let refined = false;
      while (waiting.length > 0 && this.#count(holds) < limit) {
        await this.#take(waiting.splice(0, limit - this.#count(holds)));
        if (!refined && waiting.length > DOUBT && this.#count(holds) < limit) {
          waiting.forEach((entry) => this.candidates.delete(entry));
          waiting = await refine(dictionary, runs, waiting);
          waiting.forEach((entry) => this.candidates.add(entry));
          refined = true;
        }
      }
      if (this.#count(holds) >= limit) return;
    }
  }

  /**
   * @param {number[]} entries
   * @returns {number[]} the same, in the order that words alone give
   */
  #promising(entries) {
    const worth = new Map(entries.map((entry) => [entry, score(this.#byWords(entry))]));
    const of = (/** @type {number} */ entry) => worth.get(entry) ?? 0;
    return entries.sort((a, b) => of(b) - of(a) || a - b);
  }

  /**
   * @param {number} entry
   * @returns {Features} what is known without its text
   */
  #byWords(entry) {
    const coverage = this.covered.get(entry) ?? 0;
    const base = this.base.get(entry) ?? 0;
    const none = { whole: false, front: false, equal: false, literal: false, heading: false };
    return { ...none, parts: false, coverage, base };
  }

  /**
   * @param {number[]} entries
   * @returns {Promise<void>} Read their texts and see what they hold.
   */
  async #take(entries) {
    const { source, manifest } = this.engine;
    const unread = entries.filter((entry) => !this.read.has(entry));
    await Promise.all(
      unread.map(async (entry) => {
        try {
          this.read.set(entry, this.#rank(await readEntry(source, manifest.text, entry), entry));
        } catch (error) {
          this.read.set(entry, null);
          this.question.dictionary.failed(error);
        }
      }),
    );
  }

  /**
   * @param {EntryText} text
   * @param {number} entry
   * @returns {Ranked}
   */
  #rank(text, entry) {
    const found = features(text, this.question.query, this.words);
    const known = { ...found, base: this.base.get(entry) ?? 0 };
    return { text, features: known, score: score(known) };
  }
}

/** @param {Features} features @returns {boolean} whether the whole query stands there */
function isHeld({ whole, front }) {
  return whole || front;
}

/** @param {Features} features @returns {boolean} whether it has anything of the query */
function isMatch(features) {
  return score(features) > 0;
}
