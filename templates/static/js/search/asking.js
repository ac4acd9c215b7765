/** One query on its way: reads texts until enough of them are known to answer it. */

import { candidates, gramsToLoad, isLong } from "./contain.js";
import { features } from "./match.js";
import { score } from "./rank.js";
import { readEntry } from "./texts.js";
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
 * @property {QueryWord[]} words
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
    await dictionary.load(gramsToLoad([query.squeezed, ...query.parts]));
    await this.#scoreWords();
    await this.#collect([query.squeezed], ({ whole, front }) => whole || front);
    if (query.parts.length > 1) await this.#collect(query.parts, ({ parts }) => parts);
    await this.#take(this.#promising([...this.base.keys()]).slice(0, limit));
    const found = [...this.read.values()].filter((ranked) => ranked !== null);
    return found
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.text.number - b.text.number)
      .slice(0, limit);
  }

  /** @returns {number} sections found, as far as lists were read */
  get total() {
    const held = [...this.candidates].filter((entry) => !this.base.has(entry));
    const missed = held.filter((entry) => this.read.get(entry)?.score === 0);
    return this.base.size + held.length - missed.length;
  }

  async #scoreWords() {
    const { words, accept, limit, dictionary } = this.question;
    const lists = words.map(({ postings }) => postings);
    const scores = await baseScores(lists, accept, limit, dictionary.failed);
    const total = words.reduce((sum, { weight }) => sum + weight, 0);
    for (const { postings, weight } of words) {
      for (const entry of postings.impacts.keys()) {
        this.covered.set(entry, (this.covered.get(entry) ?? 0) + weight / total);
      }
    }
    for (const [entry, sum] of scores) this.base.set(entry, sum / this.engine.manifest.scale);
  }

  /**
   * Read texts that may hold all of the runs until enough do.
   * @param {string[]} runs squeezed
   * @param {(features: Features) => boolean} holds
   * @returns {Promise<void>}
   */
  async #collect(runs, holds) {
    const { dictionary, accept, limit } = this.question;
    const found = () => [...this.read.values()].filter((r) => r && holds(r.features)).length;
    if (isLong(dictionary, runs)) {
      // The list begins with the lowest entries, not the best: those that rank well come first.
      await this.#take(this.#promising([...this.base.keys()]).slice(0, limit));
    }
    for await (const batch of candidates(dictionary, runs, accept)) {
      batch.forEach((entry) => this.candidates.add(entry));
      const waiting = this.#promising(batch.filter((entry) => !this.read.has(entry)));
      while (waiting.length > 0 && found() < limit) {
        await this.#take(waiting.splice(0, limit - found()));
      }
      if (found() >= limit) return;
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
    const { query, words, dictionary } = this.question;
    const { source, manifest } = this.engine;
    const unread = entries.filter((entry) => !this.read.has(entry));
    await Promise.all(
      unread.map(async (entry) => {
        try {
          const text = await readEntry(source, manifest.text, entry);
          const known = { ...features(text, query, words), base: this.base.get(entry) ?? 0 };
          this.read.set(entry, { text, features: known, score: score(known) });
        } catch (error) {
          this.read.set(entry, null);
          dictionary.failed(error);
        }
      }),
    );
  }
}
