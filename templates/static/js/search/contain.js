/**
 * Which chunks may hold a run of characters: those that stand in the lists of all its grams.
 *
 *     保障性住房  ->  保障 ∩ 障性 ∩ 性住 ∩ 住房
 *
 * The shortest list leads, piece by piece; the others only check. The text decides afterwards.
 */

import { gramsOf, SHORT } from "./fold.js";
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
  let kept = [...chunks].sort((a, b) => a - b);
  for (const list of lists.filter((l) => l !== undefined && l !== null)) {
    try {
      kept = await list.keep(kept, SPARE);
    } catch (error) {
      dictionary.failed(error);
    }
  }
  const passed = new Set(kept);
  return chunks.filter((chunk) => passed.has(chunk));
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
      let chunks = (await leading.piece(index)).filter(accept);
      for (const list of others) {
        if (chunks.length > 0) chunks = await list.keep(chunks, SPARE);
      }
      yield chunks;
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
