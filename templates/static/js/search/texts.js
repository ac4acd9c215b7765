/** Section texts by entry number, from the packs. */

import { SearchError } from "./errors.js";
import { fold, squeeze, squeezed } from "./fold.js";
import { locate } from "./table.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./table.js").Table} Table */

/** A text as shown, folded, and squeezed with offsets into the other two. */
export class Text {
  /**
   * @param {string} shown
   * @param {import("./variants.js").Variants} variants
   */
  constructor(shown, variants) {
    this.shown = shown;
    this.folded = fold(shown, variants);
    this.squeezed = squeezed(this.folded);
    /** @type {number[] | undefined} */
    this.known = undefined;
  }

  /** @returns {number[]} where each unit of `squeezed` stands */
  get offsets() {
    this.known ??= squeeze(this.folded).offsets;
    return this.known;
  }
}

/**
 * @typedef {object} EntryText
 * @property {number} number
 * @property {string} url of the section, relative to the site root
 * @property {string} document id in documents.json
 * @property {string} documentTitle
 * @property {string} date ISO, or ""
 * @property {string} lang
 * @property {Text} title heading of the section
 * @property {{ anchor: string, text: Text }[]} passages anchor "" above the text (title, authors)
 */

/**
 * @param {Source} source
 * @param {Table} table
 * @param {number} number
 * @param {import("./variants.js").Variants} variants
 * @returns {Promise<EntryText>}
 * @throws {SearchError}
 */
export async function readEntry(source, table, number, variants) {
  const name = await locate(source, "text", table, number);
  const pack = name === null ? null : await source.read("text", name);
  const row = pack?.entries?.[number - pack.first];
  const document = pack?.documents?.[row?.[0]];
  if (!Array.isArray(row) || !Array.isArray(document) || !Array.isArray(row[3])) {
    throw new SearchError("damaged", "The search index is damaged (a text pack).");
  }
  const known = made.get(row);
  if (known?.variants === variants) return known.text;
  const text = open(number, row, document, variants);
  made.set(row, { text, variants });
  return text;
}

/**
 * Texts of rows that are still in memory: the next letter of a query finds most of them again.
 * @type {WeakMap<object, { text: EntryText, variants: import("./variants.js").Variants }>}
 */
const made = new WeakMap();

/**
 * @param {number} number
 * @param {any[]} row
 * @param {any[]} document
 * @param {import("./variants.js").Variants} variants
 * @returns {EntryText}
 */
function open(number, row, document, variants) {
  const [, url, title, passages] = row;
  const [slug, documentTitle, date, lang] = document;
  return {
    number,
    url: String(url),
    document: String(slug),
    documentTitle: String(documentTitle),
    date: String(date),
    lang: String(lang),
    title: new Text(String(title), variants),
    passages: passages.map((/** @type {[unknown, unknown]} */ [anchor, text]) => ({
      anchor: String(anchor),
      text: new Text(String(text), variants),
    })),
  };
}
