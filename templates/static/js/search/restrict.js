/** The operators of a query as conditions: on chunks before their texts are read, and on texts. */

import { candidates, gramsToLoad } from "./contain.js";
import { documents } from "./filters.js";
import { fold, squeezed } from "./fold.js";
import { holds } from "./match.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./operators.js").Operators} Operators */
/** @typedef {import("./texts.js").Section} Section */
/** @typedef {(chunk: number) => boolean} Accept */

/**
 * @param {Session} session
 * @param {Operators} operators
 * @returns {Promise<{ accept: Accept, allowed: (section: Section) => boolean }>}
 * @throws {import("./errors.js").SearchError} the list of documents cannot be read
 */
export async function restrict(session, { required, excluded, titled }) {
  const { dictionary } = session;
  await dictionary.load(gramsToLoad([...required, ...titled]));
  /** @type {Accept[]} */
  const tests = [session.accept];
  if (required.length > 0) tests.push(await holders(session, required));
  for (const run of titled) tests.push(await underTitle(session, run));
  return {
    accept: (chunk) => tests.every((test) => test(chunk)),
    allowed: (section) =>
      required.every((run) => stands(section, run)) &&
      !excluded.some((run) => stands(section, run)) &&
      titled.every((run) => inTitle(section, run, session)),
  };
}

/**
 * @param {Session} session
 * @param {string[]} runs
 * @returns {Promise<Accept>} chunks that may hold all of them
 */
async function holders({ dictionary, accept }, runs) {
  const found = new Set();
  for await (const batch of candidates(dictionary, runs, accept)) batch.forEach((c) => found.add(c));
  return (chunk) => found.has(chunk);
}

/**
 * @param {Session} session
 * @param {string} run
 * @returns {Promise<Accept>} chunks of documents with such a title, and those that may have such
 *   a heading
 */
async function underTitle(session, run) {
  const { source, manifest } = session.engine;
  const rows = (await documents(source, manifest)).filter(({ row }) =>
    squeezed(fold(row[5], session.variants)).includes(run),
  );
  const headed = await holders(session, [run]);
  return (chunk) => headed(chunk) || rows.some(({ row, end }) => chunk >= row[0] && chunk < end);
}

/** @param {Section} section @param {string} run @returns {boolean} */
function stands({ title, passages, front }, run) {
  return [title, ...passages, ...front].some((text) => holds(text, run));
}

/** @param {Section} section @param {string} run @param {Session} session @returns {boolean} */
function inTitle({ title, documentTitle }, run, { variants }) {
  return holds(title, run) || squeezed(fold(documentTitle, variants)).includes(run);
}
