/** Posting lists of one term, their overflow read only as far as a query needs it. */

import { SearchError } from "./errors.js";
import { readBlock } from "./shard.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./shard.js").Block} Block */
/** @typedef {import("./shard.js").List} List */
/** @typedef {import("./shard.js").Opened} Opened */
/** @typedef {import("./shard.js").Kind} Kind */

/** What both kinds of lists share: the blocks that are not read yet. */
class Postings {
  /**
   * @param {Source} source
   * @param {Kind} kind
   * @param {string} term
   * @param {Opened} opened
   */
  constructor(source, kind, term, { list, frequency, blocks, isSure }) {
    this.source = source;
    this.kind = kind;
    this.term = term;
    /** In how many chunks the term stands. */
    this.frequency = frequency;
    /** False where the term may stand in none of the chunks. */
    this.isSure = isSure;
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
    return readBlock(text);
  }
}

/** A word: chunks with what the word adds to their score, the best first. */
export class WordPostings extends Postings {
  /**
   * @param {Source} source
   * @param {string} term
   * @param {Opened} opened
   * @param {number} weight how rare the word is, by which its impacts are multiplied
   */
  constructor(source, term, opened, weight) {
    super(source, "words", term, opened);
    this.weight = weight;
    /** @type {Map<number, number>} chunk -> impact, as far as it is read */
    this.impacts = new Map();
    this.#take(this.list);
  }

  /** @returns {number} the most that a chunk can have whose impact is not read yet */
  get ceiling() {
    return this.blocks.length > 0 ? this.blocks[0].bound * this.weight : 0;
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
  #take({ chunks, impacts }) {
    chunks.forEach((chunk, i) => this.impacts.set(chunk, impacts[i] * this.weight));
  }
}

/** A gram: ascending chunks, in pieces that each cover a range of their numbers. */
export class GramPostings extends Postings {
  /**
   * @param {Source} source
   * @param {string} term
   * @param {Opened} opened
   */
  constructor(source, term, opened) {
    super(source, "grams", term, opened);
    const end = this.blocks[0]?.bound ?? Infinity;
    /** @type {{ start: number, end: number, block: Block | null, chunks: number[] | null }[]} */
    this.pieces = [{ start: 0, end, block: null, chunks: this.list.chunks }];
    this.blocks.forEach((block, i) => {
      const next = this.blocks[i + 1]?.bound ?? Infinity;
      this.pieces.push({ start: block.bound, end: next, block, chunks: null });
    });
  }

  /**
   * @param {number} index of a piece
   * @returns {Promise<number[]>} its chunks, read if they are not yet
   */
  async piece(index) {
    const piece = this.pieces[index];
    if (piece.chunks === null && piece.block) piece.chunks = (await this.load(piece.block)).chunks;
    return piece.chunks ?? [];
  }

  /**
   * Those of some chunks that the list may hold.
   * @param {number[]} chunks ascending
   * @param {number} spare as long as so few are left to check, no further block is read
   * @returns {Promise<number[]>} ascending
   */
  async keep(chunks, spare) {
    const parts = this.pieces.map(async (piece, index) => {
      const inside = chunks.filter((chunk) => chunk >= piece.start && chunk < piece.end);
      const isSpared = piece.chunks === null && inside.length <= spare;
      return isSpared ? inside : intersect(inside, await this.piece(index));
    });
    return (await Promise.all(parts)).flat();
  }

  /**
   * The same, without reading anything.
   * @param {number[]} chunks ascending
   * @returns {number[]} ascending
   */
  pass(chunks) {
    return this.pieces.flatMap((piece) => {
      const inside = chunks.filter((chunk) => chunk >= piece.start && chunk < piece.end);
      return piece.chunks === null ? inside : intersect(inside, piece.chunks);
    });
  }
}

/**
 * @param {number[]} few ascending
 * @param {number[]} many ascending
 * @returns {number[]} what is in both
 */
export function intersect(few, many) {
  if (few.length === 0) return few;
  const present = new Set(many);
  return few.filter((chunk) => present.has(chunk));
}
