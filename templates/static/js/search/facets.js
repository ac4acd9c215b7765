/** Documents of the hits counted by what they have in common, and hits in order of date. */

import { documents } from "./filters.js";
import { documentOf } from "./wholes.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./filters.js").DocumentRow} DocumentRow */
/** @typedef {{ value: string, label: string, count: number }} FacetValue
 *   count: documents; of a document, its parts (chunks) that match */
/** @typedef {"document" | "publisher" | "year" | "topic" | "lang"} FacetName */
/** @typedef {Record<FacetName, FacetValue[]>} Facets */

/** Values of one facet that are worth a reader's look. */
const MOST_VALUES = 50;

/**
 * @param {DocumentRow[]} rows
 * @param {Iterable<number>} chunks that match
 * @returns {Facets} by count, then by name
 */
export function facetsOf(rows, chunks) {
  const starts = rows.map(({ row }) => row[0]);
  /** @type {Record<FacetName, Map<string, FacetValue>>} */
  const counted = {
    document: new Map(),
    publisher: new Map(),
    year: new Map(),
    topic: new Map(),
    lang: new Map(),
  };
  /** @type {Set<DocumentRow>} */
  const known = new Set();
  for (const chunk of chunks) {
    const found = rows[documentOf(starts, chunk)];
    if (!found) continue;
    const [, lang, slug, date, publisher, title, topics] = found.row;
    count(counted.document, slug, title);
    if (known.has(found)) continue;
    known.add(found);
    count(counted.lang, lang);
    if (publisher) count(counted.publisher, publisher);
    if (date) count(counted.year, date.slice(0, 4));
    for (const topic of topics) count(counted.topic, topic);
  }
  return {
    document: sorted(counted.document),
    publisher: sorted(counted.publisher),
    year: sorted(counted.year),
    topic: sorted(counted.topic),
    lang: sorted(counted.lang),
  };
}

/**
 * @param {Map<string, FacetValue>} values
 * @param {string} value
 * @param {string} [label]
 */
function count(values, value, label = value) {
  const known = values.get(value);
  if (known) known.count += 1;
  else values.set(value, { value, label, count: 1 });
}

/**
 * @param {Map<string, FacetValue>} values
 * @returns {FacetValue[]}
 */
function sorted(values) {
  const list = [...values.values()];
  list.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return list.slice(0, MOST_VALUES);
}

/**
 * @param {Source} source
 * @param {{ chunks: number, documents: string }} manifest
 * @returns {Promise<(chunk: number) => string>} the ISO date of a chunk's document, or ""
 */
export async function datesOf(source, manifest) {
  const rows = await documents(source, manifest);
  const starts = rows.map(({ row }) => row[0]);
  return (chunk) => rows[documentOf(starts, chunk)]?.row[3] ?? "";
}
