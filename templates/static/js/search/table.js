/** Which file holds a key: the tables that sitegen/search/table.py describes. */

import { SearchError } from "./errors.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {{ depth: number, keys: (string | number)[], files: string[] }} TableNode */

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
 * @param {string | number} a
 * @param {string | number} b
 * @returns {number}
 */
function compare(a, b) {
  return typeof a === "number" ? a - Number(b) : compareKeys(a, String(b));
}

/**
 * @param {any} value
 * @returns {value is TableNode}
 */
export function isTable(value) {
  return (
    Number.isInteger(value?.depth) &&
    Array.isArray(value.keys) &&
    Array.isArray(value.files) &&
    value.keys.length === value.files.length
  );
}

/**
 * @param {TableNode} table
 * @param {string | number} key
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
 * @param {TableNode} table
 * @param {string | number} key
 * @returns {Promise<string | null>} digest of the file that holds the key, if any does
 */
export async function locate(source, kind, table, key) {
  const index = position(table, key);
  if (index < 0) return null;
  if (table.depth === 0) return table.files[index];
  return locate(source, kind, await below(source, kind, table, index), key);
}

/**
 * Every file from the one that holds `key` on, in order.
 * @param {Source} source
 * @param {string} kind
 * @param {TableNode} table
 * @param {string | number} key
 * @returns {AsyncGenerator<{ key: string | number, digest: string }>}
 */
export async function* from(source, kind, table, key) {
  for (let i = Math.max(0, position(table, key)); i < table.files.length; i += 1) {
    if (table.depth === 0) yield { key: table.keys[i], digest: table.files[i] };
    else yield* from(source, kind, await below(source, kind, table, i), key);
  }
}

/**
 * @param {Source} source
 * @param {string} kind
 * @param {TableNode} table
 * @param {number} index
 * @returns {Promise<TableNode>}
 */
async function below(source, kind, table, index) {
  const node = await source.read(`${kind}-table`, table.files[index]);
  if (!isTable(node) || node.depth !== table.depth - 1) {
    throw new SearchError("damaged", "The search index is damaged (a table of another shape).");
  }
  return node;
}
