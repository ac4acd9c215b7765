/** What a reader may be about to type: titles of documents, and words of the texts. */

import { fold, squeeze } from "./fold.js";
import { compareKeys, from } from "./table.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {{ text: string, kind: "title" | "term" }} Suggestion */

/** Shards that one suggestion reads of each kind at most. */
const SHARDS = 2;

/**
 * @param {Engine} engine
 * @param {import("./dictionary.js").Dictionary} dictionary
 * @param {string} typed
 * @param {number} limit
 * @returns {Promise<Suggestion[]>} titles first, half of the room at most where there are terms
 */
export async function suggestions(engine, dictionary, typed, limit) {
  const prefix = squeeze(fold(typed, engine.manifest.variants)).text;
  if (prefix === "" || limit < 1) return [];
  const [titles, terms] = await Promise.all([
    titlesWith(engine, prefix, limit).catch((error) => {
      dictionary.failed(error);
      return /** @type {string[]} */ ([]);
    }),
    dictionary.wordsFrom(prefix, limit),
  ]);
  const others = terms.filter((term) => term !== prefix && !titles.includes(term));
  const room = Math.max(limit - others.length, Math.ceil(limit / 2));
  const shown = titles.slice(0, room).map((text) => ({ text, kind: /** @type {const} */ ("title") }));
  const rest = others.map((text) => ({ text, kind: /** @type {const} */ ("term") }));
  return [...shown, ...rest].slice(0, limit);
}

/**
 * @param {Engine} engine
 * @param {string} prefix squeezed
 * @param {number} limit
 * @returns {Promise<string[]>}
 */
async function titlesWith({ source, manifest }, prefix, limit) {
  /** @type {Set<string>} */
  const found = new Set();
  let read = 0;
  for await (const { key, name } of from(source, "titles", manifest.titles, prefix)) {
    const beyond = !String(key).startsWith(prefix) && compareKeys(String(key), prefix) > 0;
    if (beyond || read === SHARDS || found.size >= limit) break;
    read += 1;
    /** @type {[string, string][]} */
    const rows = await source.read("titles", name);
    for (const [start, title] of rows) if (start.startsWith(prefix)) found.add(title);
  }
  return [...found].sort((a, b) => a.length - b.length).slice(0, limit);
}
