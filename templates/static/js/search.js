/**
 * Search of a site built by sitegen, for any page and any base path.
 *
 *     import { openIndex } from "./search.js";
 *     const index = await openIndex("/digest/search-index/");
 *     const { total, hits } = await index.search("保障性住房", { limit: 10 });
 *
 * Touches no page: hits are plain values, and showing them (as text, never as HTML) is the
 * caller's. To keep the work off the page's own thread, import `openIndex` from
 * "./search/client.js" instead.
 */

import { openEngine } from "./search/engine.js";
import { Source } from "./search/source.js";

export { SearchError } from "./search/errors.js";

/** @typedef {import("./search/hit.js").Hit} Hit */
/** @typedef {import("./search/engine.js").Answer} Answer */
/** @typedef {import("./search/engine.js").Options} Options */
/** @typedef {import("./search/source.js").Fetch} Fetch */
/** @typedef {import("./search/suggest.js").Suggestion} Suggestion */
/**
 * @typedef {object} Index
 * @property {(query: string, options?: Options) => Promise<Answer>} search
 * @property {(typed: string, options?: { limit?: number }) => Promise<Suggestion[]>} suggest
 */

/**
 * @param {string | URL} folder URL of the search-index folder, absolute or relative to the page
 * @param {{ fetch?: Fetch }} [environment] `fetch` replaces the browser's own
 * @returns {Promise<Index>}
 * @throws {import("./search/errors.js").SearchError} the index cannot be read; see its `code`
 */
export async function openIndex(folder, { fetch = defaultFetch } = {}) {
  const source = new Source(String(folder), fetch);
  let engine = await openEngine(source);
  return {
    async search(query, options) {
      const answer = await engine.search(query, options);
      if (!answer.problems.some(({ code }) => code === "missing")) return answer;
      // The site may have been published anew since: another manifest names other files.
      const renewed = await openEngine(source);
      if (renewed.version === engine.version) return answer;
      engine = renewed;
      return engine.search(query, options);
    },
    suggest(typed, options) {
      return engine.suggest(typed, options);
    },
  };
}

/** @type {Fetch} */
function defaultFetch(url, options) {
  return globalThis.fetch(url, options);
}
