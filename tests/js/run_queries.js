/**
 * Answers queries on an index on disk, for the Python tests and benchmarks.
 *
 *     node run_queries.js FOLDER < requests.json > answers.json
 *
 * A request is {query, options} or {query, base: true}, which asks for the words of the query and
 * the ten best entries by BM25F alone. Every answer carries `bytes`: the gzipped size by name of
 * the files that it read; with `session: true` in a request, files of earlier ones stay cached.
 */

import { readFileSync } from "node:fs";
import { Dictionary } from "../../templates/static/js/search/dictionary.js";
import { openEngine } from "../../templates/static/js/search/engine.js";
import { parseQuery } from "../../templates/static/js/search/query.js";
import { Source } from "../../templates/static/js/search/source.js";
import { baseScores, best, findWords } from "../../templates/static/js/search/words.js";
import { diskFetch } from "./files.js";

/** @typedef {import("../../templates/static/js/search/engine.js").Engine} Engine */
/** @typedef {{ query: string, options?: object, base?: boolean, session?: boolean }} Request */

const TOP = 10;

/**
 * @param {Engine} engine
 * @param {string} typed
 */
async function baseRanking(engine, typed) {
  const query = parseQuery(typed);
  const fail = (/** @type {unknown} */ error) => {
    throw error;
  };
  const dictionary = new Dictionary(engine.source, engine.manifest, fail);
  const words = await findWords(query, dictionary, engine.manifest);
  const scores = await baseScores(words, () => true, TOP, fail, Infinity);
  const ranked = best(scores, TOP).map((entry) => [entry, scores.get(entry)]);
  return { words: words.map(({ word }) => word), ranked };
}

const disk = diskFetch(process.argv[2]);
let engine = await openEngine(new Source("index/", disk.fetch));
const answers = [];
for (const request of /** @type {Request[]} */ (JSON.parse(readFileSync(0, "utf8")))) {
  disk.asked.clear();
  if (!request.session) engine = await openEngine(new Source("index/", disk.fetch));
  const started = performance.now();
  const answer = request.base
    ? await baseRanking(engine, request.query)
    : await engine.search(request.query, request.options);
  const milliseconds = performance.now() - started;
  answers.push({ ...answer, milliseconds, bytes: Object.fromEntries(disk.asked) });
}
process.stdout.write(JSON.stringify(answers));
