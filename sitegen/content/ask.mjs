/**
 * Asks a built site's own search, as a page does.
 *
 *     node ask.mjs SITE < queries.json > answers.json
 *
 * A query is [text, language]; its answer is the ids of the documents of the first hits. SITE has
 * static/js/ and search-index/.
 */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const site = process.argv[2];
const { openIndex } = await import(pathToFileURL(join(site, "static/js/search.js")).href);

/** @param {string} url */
async function fetch(url) {
  try {
    return new Response(await readFile(join(site, url)));
  } catch {
    return new Response("not found", { status: 404 });
  }
}

const index = await openIndex("search-index/", { fetch });
const answers = [];
for (const [query, lang] of JSON.parse(readFileSync(0, "utf8"))) {
  const { hits } = await index.search(query, { limit: 3, lang, filters: {} });
  answers.push(hits.map((/** @type {{ document: string }} */ hit) => hit.document));
}
process.stdout.write(JSON.stringify(answers));
