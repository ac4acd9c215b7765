/** Sections by the number of their chunk, from the packs. */

import { following } from "./articles.js";
import { SearchError } from "./errors.js";
import { fold, squeeze, squeezed } from "./fold.js";
import { locate } from "./table.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./variants.js").Variants} Variants */

/** A text as shown, folded, and squeezed with offsets into the other two; made when asked for. */
export class Text {
  /**
   * @param {string} shown
   * @param {string} folded
   */
  constructor(shown, folded) {
    this.shown = shown;
    this.folded = folded;
    /** @type {string | undefined} */
    this.dense = undefined;
    /** @type {number[] | undefined} */
    this.known = undefined;
  }

  /** @returns {string} letters and digits of the folded text */
  get squeezed() {
    this.dense ??= squeezed(this.folded);
    return this.dense;
  }

  /** @returns {number[]} where each unit of `squeezed` stands */
  get offsets() {
    this.known ??= squeeze(this.folded).offsets;
    return this.known;
  }
}

/**
 * @typedef {object} Section
 * @property {number} chunk
 * @property {string} url relative to the site root, with the section's anchor
 * @property {string} document id in documents.json
 * @property {string} documentTitle
 * @property {Text} named the same as a text
 * @property {string} date ISO, or ""
 * @property {string} lang
 * @property {Text} title heading
 * @property {Text[]} passages
 * @property {Text[]} front what stands above the text: title, subtitle, authors
 */

/**
 * @param {Source} source
 * @param {Table} table
 * @param {number} number
 * @param {Variants} variants
 * @returns {Promise<Section[]>} of one chunk
 * @throws {SearchError}
 */
export async function readChunk(source, table, number, variants) {
  const name = await locate(source, "text", table, number);
  const pack = name === null ? null : await source.read("text", name);
  const row = pack?.chunks?.[number - pack.first];
  const document = pack?.documents?.[row?.[0]];
  if (!Array.isArray(row?.[1]) || !Array.isArray(document) || !row[1].every(Array.isArray)) {
    throw damaged();
  }
  const known = made.get(row);
  if (known?.variants === variants) return known.sections;
  const sections = open(number, row[1], document, variants);
  made.set(row, { sections, variants });
  return sections;
}

/**
 * Sections of rows that are still in memory: the next letter of a query finds most of them again.
 * @type {WeakMap<object, { sections: Section[], variants: Variants }>}
 */
const made = new WeakMap();

/**
 * @param {number} chunk
 * @param {any[][]} rows
 * @param {any[]} about
 * @param {Variants} variants
 * @returns {Section[]}
 */
function open(chunk, rows, about, variants) {
  const [document, documentTitle, date, lang, base] = about.map(String);
  const text = (/** @type {unknown} */ shown) => {
    const written = String(shown);
    return new Text(written, fold(written, variants));
  };
  const named = text(documentTitle);
  return headed(rows).map(([rest, title, ...passages]) => {
    return {
      chunk,
      url: base + rest,
      document,
      documentTitle,
      named,
      date,
      lang,
      title: text(title),
      passages: passages.filter((passage) => !Array.isArray(passage)).map(text),
      front: passages.filter(Array.isArray).map(([shown]) => text(shown)),
    };
  });
}

/**
 * @param {any[][]} rows
 * @returns {any[][]} the same, articles that count on with their address and heading
 * @throws {SearchError}
 */
function headed(rows) {
  /** @type {any[][]} */
  const found = [];
  for (const [head, ...rest] of rows) {
    if (head !== 0) {
      found.push([head, ...rest]);
      continue;
    }
    const [address, heading] = found.at(-1) ?? [];
    const next = following(String(address), String(heading));
    if (!next) throw damaged();
    found.push([...next, ...rest]);
  }
  return found;
}

/** @returns {SearchError} */
function damaged() {
  return new SearchError("damaged", "The search index is damaged (a text pack).");
}
