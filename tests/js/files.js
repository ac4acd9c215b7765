/** A `fetch` over a folder on disk, which counts what it hands out. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * @param {string} folder that the URL "index/" stands for
 * @returns {{ fetch: (url: string) => Promise<Response>, asked: Map<string, number>,
 *   answers: Map<string, Response | (() => Response)> }}
 *   `asked`: gzipped bytes by file name; `answers`: files that answer something else
 */
export function diskFetch(folder) {
  /** @type {Map<string, number>} */
  const asked = new Map();
  /** @type {Map<string, Response | (() => Response)>} */
  const answers = new Map();
  return {
    asked,
    answers,
    async fetch(url) {
      const name = url.replace(/^index\//, "");
      const other = answers.get(name);
      if (other) return typeof other === "function" ? other() : other;
      try {
        const data = await readFile(join(folder, name));
        asked.set(name, gzipSync(data).length);
        return new Response(data);
      } catch {
        return new Response("not found", { status: 404 });
      }
    },
  };
}
