// What is searched for, and how it stands in the address: /search/?q=…&lang=en&year=2025&document=…

/**
 * @typedef {object} SearchState
 * @property {string} q
 * @property {string} lang "" for all languages
 * @property {string} year "" for all years
 * @property {string} document slug, "" for all documents
 * @property {string} publisher "" for all publishers
 * @property {string} topic "" for all topics
 * @property {string} sort "date" or "" for relevance
 */

const NAMES = /** @type {const} */ (["q", "lang", "year", "document", "publisher", "topic", "sort"]);

/**
 * @param {URL} url
 * @returns {SearchState}
 */
export function readState(url) {
  const value = (/** @type {string} */ name) => url.searchParams.get(name) ?? "";
  return {
    q: value("q"),
    lang: value("lang"),
    year: value("year"),
    document: value("document"),
    publisher: value("publisher"),
    topic: value("topic"),
    sort: value("sort"),
  };
}

/**
 * The query part of the address, "?" alone for an empty state: it replaces an older query.
 * @param {SearchState} state
 * @returns {string}
 */
export function writeState(state) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (state[name]) query.set(name, state[name]);
  return `?${query}`;
}
