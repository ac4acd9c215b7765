/** Which chunks a language and filters let through: ranges of chunk numbers. */

import { SearchError } from "./errors.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {[lang: string, start: number, end: number]} LanguageRange */
/** @typedef {string | string[]} Values one value or several, of which one must fit */
/** @typedef {{ document?: Values, publisher?: Values, topic?: Values, lang?: Values, year?: string | number | (string | number)[] }} Filters */
/** @typedef {[start: number, lang: string, slug: string, date: string, publisher: string, title: string, topics: string[]]} Row */
/** @typedef {{ row: Row, end: number }} DocumentRow */

/**
 * @param {Source} source
 * @param {{ chunks: number, languages: LanguageRange[], documents: string }} manifest
 * @param {string | undefined} lang
 * @param {Filters} filters
 * @returns {Promise<(chunk: number) => boolean>}
 * @throws {SearchError} the list of documents cannot be read
 */
export async function acceptor(source, manifest, lang, filters) {
  const langs = lang ? [lang] : list(filters.lang);
  const inLanguage = manifest.languages.filter(([name]) => langs.length === 0 || langs.includes(name));
  const asked = [filters.document, filters.publisher, filters.year, filters.topic].map(list);
  if (asked.every((values) => values.length === 0)) {
    return within(inLanguage.map(([, start, end]) => [start, end]));
  }
  const chosen = (await documents(source, manifest)).filter(
    ({ row: [, language, document, date, publisher, , topics] }) =>
      inLanguage.some(([name]) => name === language) &&
      [[document], [publisher], [date.slice(0, 4)], topics].every(
        (values, i) => asked[i].length === 0 || values.some((value) => asked[i].includes(value)),
      ),
  );
  return within(chosen.map(({ row, end }) => [row[0], end]));
}

/**
 * @param {Source} source
 * @param {{ chunks: number, documents: string }} manifest
 * @returns {Promise<DocumentRow[]>} in order of their first chunks
 * @throws {SearchError} the list of documents cannot be read
 */
export async function documents(source, manifest) {
  const file = await source.read("documents", manifest.documents);
  const rows = file?.documents;
  if (!Array.isArray(rows)) {
    throw new SearchError("damaged", "The search index is damaged (the list of documents).");
  }
  return rows.map((row, i) => ({ row, end: rows[i + 1]?.[0] ?? manifest.chunks }));
}

/**
 * @param {[start: number, end: number][]} ranges
 * @returns {(chunk: number) => boolean}
 */
function within(ranges) {
  return (chunk) => ranges.some(([start, end]) => chunk >= start && chunk < end);
}

/**
 * @param {string | number | (string | number)[] | undefined} value
 * @returns {string[]}
 */
function list(value) {
  if (value === undefined || value === "") return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
