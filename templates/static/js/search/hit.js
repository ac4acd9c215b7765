/** What a page gets of an entry that was found. */

import { excerpt } from "./excerpt.js";

/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").EntryText} EntryText */
/** @typedef {import("./words.js").QueryWord} QueryWord */

/**
 * @typedef {object} Hit
 * @property {string} url relative to the site root, with the anchor of the paragraph or section
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
 * @param {EntryText} entry
 * @param {number} score
 * @param {Query} query
 * @param {QueryWord[]} words
 * @returns {Hit}
 */
export function hitOf(entry, score, query, words) {
  const { anchor, snippet, ranges } = excerpt(entry, query, words);
  const page = entry.url.split("#", 1)[0];
  return {
    url: anchor === "" ? entry.url : `${page}#${anchor}`,
    title: entry.title.shown || entry.documentTitle,
    document: entry.document,
    documentTitle: entry.documentTitle,
    lang: entry.lang,
    date: entry.date,
    score,
    snippet,
    ranges,
  };
}
