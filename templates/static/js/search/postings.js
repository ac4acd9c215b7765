/** Posting lists of one term, their overflow read only as far as a query needs it. */

import { SearchError } from "./errors.js";
import { gramList, readRaw, wordList } from "./lists.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./lists.js").Block} Block */
/** @typedef {import("./lists.js").List} List */
/** @typedef {import("./lists.js").Opened} Opened */
/** @typedef {"words" | "grams"} Kind */

/** What both kinds of lists share: the blocks that are not read yet. */
class Postings {
  /**
   * @param {Source} source
   * @param {Kind} kind
   * @param {string} term
   * @param {Opened} opened
   */
  constructor(source, kind, term, { list, frequency, blocks }) {
    this.source = source;
    this.kind = kind;
    this.term = term;
    /** In how many entries the term stands. */
    this.frequency = frequency;
    /** Blocks that are not read yet, in order. */
    this.blocks = blocks;
    /** What stands in the shard. */
    this.list = list;
  }

  /**
   * @param {Block} block
   * @returns {Promise<List>}
   * @throws {SearchError}
   */
  async load(block) {
    const file = await this.source.read("more", block.digest);
    const text = file?.[this.kind]?.[this.term];
    if (typeof text !== "string") {
      throw new SearchError("damaged", "The search index is damaged (an overflow block).");
    }
    return readRaw(text, this.kind === "words" ? wordList : gramList).list;
  }
}

/** A word: entries with what the word adds to their score, the best first. */
export class WordPostings extends Postings {
  /**
   * @param {Source} source
   * @param {string} term
   * @param {Opened} opened
   */
  constructor(source, term, opened) {
    super(source, "words", term, opened);
    /** @type {Map<number, number>} entry -> impact, as far as it is read */
    this.impacts = new Map();
    this.#take(this.list);
  }

  /** @returns {number} the most that an entry can have whose impact is not read yet */
  get ceiling() {
    return this.blocks.length > 0 ? this.blocks[0].bound : 0;
  }

  /** @returns {Promise<void>} Read the next block. */
  async more() {
    const block = this.blocks[0];
    const list = await this.load(block);
    // Two queries at once may have read the same block.
    if (this.blocks[0] !== block) return;
    this.blocks.shift();
    this.#take(list);
  }

  /** @param {List} list */
  #take({ entries, impacts }) {
    entries.forEach((entry, i) => this.impacts.set(entry, impacts[i]));
  }
}

/** A gram: ascending entries, in pieces that each cover a range of entry numbers. */
export class GramPostings extends Postings {
  /**
   * @param {Source} source
   * @param {string} term
   * @param {Opened} opened
   */
  constructor(source, term, opened) {
    super(source, "grams", term, opened);
    const end = this.blocks[0]?.bound ?? Infinity;
    /** @type {{ start: number, end: number, block: Block | null, entries: number[] | null }[]} */
    this.pieces = [{ start: 0, end, block: null, entries: this.list.entries }];
    this.blocks.forEach((block, i) => {
      const next = this.blocks[i + 1]?.bound ?? Infinity;
      this.pieces.push({ start: block.bound, end: next, block, entries: null });
    });
  }

  /**
   * @param {number} index of a piece
   * @returns {Promise<number[]>} its entries, read if they are not yet
   */
  async piece(index) {
    const piece = this.pieces[index];
    if (piece.entries === null && piece.block) {
      piece.entries = (await this.load(piece.block)).entries;
    }
    return piece.entries ?? [];
  }

  /**
   * Those of some entries that the list may hold.
   * @param {number[]} entries ascending
   * @param {number} spare as long as so few are left to check, no further block is read
   * @returns {Promise<number[]>} ascending
   */
  async keep(entries, spare) {
    const result = [];
    for (const [index, piece] of this.pieces.entries()) {
      const inside = entries.filter((entry) => entry >= piece.start && entry < piece.end);
      if (inside.length === 0) continue;
      if (piece.entries === null && inside.length <= spare) result.push(...inside);
      else result.push(...intersect(inside, await this.piece(index)));
    }
    return result;
  }
}

/**
 * @param {number[]} few ascending
 * @param {number[]} many ascending
 * @returns {number[]} what is in both
 */
function intersect(few, many) {
  const present = new Set(many);
  return few.filter((entry) => present.has(entry));
}
