/** What a page gets of a section that was found. */

import { excerpt } from "./excerpt.js";

/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").Section} Section */
/** @typedef {import("./words.js").QueryWord} QueryWord */

/**
 * @typedef {object} Hit
 * @property {string} url relative to the site root, with the section's anchor
 * @property {string} title heading of the section, or the document's title for its beginning
 * @property {string} document id in documents.json
 * @property {string} documentTitle
 * @property {string} lang
 * @property {string} date ISO, or ""
 * @property {number} score
 * @property {string} snippet plain text
 * @property {[number, number][]} ranges of what matched in it, in UTF-16 units
 */

/**
 * @param {Section} section
 * @param {number} score
 * @param {Query} query
 * @param {QueryWord[]} words
 * @returns {Hit}
 */
export function hitOf(section, score, query, words) {
  return {
    url: section.url,
    title: section.title.shown || section.documentTitle,
    document: section.document,
    documentTitle: section.documentTitle,
    lang: section.lang,
    date: section.date,
    score,
    ...excerpt(section, query, words),
  };
}
