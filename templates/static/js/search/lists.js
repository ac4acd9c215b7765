/** Posting lists as they stand in a shard, decoded; sitegen/search/shards.py describes them. */

import { SearchError } from "./errors.js";
import { decode, entriesOf } from "./numbers.js";

/** @typedef {string | [number, string, ...[number, string][]]} RawPosting */
/** @typedef {{ entries: number[], impacts: number[] }} List impacts: [] for grams */
/** @typedef {{ bound: number, digest: string }} Block */
/** @typedef {{ list: List, frequency: number, blocks: Block[] }} Opened */

/**
 * @param {RawPosting} raw
 * @param {(numbers: number[]) => List} read
 * @returns {Opened}
 * @throws {SearchError} damaged
 */
export function readRaw(raw, read) {
  try {
    if (typeof raw === "string") {
      const list = read(decode(raw));
      return { list, frequency: list.entries.length, blocks: [] };
    }
    const [frequency, text, ...blocks] = raw;
    const listed = blocks.map(([bound, digest]) => ({ bound, digest }));
    return { list: read(decode(text)), frequency, blocks: listed };
  } catch {
    throw new SearchError("damaged", "The search index is damaged (a posting list).");
  }
}

/** @param {number[]} numbers @returns {List} */
export function gramList(numbers) {
  return { entries: entriesOf(numbers), impacts: [] };
}

/** @param {number[]} numbers @returns {List} */
export function wordList(numbers) {
  const entries = entriesOf(numbers);
  return { entries, impacts: numbers.slice(1 + entries.length) };
}
