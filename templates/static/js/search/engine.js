/**
 * Answers queries on one index.
 *
 *     typed -> query -> shards -> words: BM25F scores --+-> texts -> features -> order -> hits
 *                              -> grams: who may hold it +
 */

import { Dictionary } from "./dictionary.js";
import { SearchError } from "./errors.js";
import { parseQuery } from "./query.js";
import { openSession } from "./session.js";
import { openTable } from "./table.js";
import { openVariants, variantsFor } from "./variants.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./table.js").Table} Table */
/** @typedef {import("./filters.js").Filters} Filters */
/** @typedef {import("./hit.js").Hit} Hit */
/** @typedef {import("./facets.js").Facets} Facets */
/** @typedef {import("./variants.js").Variants} Variants */

/** Hits where no limit is given. */
const LIMIT = 10;

/** Hits looked for at least, so that the first one does not depend on how many are asked for. */
const LEAST = 10;

/** Versions of the format that this script reads; see sitegen/search/layout.py. */
const FORMATS = [4];

/**
 * @typedef {object} Answer
 * @property {number} total sections found, as far as the index was read
 * @property {Hit[]} hits
 * @property {Facets | null} facets of all that matches, if they were asked for
 * @property {string} suggestion what the hits are for, where it is not what was typed; else ""
 * @property {SearchError[]} problems parts of the index that could not be read
 */

/**
 * @typedef {object} Manifest
 * @property {number} format
 * @property {number} chunks how many there are
 * @property {number} sections likewise
 * @property {number} postings sum of the frequencies of all words
 * @property {number} scale impacts are in this part of a point
 * @property {[lang: string, start: number, end: number][]} languages ranges of chunks
 * @property {Table} terms
 * @property {Table} text
 * @property {Table} pinyin
 * @property {Table} titles
 * @property {string} readings digest
 * @property {string} documents digest
 * @property {string} ranges digest
 * @property {Variants} variants that the texts have
 * @property {string} allVariants digest
 */

/**
 * @typedef {object} Options
 * @property {number} [limit] hits at most
 * @property {string} [lang] one language only
 * @property {Filters} [filters]
 * @property {"relevance" | "date"} [sort] date: the newest document first
 * @property {boolean} [facets] count documents, publishers, years, topics and languages
 */

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
  const tables = {
    terms: openTable(manifest.terms),
    text: openTable(manifest.text),
    pinyin: openTable(manifest.pinyin),
    titles: openTable(manifest.titles),
  };
  const [pairs, allVariants] = manifest.variants ?? [];
  const variants = openVariants(pairs);
  const opened = { ...manifest, ...tables, variants, allVariants };
  return new Engine(source, opened, JSON.stringify(manifest));
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
  async search(typed, { limit = LIMIT, ...options } = {}) {
    const problems = new Problems();
    const variants = await this.#variantsFor(typed, problems);
    const query = parseQuery(typed, variants);
    if (query.squeezed === "" || limit < 1) return nothing();
    const depth = { ...options, limit: Math.max(limit, LEAST) };
    const session = await openSession(this, problems, variants, depth);
    const found = await session.answer(query, typed);
    return { ...found, hits: found.hits.slice(0, limit), problems: problems.list };
  }

  /**
   * @param {string} typed
   * @param {{ limit?: number }} [options]
   * @returns {Promise<import("./suggest.js").Suggestion[]>} what may be typed next
   */
  async suggest(typed, { limit = 8 } = {}) {
    const { suggestions } = await import("./suggest.js");
    const dictionary = new Dictionary(this.source, this.manifest, () => {});
    return suggestions(this, dictionary, typed, limit);
  }

  /**
   * @param {string} typed
   * @param {Problems} problems
   * @returns {Promise<Variants>}
   */
  async #variantsFor(typed, problems) {
    const { variants, allVariants } = this.manifest;
    try {
      return await variantsFor(typed, variants, this.source, allVariants);
    } catch (error) {
      problems.add(error);
      return variants;
    }
  }
}

/** @returns {Answer} to a query without a letter or digit */
function nothing() {
  return { total: 0, hits: [], facets: null, suggestion: "", problems: [] };
}

/** Parts of the index that could not be read, each told once. */
export class Problems {
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
