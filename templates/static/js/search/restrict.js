/** The operators of a query as conditions: on entries before their texts are read, and on texts. */

import { candidates, gramsToLoad } from "./contain.js";
import { documents } from "./filters.js";
import { fold, gramsOf, squeeze } from "./fold.js";
import { holds } from "./match.js";

/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("./operators.js").Operators} Operators */
/** @typedef {import("./texts.js").EntryText} EntryText */
/** @typedef {(entry: number) => boolean} Accept */

/**
 * @param {Session} session
 * @param {Operators} operators
 * @returns {Promise<{ accept: Accept, allowed: (text: EntryText) => boolean }>}
 * @throws {import("./errors.js").SearchError} the list of documents cannot be read
 */
export async function restrict(session, { required, excluded, titled }) {
  const { dictionary } = session;
  await dictionary.load(gramsToLoad([...required, ...excluded, ...titled]));
  /** @type {Accept[]} */
  const tests = [session.accept];
  if (required.length > 0) tests.push(await holders(session, required));
  for (const run of titled) tests.push(await underTitle(session, run));
  const without = excluded.flatMap((run) => certain(session, run));
  return {
    accept: (entry) => tests.every((test) => test(entry)) && !without.some((test) => test(entry)),
    allowed: (text) =>
      required.every((run) => stands(text, run)) &&
      !excluded.some((run) => stands(text, run)) &&
      titled.every((run) => inTitle(text, run, session)),
  };
}

/**
 * @param {Session} session
 * @param {string[]} runs
 * @returns {Promise<Accept>} entries that may hold all of them
 */
async function holders({ dictionary, accept }, runs) {
  const found = new Set();
  for await (const batch of candidates(dictionary, runs, accept)) batch.forEach((e) => found.add(e));
  return (entry) => found.has(entry);
}

/**
 * @param {Session} session
 * @param {string} run
 * @returns {Promise<Accept>} entries of documents with such a title, and those that may have such
 *   a heading
 */
async function underTitle(session, run) {
  const { source, manifest } = session.engine;
  const rows = (await documents(source, manifest)).filter(({ row }) =>
    squeeze(fold(row[5], session.variants)).text.includes(run),
  );
  const headed = await holders(session, [run]);
  return (entry) => headed(entry) || rows.some(({ row, end }) => entry >= row[0] && entry < end);
}

/**
 * @param {Session} session
 * @param {string} run
 * @returns {Accept[]} entries that certainly hold it: known only of a run that is one gram
 */
function certain({ dictionary }, run) {
  const { exact } = gramsOf(run);
  const list = exact.length === 1 && exact[0] === run ? dictionary.gram(run) : null;
  if (!list || list.pieces.length > 1) return [];
  const found = new Set(list.list.entries);
  return [(entry) => found.has(entry)];
}

/** @param {EntryText} text @param {string} run @returns {boolean} */
function stands(text, run) {
  return holds(text.title, run) || text.passages.some((passage) => holds(passage.text, run));
}

/** @param {EntryText} text @param {string} run @param {Session} session @returns {boolean} */
function inTitle(text, run, { variants }) {
  return holds(text.title, run) || squeeze(fold(text.documentTitle, variants)).text.includes(run);
}
