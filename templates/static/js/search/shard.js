/** One shard of the dictionary, opened: the columns that sitegen/search/shards.py describes. */

import { SearchError } from "./errors.js";
import { isNarrow, POINT } from "./fold.js";
import { decode, DIGITS, sums } from "./numbers.js";

/** @typedef {[strength: number, ...words: string[]]} Alias strength in percent */
/** @typedef {{ chunks: number[], impacts: number[] }} List chunks ascending; impacts: [] for grams */
/** @typedef {{ bound: number, digest: string }} Block */
/**
 * @typedef {{ list: List, frequency: number, blocks: Block[], isSure: boolean }} Opened
 *   isSure: false where the term may stand in none of the chunks
 */
/** @typedef {"words" | "grams"} Kind */

/** A column of lists: where each begins, and all of them. */
class Column {
  /**
   * @param {string[]} terms
   * @param {string} counts
   * @param {string} gaps
   * @param {string} [impacts]
   */
  constructor(terms, counts, gaps, impacts = "") {
    const sizes = decode(counts);
    this.gaps = decode(gaps);
    this.impacts = decode(impacts);
    const end = sizes.reduce((sum, size) => sum + size, 0);
    if (sizes.length !== terms.length || this.gaps.length !== end) {
      throw new RangeError("a column of another length");
    }
    /** @type {Map<string, [start: number, end: number]>} */
    this.ranges = new Map();
    let start = 0;
    terms.forEach((term, i) => {
      this.ranges.set(term, [start, start + sizes[i]]);
      start += sizes[i];
    });
  }

  /** @param {string} term @returns {List | null} */
  list(term) {
    const range = this.ranges.get(term);
    if (!range) return null;
    return { chunks: sums(this.gaps.slice(...range)), impacts: this.impacts.slice(...range) };
  }
}

export class Shard {
  /**
   * @param {any} raw the file
   * @throws {SearchError} damaged
   */
  constructor(raw) {
    try {
      if (typeof raw !== "object" || raw === null) throw new TypeError("no shard");
      const { words = "", counts = "", chunks = "", impacts = "", grams = {} } = raw;
      const { sizes = "", places = "", once = {}, where = "", more = {}, also = {} } = raw;
      this.words = new Column(words === "" ? [] : words.split(" "), counts, chunks, impacts);
      this.grams = new Column(gramsOf(grams), sizes, places);
      this.once = onceOf(once, decode(where));
      /** @type {Partial<Record<Kind, Record<string, [number, ...any[]]>>>} */
      this.more = more;
      /** @type {Record<string, string>} */
      this.also = also;
    } catch {
      throw new SearchError("damaged", "The search index is damaged (a part of the dictionary).");
    }
  }

  /** @param {string} word @returns {Opened | null} */
  word(word) {
    return this.#opened("words", word, this.words.list(word));
  }

  /**
   * @param {string} gram
   * @returns {Opened | null} with the chunks of the word that it is, if it is one
   */
  gram(gram) {
    const own = this.#opened("grams", gram, this.grams.list(gram)) ?? this.#traced(gram);
    const word = this.word(gram);
    if (!word || word.blocks.length > 0) return own;
    if (!own) return { ...word, list: { chunks: word.list.chunks, impacts: [] } };
    const chunks = [...new Set([...own.list.chunks, ...word.list.chunks])].sort((a, b) => a - b);
    const frequency = Math.max(own.frequency, chunks.length);
    return { ...own, list: { chunks, impacts: [] }, frequency, isSure: true };
  }

