/** The engine in a Web Worker: takes messages of client.js, answers each by its number. */

import { openIndex } from "../search.js";
import { SearchError } from "./errors.js";

/** @typedef {import("../search.js").Index} Index */
/**
 * @typedef {{ id: number, open: string }
 *   | { id: number, query: string, options?: import("../search.js").Options }
 *   | { id: number, suggest: string, options?: { limit?: number } }} Request
 */

/** @type {Promise<Index> | undefined} */
let index;

/**
 * @param {Request} request
 * @returns {Promise<unknown>}
 */
async function answer(request) {
  if ("open" in request) {
    index = openIndex(request.open);
    await index;
    return null;
  }
  const opened = /** @type {Index} */ (await index);
  if ("suggest" in request) return opened.suggest(request.suggest, request.options);
  const found = await opened.search(request.query, request.options);
  return { ...found, problems: found.problems.map(plain) };
}

/**
 * @param {unknown} error
 * @returns {{ code: string, message: string }} what survives the way between threads
 */
function plain(error) {
  const code = error instanceof SearchError ? error.code : "damaged";
  return { code, message: error instanceof Error ? error.message : String(error) };
}

self.addEventListener("message", async ({ data }) => {
  const request = /** @type {Request} */ (data);
  try {
    self.postMessage({ id: request.id, value: await answer(request) });
  } catch (error) {
    self.postMessage({ id: request.id, error: plain(error) });
  }
});

// Whoever asks waits for this: a message that comes before the line above is lost in some browsers.
self.postMessage({ id: 0, value: null });
