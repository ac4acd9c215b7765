/** Words and grams by name: finds the shard of a term and opens its postings, for one query. */

import { GramPostings, WordPostings } from "./postings.js";
import { rarity } from "./rank.js";
import { Shard } from "./shard.js";
import { compareKeys, from, locate } from "./table.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./shard.js").Alias} Alias */
/** @typedef {{ terms: import("./table.js").Table, chunks: number }} Manifest */

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
   * @param {Manifest} manifest
   * @param {(error: unknown) => void} failed told of what cannot be read; the terms in it then
   *   count as unknown, and the rest goes on
   */
  constructor(source, { terms, chunks }, failed) {
    this.source = source;
    this.table = terms;
    this.chunks = chunks;
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
      return name === null ? new Shard({}) : await openShard(this.source, name);
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
    const opened = this.shards.get(prefixOf(word))?.word(word);
    if (!opened) return null;
    const weight = rarity(this.chunks, opened.frequency);
    const postings = new WordPostings(this.source, word, opened, weight);
    this.words.set(word, postings);
    return postings;
  }

  /**
   * @param {string} word whose shard is loaded
   * @returns {{ word: string, frequency: number }[]} words that begin with the same two characters
   */
  wordsBeside(word) {
    const shard = this.shards.get(prefixOf(word));
    return [...(shard?.words.ranges.keys() ?? [])]
      .filter((other) => prefixOf(other) === prefixOf(word))
      .map((other) => ({ word: other, frequency: shard?.frequency(other) ?? 0 }));
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
        const shard = await openShard(this.source, name);
        for (const word of shard.words.ranges.keys()) {
          if (word.startsWith(prefix)) found.push([word, shard.frequency(word)]);
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
    return this.shards.get(prefixOf(key))?.aliases(key) ?? [];
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
    const opened = shard.gram(gram);
    if (!opened) return null;
    const postings = new GramPostings(this.source, gram, opened);
    this.grams.set(gram, postings);
    return postings;
  }

  /**
   * Grams and words that begin with a character or two, the most frequent of each shard first.
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
      const shard = await openShard(this.source, name);
      const named = shard.keysFrom(prefix).map((gram) => ({ gram, opened: shard.gram(gram) }));
      const all = [...named, { gram: prefix, opened: shard.onceFrom(prefix) }];
      const lists = all.flatMap(({ gram, opened }) =>
        opened ? [new GramPostings(this.source, gram, opened)] : [],
      );
      yield* lists.sort((a, b) => b.frequency - a.frequency);
    } catch (error) {
      this.failed(error);
    }
  }
}

/** @type {WeakMap<object, Shard>} shards of files that are still in memory */
const opened = new WeakMap();

/**
 * @param {Source} source
 * @param {string} name
 * @returns {Promise<Shard>}
 * @throws {import("./errors.js").SearchError} it cannot be read, or is damaged
 */
async function openShard(source, name) {
  const raw = await source.read("terms", name);
  const known = opened.get(raw);
  if (known) return known;
  const shard = new Shard(raw);
  opened.set(raw, shard);
  return shard;
}
