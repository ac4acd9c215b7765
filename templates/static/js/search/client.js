/** `openIndex` with the engine in a Web Worker, or on this thread where there are no workers. */

import { SearchError } from "./errors.js";

/** @typedef {import("../search.js").Index} Index */
/** @typedef {import("../search.js").Answer} Answer */
/** @typedef {{ resolve: (value: any) => void, reject: (error: Error) => void }} Waiting */

/**
 * @param {string | URL} folder URL of the search-index folder, absolute or relative to the page
 * @returns {Promise<Index>}
 * @throws {SearchError} the index cannot be read; see its `code`
 */
export async function openIndex(folder) {
  const url = new URL(String(folder), globalThis.location?.href).href;
  const line = startWorker();
  if (line === null) return openHere(url);
  try {
    await line.ask({ open: url });
  } catch (error) {
    if (error instanceof SearchError) throw error;
    // The worker itself did not start: an old browser, or a policy that forbids it.
    return openHere(url);
  }
  return {
    async search(query, options) {
      const answer = /** @type {Answer} */ (await line.ask({ query, options }));
      return { ...answer, problems: answer.problems.map(revive) };
    },
    suggest(typed, options) {
      return line.ask({ suggest: typed, options });
    },
  };
}

/**
 * The engine is not loaded on this thread unless it is needed here.
 * @param {string} url
 * @returns {Promise<Index>}
 */
async function openHere(url) {
  return (await import("../search.js")).openIndex(url);
}

/**
 * @param {{ code: any, message: string }} plain
 * @returns {SearchError}
 */
function revive({ code, message }) {
  return new SearchError(code, message);
}

/**
 * @returns {{ ask: (request: object) => Promise<any> } | null}
 */
function startWorker() {
  let worker;
  try {
    worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  let last = 0;
  /** Answer 0 comes unasked, when the worker listens. */
  const ready = new Promise((resolve, reject) => waiting.set(0, { resolve, reject }));
  worker.addEventListener("message", ({ data }) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) asked?.reject(revive(data.error));
    else asked?.resolve(data.value);
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) reject(new Error("the worker failed"));
    waiting.clear();
  });
  return {
    ask(request) {
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        ready.then(() => worker.postMessage({ ...request, id }), reject);
      });
    },
  };
}
