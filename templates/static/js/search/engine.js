/**
 * Answers queries on one index.
 *
 *     typed -> query -> shards -> words: BM25F scores --+-> texts -> features -> order -> hits
 *                              -> grams: who may hold it +
 */

import { Asking } from "./asking.js";
import { Dictionary } from "./dictionary.js";
import { SearchError } from "./errors.js";
import { acceptor } from "./filters.js";
import { hitOf } from "./hit.js";
import { parseQuery } from "./query.js";
import { openTable } from "./table.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {import("./hit.js").Hit} Hit */

/** Versions of the format that this script reads; see sitegen/search/layout.py. */
const FORMATS = [1];

/**
 * @typedef {object} Answer
 * @property {number} total sections found, as far as the index was read
 * @property {Hit[]} hits
 * @property {SearchError[]} problems parts of the index that could not be read
 */

/**
 * @typedef {object} Manifest
 * @property {number} format
 * @property {number} entries how many there are
 * @property {number} postings sum of the frequencies of all words
 * @property {number} scale impacts are in this part of a point
 * @property {[lang: string, start: number, end: number][]} languages ranges of entries
 * @property {Table} terms
 * @property {Table} text
 * @property {string} documents digest
 */

/** Hits looked for at least, so that the first one does not depend on how many are asked for. */
const LEAST = 10;

/** @typedef {{ limit?: number, lang?: string, filters?: Filters }} Options */

/**
 * @param {Source} source
 * @returns {Promise<Engine>}
 * @throws {SearchError} no manifest can be had, or one of another format
 */
export async function openEngine(source) {
  const manifest = await source.manifest();
  if (!FORMATS.includes(manifest?.format)) {
    const found = JSON.stringify(manifest?.format ?? null);
    const message = `The search index has format ${found}; this page knows ${FORMATS.join(", ")}. Reload the page.`;
    throw new SearchError("format", message);
  }
  if (!Array.isArray(manifest.languages)) {
    throw new SearchError("damaged", "The search index is damaged (manifest.json).");
  }
  const tables = { terms: openTable(manifest.terms), text: openTable(manifest.text) };
  return new Engine(source, { ...manifest, ...tables }, JSON.stringify(manifest));
}

export class Engine {
  /**
   * @param {Source} source
   * @param {Manifest} manifest
   * @param {string} version what tells this index from one of another build
   */
  constructor(source, manifest, version) {
    this.source = source;
    this.manifest = manifest;
    this.version = version;
  }

  /**
   * @param {string} typed
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   * @throws {SearchError} the filters cannot be applied
   */
  async search(typed, { limit = 10, lang, filters = {} } = {}) {
    const problems = new Problems();
    const query = parseQuery(typed);
    if (query.squeezed === "" || limit < 1) return { total: 0, hits: [], problems: [] };
    const accept = await acceptor(this.source, this.manifest, lang, filters);
    const dictionary = new Dictionary(this.source, this.manifest.terms, problems.add);
    const depth = Math.max(limit, LEAST);
    const asking = new Asking(this, { query, dictionary, accept, limit: depth });
    const ranked = (await asking.answer()).slice(0, limit);
    return {
      total: asking.total,
      hits: ranked.map(({ text, score }) => hitOf(text, score, query, asking.words)),
      problems: problems.list,
    };
  }
}

/** Parts of the index that could not be read, each told once. */
class Problems {
  constructor() {
    /** @type {SearchError[]} */
    this.list = [];
    /** @param {unknown} error */
    this.add = (error) => {
      const problem =
        error instanceof SearchError
          ? error
          : new SearchError("damaged", `The search index is damaged (${error}).`);
      if (!this.list.some(({ message }) => message === problem.message)) this.list.push(problem);
    };
  }
}