  /**
   * @param {string} gram
   * @returns {Opened | null} chunks of grams that stand in one chunk and may be this one
   */
  #traced(gram) {
    const [first] = gram;
    const wanted = trace(gram.slice(first.length));
    const found = (this.once.get(first) ?? []).filter(({ digit }) => digit === wanted);
    return found.length > 0 ? unsure(found) : null;
  }

  /**
   * @param {string} prefix
   * @returns {Opened | null} chunks of all grams that stand in one chunk and may begin so
   */
  onceFrom(prefix) {
    const found = this.once.get([...prefix][0]) ?? [];
    return found.length > 0 ? unsure(found) : null;
  }

  /** @param {string} word @returns {number} in how many chunks it stands */
  frequency(word) {
    const [start, end] = this.words.ranges.get(word) ?? [0, 0];
    return own(this.more.words, word)?.[0] ?? end - start;
  }

  /** @param {string} prefix @returns {string[]} words and grams that begin with it */
  keysFrom(prefix) {
    const keys = new Set([...this.grams.ranges.keys(), ...this.words.ranges.keys()]);
    return [...keys].filter((key) => key.startsWith(prefix));
  }

  /** @param {string} key @returns {Alias[]} other words that say the same */
  aliases(key) {
    /** @type {Alias[]} */
    const found = [];
    for (const part of String(own(this.also, key) ?? "").split(" ")) {
      // No word of a text that has meaning is a number of two digits only.
      if (/^[1-9][0-9]?$/u.test(part)) found.push([Number(part)]);
      else if (part !== "") found.at(-1)?.push(part);
    }
    return found;
  }

  /**
   * @param {Kind} kind
   * @param {string} term
   * @param {List | null} list
   * @returns {Opened | null}
   */
  #opened(kind, term, list) {
    if (!list) return null;
    const [frequency, ...rest] = own(this.more[kind], term) ?? [list.chunks.length];
    /** @type {Block[]} */
    const blocks = [];
    for (let i = 0; i + 1 < rest.length; i += 2) {
      blocks.push({ bound: Number(rest[i]), digest: String(rest[i + 1]) });
    }
    return { list, frequency, blocks, isSure: true };
  }
}

/**
 * @param {Record<string, string>} tails by first character
 * @returns {string[]} grams in the order of their lists
 */
function gramsOf(tails) {
  return ordered(tails).flatMap(([first, rest]) => {
    const characters = [...rest];
    const width = isNarrow(first) ? 2 : 1;
    const found = [];
    for (let i = 0; i < characters.length; i += width) {
      found.push((first + characters.slice(i, i + width).join("")).trimEnd());
    }
    return found;
  });
}

/**
 * @param {Record<string, string>} columns by a character
 * @returns {[string, string][]} in code point order: an object has its digits first, but the decimal
 *   point comes before them
 */
function ordered({ [POINT]: point, ...others }) {
  const rest = Object.entries(others);
  return point === undefined ? rest : [[POINT, point], ...rest];
}

/** @typedef {{ digit: string, chunk: number }} Once */

/**
 * @param {Record<string, string>} traces
 * @param {number[]} gaps
 * @returns {Map<string, Once[]>} grams of one chunk by their first character
 */
function onceOf(traces, gaps) {
  let at = 0;
  return new Map(
    ordered(traces).map(([first, digits]) => {
      const chunks = sums(gaps.slice(at, at + digits.length));
      at += digits.length;
      if (chunks.length !== digits.length) throw new RangeError("a column is cut off");
      return [first, chunks.map((chunk, i) => ({ digit: digits[i], chunk }))];
    }),
  );
}

/**
 * @param {string} tail what follows the first character of a gram
 * @returns {string} the digit that stands for it, as `trace` in columns.py
 */
function trace(tail) {
  const points = [...tail].map((character) => /** @type {number} */ (character.codePointAt(0)));
  return DIGITS[points.reduce((sum, point) => sum + point, 0) % 64];
}

/** @param {Once[]} found @returns {Opened} */
function unsure(found) {
  const chunks = [...new Set(found.map(({ chunk }) => chunk))];
  return { list: { chunks, impacts: [] }, frequency: chunks.length, blocks: [], isSure: false };
}

/**
 * @param {string} text the numbers of one overflow block
 * @returns {List}
 * @throws {SearchError} damaged
 */
export function readBlock(text) {
  try {
    const [count, ...numbers] = decode(text);
    if (numbers.length < count) throw new RangeError("a block is cut off");
    return { chunks: sums(numbers.slice(0, count)), impacts: numbers.slice(count) };
  } catch {
    throw new SearchError("damaged", "The search index is damaged (a posting list).");
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
