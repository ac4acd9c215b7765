/** Words and grams by name: finds the shard of a term and opens its postings, for one query. */

import { gramList, readRaw, wordList } from "./lists.js";
import { GramPostings, WordPostings } from "./postings.js";
import { compareKeys, from, locate } from "./table.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./lists.js").RawPosting} RawPosting */
/** @typedef {Record<string, RawPosting>} Terms */
/** @typedef {[strength: number, ...words: string[]]} Alias strength in percent */
/** @typedef {{ words?: Terms, grams?: Terms, also?: Record<string, Alias[]> }} Shard */

/** Characters of a term that decide its shard. */
const PREFIX = 2;

/** Shards that a query of one character reads at most. */
const OPEN_SHARDS = 12;

/**
 * @param {string} term
 * @returns {string}
 */
function prefixOf(term) {
  return [...term].slice(0, PREFIX).join("");
}

export class Dictionary {
  /**
   * @param {Source} source
   * @param {Table} table
   * @param {(error: unknown) => void} failed told of what cannot be read; the terms in it then
   *   count as unknown, and the rest goes on
   */
  constructor(source, table, failed) {
    this.source = source;
    this.table = table;
    this.failed = failed;
    /** @type {Map<string, Shard | null>} by prefix; null where the shard cannot be read */
    this.shards = new Map();
    /** @type {Map<string, WordPostings>} */
    this.words = new Map();
    /** @type {Map<string, GramPostings>} */
    this.grams = new Map();
  }

  /**
   * Read the shards of some terms, all at once.
   * @param {Iterable<string>} terms
   * @returns {Promise<void>}
   */
  async load(terms) {
    const prefixes = new Set([...terms].map(prefixOf));
    const wanted = [...prefixes].filter((prefix) => !this.shards.has(prefix));
    await Promise.all(
      wanted.map(async (prefix) => this.shards.set(prefix, await this.#shard(prefix))),
    );
  }

  /**
   * @param {string} prefix
   * @returns {Promise<Shard | null>}
   */
  async #shard(prefix) {
    try {
      const name = await locate(this.source, "terms", this.table, prefix);
      return name === null ? {} : await this.source.read("terms", name);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /**
   * @param {string} word whose shard is loaded
   * @returns {WordPostings | null} null if the index lacks it
   */
  word(word) {
    const known = this.words.get(word);
    if (known) return known;
    const raw = own(this.shards.get(prefixOf(word))?.words, word);
    if (raw === undefined) return null;
    const postings = this.#try(() => new WordPostings(this.source, word, readRaw(raw, wordList)));
    if (postings) this.words.set(word, postings);
    return postings;
  }

  /**
   * @param {string} word whose shard is loaded
   * @returns {{ word: string, frequency: number }[]} words that begin with the same two characters
   */
  wordsBeside(word) {
    const shard = this.shards.get(prefixOf(word));
    return Object.keys(shard?.words ?? {})
      .filter((other) => prefixOf(other) === prefixOf(word))
      .map((other) => ({ word: other, frequency: this.word(other)?.frequency ?? 0 }));
  }

  /**
   * @param {string} prefix
   * @param {number} limit
   * @returns {Promise<string[]>} words that begin with it, the most frequent first
   */
  async wordsFrom(prefix, limit) {
    /** @type {[string, number][]} */
    const found = [];
    let read = 0;
    for await (const { key, name } of from(this.source, "terms", this.table, prefixOf(prefix))) {
      const beyond = !String(key).startsWith(prefix) && compareKeys(String(key), prefix) > 0;
      if (beyond || read === OPEN_SHARDS / 4) break;
      read += 1;
      try {
        /** @type {Shard} */
        const shard = await this.source.read("terms", name);
        for (const [word, raw] of Object.entries(shard.words ?? {})) {
          if (word.startsWith(prefix)) found.push([word, readRaw(raw, wordList).frequency]);
        }
      } catch (error) {
        this.failed(error);
      }
    }
    return found.sort((a, b) => b[1] - a[1]).slice(0, limit).map(([word]) => word);
  }

  /**
   * @param {string} key whose shard is loaded
   * @returns {Alias[]} other words that say the same
   */
  aliases(key) {
    return own(this.shards.get(prefixOf(key))?.also, key) ?? [];
  }

  /**
   * @param {string} gram whose shard is loaded
   * @returns {GramPostings | null | undefined} null if no text has it, undefined if that cannot be
   *   told because its shard cannot be read
   */
  gram(gram) {
    const known = this.grams.get(gram);
    if (known) return known;
    const shard = this.shards.get(prefixOf(gram));
    if (!shard) return undefined;
    const raw = own(shard.grams, gram);
    if (raw === undefined) return null;
    const postings = this.#try(() => openGram(this.source, gram, raw));
    if (postings) this.grams.set(gram, postings);
    return postings ?? undefined;
  }

  /**
   * Grams that begin with a character or two, the most frequent of each shard first.
   * @param {string} prefix
   * @returns {AsyncGenerator<GramPostings>}
   */
  async *gramsFrom(prefix) {
    let read = 0;
    for await (const { key, name } of from(this.source, "terms", this.table, prefix)) {
      const beyond = !String(key).startsWith(prefix) && compareKeys(String(key), prefix) > 0;
      if (beyond || read === OPEN_SHARDS) return;
      read += 1;
      yield* this.#gramsIn(name, prefix);
    }
  }

  /**
   * @param {string} name
   * @param {string} prefix
   * @returns {AsyncGenerator<GramPostings>}
   */
  async *#gramsIn(name, prefix) {
    try {
      /** @type {Shard} */
      const shard = await this.source.read("terms", name);
      const found = Object.entries(shard.grams ?? {}).filter(([gram]) => gram.startsWith(prefix));
      const lists = found.map(([gram, raw]) => openGram(this.source, gram, raw));
      yield* lists.sort((a, b) => b.frequency - a.frequency);
    } catch (error) {
      this.failed(error);
    }
  }

  /**
   * @template T
   * @param {() => T} make
   * @returns {T | null}
   */
  #try(make) {
    try {
      return make();
    } catch (error) {
      this.failed(error);
      return null;
    }
  }
}

/**
 * @template T
 * @param {Record<string, T> | undefined} record
 * @param {string} key
 * @returns {T | undefined} the value, never something that every object has (`constructor`)
 */
function own(record, key) {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * @param {Source} source
 * @param {string} gram
 * @param {RawPosting} raw
 * @returns {GramPostings}
 * @throws {import("./errors.js").SearchError} damaged
 */
function openGram(source, gram, raw) {
  return new GramPostings(source, gram, readRaw(raw, gramList));
}
