/**
 * Which chunks may hold a run of characters: those that stand in the lists of all its grams.
 *
 *     保障性住房  ->  保障 ∩ 障性 ∩ 性住 ∩ 住房
 *
 * The shortest list leads, piece by piece; the others only check. The text decides afterwards.
 */

import { gramsOf, SHORT } from "./fold.js";
import { intersect } from "./postings.js";
import { readable } from "./query.js";

/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./postings.js").GramPostings} GramPostings */
/** @typedef {(chunk: number) => boolean} Accept */

/** Reading one more overflow block costs as much as reading the texts of so many chunks. */
const SPARE = 2;

/**
 * Grams of a run that are looked up at first: all of a short one; of a long one its beginning,
 * middle and end, which mostly tell it from other texts, and cost a shard each.
 * @param {string} run squeezed
 * @returns {{ exact: string[], open: string[] }}
 */
function firstGrams(run) {
  const length = [...readable(run)].length;
  return gramsOf(readable(run), length > SHORT ? Math.ceil((length - 2) / 2) : 1);
}

/**
 * @param {string[]} runs squeezed
 * @returns {string[]} the grams whose shards `candidates` needs
 */
export function gramsToLoad(runs) {
  return runs.flatMap((run) => {
    const { exact, open } = firstGrams(run);
    return [...exact, ...open];
  });
}

/**
 * @param {Dictionary} dictionary with the shards of `gramsToLoad`
 * @param {string[]} runs squeezed; all of them must be held
 * @param {Accept} accept
 * @returns {AsyncGenerator<number[]>} chunks, a batch for each piece of the shortest list
 */
export async function* candidates(dictionary, runs, accept) {
  const grams = new Set(runs.flatMap((run) => firstGrams(run).exact));
  const lists = [...grams].map((gram) => dictionary.gram(gram));
  if (lists.includes(null)) return;
  const known = lists.filter((list) => list !== undefined && list !== null);
  if (known.length > 0) yield* intersection(dictionary, known, accept);
  else if (grams.size === 0) yield* beginning(dictionary, runs, accept);
}

/**
 * Those of some chunks that pass the grams which `candidates` left out.
 * @param {Dictionary} dictionary
 * @param {string[]} runs
 * @param {number[]} chunks
 * @returns {Promise<number[]>} in the same order
 */
export async function refine(dictionary, runs, chunks) {
  const grams = [...new Set(runs.flatMap((run) => gramsOf(readable(run), 1).exact))];
  await dictionary.load(grams);
  const lists = grams.map((gram) => dictionary.gram(gram));
  if (lists.includes(null)) return [];
  const known = lists.filter((list) => list !== undefined && list !== null);
  const passed = new Set(await inAll(dictionary, known, [...chunks].sort((a, b) => a - b)));
  return chunks.filter((chunk) => passed.has(chunk));
}

/**
 * Those of some chunks that all lists may hold. What is at hand checks first; what is left to read
 * is read at once, since each turn costs a way to the host and back.
 * @param {Dictionary} dictionary told of what cannot be read, which then excludes nothing
 * @param {GramPostings[]} lists
 * @param {number[]} chunks ascending
 * @returns {Promise<number[]>} ascending
 */
async function inAll(dictionary, lists, chunks) {
  const left = lists.reduce((few, list) => list.pass(few), chunks);
  const checks = lists.map((list) =>
    list.keep(left, SPARE).catch((error) => {
      dictionary.failed(error);
      return left;
    }),
  );
  return (await Promise.all(checks)).reduce(intersect, left);
}

/**
 * @param {Dictionary} dictionary
 * @param {GramPostings[]} lists
 * @param {Accept} accept
 * @returns {AsyncGenerator<number[]>}
 */
async function* intersection(dictionary, lists, accept) {
  const [leading, ...others] = lists.sort((a, b) => a.frequency - b.frequency);
  for (const index of leading.pieces.keys()) {
    try {
      const chunks = (await leading.piece(index)).filter(accept);
      yield await inAll(dictionary, others, chunks);
    } catch (error) {
      dictionary.failed(error);
    }
  }
}

/**
 * Chunks with a gram that begins with one of the runs: for queries of one character, and of two
 * letters or digits, which have no gram of their own.
 * @param {Dictionary} dictionary
 * @param {string[]} runs
 * @param {Accept} accept
 * @returns {AsyncGenerator<number[]>}
 */
async function* beginning(dictionary, runs, accept) {
  const longest = runs.reduce((a, b) => (b.length > a.length ? b : a), "");
  if (longest === "") return;
  for await (const list of dictionary.gramsFrom(readable(longest))) {
    yield* intersection(dictionary, [list], accept);
  }
}

/**
 * @param {Dictionary} dictionary
 * @param {string[]} runs
 * @returns {boolean} whether even the shortest list is read in several pieces
 */
export function isLong(dictionary, runs) {
  const lists = runs
    .flatMap((run) => firstGrams(run).exact)
    .map((gram) => dictionary.gram(gram))
    .filter((list) => list !== undefined && list !== null);
  return lists.length > 0 && lists.every((list) => list.pieces.length > 1);
}
