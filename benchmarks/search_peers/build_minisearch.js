/**
 * Builds the MiniSearch index: sections cut by Intl.Segmenter, as its users do for Chinese.
 *
 *     node build_minisearch.js < sections.json > index.json
 */

import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { OPTIONS } from "./minisearch_options.js";

const index = new MiniSearch(OPTIONS);
index.addAll(JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(index));
