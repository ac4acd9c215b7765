/**
 * A small index made by hand, apart from the Python that makes real ones: each word is a run of
 * letters, digits or ideographs between two spaces of the text, and stands once per entry.
 */

import { openIndex } from "../../templates/static/js/search.js";
import { fold, isNarrow, squeeze } from "../../templates/static/js/search/fold.js";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** @typedef {{ title?: string, text: string, document?: string, lang?: string, date?: string, topics?: string[], also?: Record<string, any> }} Tiny */

/**
 * @param {number[]} numbers below 1824
 * @returns {string}
 */
export function encode(numbers) {
  return numbers
    .map((n) => (n < 32 ? DIGITS[n] : DIGITS[32 + ((n - 32) >> 6)] + DIGITS[(n - 32) & 63]))
    .join("");
}

/** @param {number[]} chunks @returns {number[]} */
function gaps(chunks) {
  return chunks.map((chunk, i) => chunk - (i > 0 ? chunks[i - 1] : 0));
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
 * @param {number[]} chunks
 * @param {number[]} [impacts]
 * @returns {string} an overflow block
 */
export function posting(chunks, impacts = []) {
  return encode([chunks.length, ...gaps(chunks), ...impacts]);
}

/**
 * @param {Map<string, Set<number>>} words
 * @param {Map<string, Set<number>>} grams
 * @returns {Record<string, any>} one shard for everything
 */
function shardOf(words, grams) {
  const sorted = [...grams.keys()].sort();
  /** @type {Record<string, string>} */
  const tails = {};
  for (const gram of sorted) {
    const [first, ...rest] = [...gram];
    const tail = rest.join("").padEnd(isNarrow(first) ? 2 : 1);
    tails[first] = (tails[first] ?? "") + tail;
  }
  const lists = [...words.values()].map((where) => [...where]);
  const places = sorted.map((gram) => [...(grams.get(gram) ?? [])]);
  return {
    words: [...words.keys()].join(" "),
    counts: encode(lists.map((list) => list.length)),
    chunks: encode(lists.flatMap(gaps)),
    impacts: encode(lists.flat().map(() => 10)),
    grams: tails,
    sizes: encode(places.map((list) => list.length)),
    places: encode(places.flatMap(gaps)),
    more: { words: {}, grams: {} },
    also: {},
  };
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
  const documents = entries.map((entry, i) => [
    entry.document ?? `d${i}`, `Document ${i}`, entry.date ?? "", entry.lang ?? "zh", "docs/",
  ]);
  const rows = entries.map(({ text, title = "" }, i) => [
    i, [[`${documents[i][0]}/#s${i}`, title, text]],
  ]);
  return {
    "manifest.json": {
      format: 4,
      chunks: entries.length,
      sections: entries.length,
      postings: [...words.values()].reduce((sum, where) => sum + where.size, 0),
      scale: 10,
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
    "pinyin-all-0.json": { fz: "发展", jj: "经济", zz: "郑州" },
    "titles-all-0.json": [["document0", "Document 0"], ["document1", "Document 1"]],
    "readings-all.json": { zheng: "郑正", zhou: "州洲", jing: "经京", ji: "济计", fa: "发", zhan: "展" },
    "ranges-all.json": { starts: encode(documents.map((_, i) => (i > 0 ? 1 : 0))) },
    "terms-all-0.json": shardOf(words, grams),
    "text-all-0.json": { first: 0, documents, chunks: rows },
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

/**
 * @param {Record<string, any>} files
 * @returns {Promise<import("../../templates/static/js/search.js").Index>}
 */
export function openFiles(files) {
  return openIndex("search-index/", { fetch: memoryFetch(files).fetch });
}
