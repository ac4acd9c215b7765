/**
 * A small index made by hand, apart from the Python that makes real ones: each word is a run of
 * letters, digits or ideographs between two spaces of the text, and stands once per entry.
 */

import { fold, isNarrow, squeeze } from "../../templates/static/js/search/fold.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @typedef {{ title?: string, text: string, document?: string, lang?: string, date?: string, topics?: string[], also?: Record<string, any> }} Tiny */

/**
 * @param {number[]} numbers
 * @returns {string}
 */
export function encode(numbers) {
  let text = "";
  for (let number of numbers) {
    for (; number >= 32; number = Math.floor(number / 32)) text += DIGITS[32 + (number % 32)];
    text += DIGITS[number];
  }
  return text;
}

/**
 * @param {string} squeezed
 * @returns {string[]} every gram of a text
 */
export function allGrams(squeezed) {
  const characters = [...squeezed];
  return characters.map((_, i) => {
    const three = characters.slice(i, i + 3);
    return three.length === 3 && three.every(isNarrow) ? three.join("") : three.slice(0, 2).join("");
  });
}

/**
 * @param {number[]} entries
 * @param {number[]} [impacts]
 * @returns {string}
 */
export function posting(entries, impacts = []) {
  const gaps = entries.map((entry, i) => entry - (i > 0 ? entries[i - 1] : 0));
  return encode([entries.length, ...gaps, ...impacts]);
}

/**
 * @param {Tiny[]} entries
 * @returns {Record<string, any>} files by name
 */
export function tinyIndex(entries) {
  /** @type {Map<string, Set<number>>} */
  const words = new Map();
  /** @type {Map<string, Set<number>>} */
  const grams = new Map();
  entries.forEach(({ text, title = "" }, number) => {
    for (const shown of [text, title]) {
      for (const word of fold(shown).split(/[^\p{L}\p{N}]+/u).filter(Boolean)) put(words, word, number);
      for (const gram of allGrams(squeeze(fold(shown)).text)) put(grams, gram, number);
    }
  });
  const shard = {
    words: record(words, (where) => posting(where, where.map(() => 100))),
    grams: record(grams, (where) => posting(where)),
    also: {},
  };
  const documents = entries.map((entry, i) => [
    entry.document ?? `d${i}`, `Document ${i}`, entry.date ?? "", entry.lang ?? "zh",
  ]);
  const rows = entries.map(({ text, title = "" }, i) => [i, `docs/${documents[i][0]}/#s${i}`, title, [[`p-${i}`, text]]]);
  return {
    "manifest.json": {
      format: 1,
      entries: entries.length,
      postings: [...words.values()].reduce((sum, where) => sum + where.size, 0),
      scale: 100,
      languages: languages(documents.map((row) => row[3])),
      terms: { depth: 0, group: 9, keys: [""], digests: ["all"] },
      text: { depth: 0, group: 9, keys: "A", digests: ["all"] },
      pinyin: { depth: 0, group: 9, keys: ["a"], digests: ["all"] },
      titles: { depth: 0, group: 9, keys: ["a"], digests: ["all"] },
      readings: "all",
      documents: "all",
      ranges: "all",
      variants: ["", "all"],
    },
    "variants-all.json": { pairs: "鄭郑發发" },
    "pinyin-all-0.json": { jingji: "经济", jj: "经济", fazhan: "发展", zhengzhou: "郑州" },
    "titles-all-0.json": [["document0", "Document 0"], ["document1", "Document 1"]],
    "readings-all.json": { zheng: "郑正", zhou: "州洲", jing: "经京", ji: "济计" },
    "ranges-all.json": { starts: encode(documents.map((_, i) => (i > 0 ? 1 : 0))) },
    "terms-all-0.json": shard,
    "text-all-0.json": { first: 0, documents, entries: rows },
    "documents-all.json": {
      documents: documents.map(([slug, title, date, lang], i) => [
        i, lang, slug, date, `publisher of ${slug}`, title, entries[i].topics ?? [],
      ]),
    },
  };
}

/**
 * @param {Map<string, Set<number>>} map
 * @param {string} key
 * @param {number} value
 */
function put(map, key, value) {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

/**
 * @param {Map<string, Set<number>>} map
 * @param {(where: number[]) => string} write
 * @returns {Record<string, string>}
 */
function record(map, write) {
  return Object.fromEntries([...map].map(([key, where]) => [key, write([...where])]));
}

/**
 * @param {string[]} order language of each entry
 * @returns {[string, number, number][]}
 */
function languages(order) {
  return [...new Set(order)].map((lang) => [lang, order.indexOf(lang), order.lastIndexOf(lang) + 1]);
}

/**
 * @param {Record<string, any>} files parsed JSON, or a Response to give as it is
 * @returns {{ fetch: (url: string) => Promise<Response>, asked: string[] }}
 */
export function memoryFetch(files) {
  /** @type {string[]} */
  const asked = [];
  return {
    asked,
    async fetch(url) {
      const name = url.replace(/^.*\//, "");
      asked.push(name);
      const file = files[name];
      if (file instanceof Response) return file.clone();
      if (file instanceof Error) throw file;
      if (file === undefined) return new Response("<h1>404</h1>", { status: 404 });
      return new Response(JSON.stringify(file));
    },
  };
}
