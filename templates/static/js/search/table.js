/** Which file holds a key: the tables that sitegen/search/table.py describes. */

import { SearchError } from "./errors.js";
import { decode, sums } from "./numbers.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {string | number} Key */
/** @typedef {{ depth: number, group: number, keys: Key[] | string, digests: string[] }} RawTable */
/** @typedef {{ depth: number, keys: Key[], name: (index: number) => string }} Table */

/**
 * @param {string} a
 * @param {string} b
 * @returns {number} order by code point, as Python sorts (UTF-16 puts 😀 before ﬀ)
 */
export function compareKeys(a, b) {
  const left = [...a];
  const right = [...b];
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = /** @type {number} */ (left[i].codePointAt(0)) - /** @type {number} */ (right[i].codePointAt(0));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * @param {Key} a
 * @param {Key} b
 * @returns {number}
 */
function compare(a, b) {
  return typeof a === "number" ? a - Number(b) : compareKeys(a, String(b));
}

/**
 * @param {RawTable} raw as it stands in a file
 * @returns {Table} `name(i)` is what the name of file i has after its kind
 * @throws {SearchError} damaged
 */
export function openTable(raw) {
  const keys = typeof raw?.keys === "string" ? sums(decode(raw.keys)) : raw?.keys;
  const { depth, group, digests } = raw ?? {};
  const complete = Array.isArray(keys) && Array.isArray(digests) && Number.isInteger(depth);
  if (!complete || !(group > 0) || digests.length !== Math.ceil(keys.length / group)) {
    throw new SearchError("damaged", "The search index is damaged (a table of another shape).");
  }
  return { depth, keys, name: (index) => `${digests[Math.floor(index / group)]}-${index % group}` };
}

/**
 * @param {Table} table
 * @param {Key} key
 * @returns {number} index of the last file that begins at or before the key, -1 for none
 */
function position(table, key) {
  let low = 0;
  let high = table.keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(table.keys[middle], key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * @param {Source} source
 * @param {string} kind
 * @param {Table} table
 * @param {Key} key
 * @returns {Promise<string | null>} name of the file that holds the key, if any does
 */
export async function locate(source, kind, table, key) {
  const index = position(table, key);
  if (index < 0) return null;
  if (table.depth === 0) return table.name(index);
  return locate(source, kind, await below(source, kind, table, index), key);
}

/**
 * Every file from the one that holds `key` on, in order.
 * @param {Source} source
 * @param {string} kind
 * @param {Table} table
 * @param {Key} key
 * @returns {AsyncGenerator<{ key: Key, name: string }>}
 */
export async function* from(source, kind, table, key) {
  for (let i = Math.max(0, position(table, key)); i < table.keys.length; i += 1) {
    if (table.depth === 0) yield { key: table.keys[i], name: table.name(i) };
    else yield* from(source, kind, await below(source, kind, table, i), key);
  }
}

/**
 * @param {Source} source
 * @param {string} kind
 * @param {Table} table
 * @param {number} index
 * @returns {Promise<Table>}
 * @throws {SearchError}
 */
async function below(source, kind, table, index) {
  const node = openTable(await source.read(`${kind}-table`, table.name(index)));
  if (node.depth !== table.depth - 1) {
    throw new SearchError("damaged", "The search index is damaged (a table of another shape).");
  }
  return node;
}
