/**
 * What a question means beyond its words: words that every question has count little, and other
 * words that say the same (sitegen/search/aliases.py) count too.
 *
 *     离了婚房子归谁   typed    离婚 房子 归      notions   离婚: 离婚登记 | 房子: 房屋 住宅 | 归: 所有
 */

import { isNarrow } from "./fold.js";
import { isFiller, withoutParticles } from "./speech.js";
import { cutForSearch, runs } from "./tokens.js";
import { weighed } from "./words.js";

/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./engine.js").Manifest} Manifest */
/** @typedef {import("./words.js").QueryWord} QueryWord */

/** What a filler counts against another word. */
const FILLER = 0.2;

/** Longest alias key in Chinese that is looked for, and longest English term in words. */
const LONGEST_KEY = 8;
const LONGEST_TERM = 8;

/** Other words that one query may read: each may cost a shard. */
const MOST_OTHERS = 8;

/** Words of a single character that may be alias keys: each may cost a shard. */
const MOST_SINGLE = 3;

/**
 * @param {QueryWord[]} words
 * @returns {QueryWord[]} the same, fillers made light
 */
export function weighFillers(words) {
  return words.map((word) => (isFiller(word.word) ? { ...word, factor: FILLER } : word));
}

/**
 * @param {string} folded the query
 * @param {Dictionary} dictionary with the shards of the query's words
 * @param {Manifest} manifest
 * @param {QueryWord[]} words of the query
 * @returns {Promise<QueryWord[]>} these, then other words that say the same, each once; those of
 *   one alias key and that key's own words are one notion
 */
export async function withOthers(folded, dictionary, manifest, words) {
  const found = await allKeys(folded, dictionary, manifest);
  const typed = words.map((word) => ({ ...word, notion: notionOf(word.word, found, words) }));
  const others = otherWords(found, dictionary, new Set(words.map(({ word }) => word)));
  await dictionary.load(others.keys());
  const known = weighed([...others.keys()], dictionary);
  return [...typed, ...known.map((word) => ({ ...word, ...others.get(word.word) }))];
}

/**
 * @param {string} word
 * @param {string[]} found alias keys
 * @param {QueryWord[]} words of the query
 * @returns {string | undefined} the alias key that the word is part of, else the longest word: 银行
 *   and 银行卡 are one thing
 */
function notionOf(word, found, words) {
  const key = found.find((one) => one.includes(word));
  if (key !== undefined || isNarrow(word[0])) return key;
  const around = words.map((other) => other.word).filter((other) => other.includes(word));
  return around.reduce((a, b) => (b.length > a.length ? b : a), word);
}

/**
 * @param {string[]} found alias keys
 * @param {Dictionary} dictionary
 * @param {Set<string>} typed
 * @returns {Map<string, { factor: number, notion: string }>} other words. The first words of each
 *   alias come before the second ones: none shall crowd out another.
 */
function otherWords(found, dictionary, typed) {
  const listed = found.flatMap((notion) =>
    dictionary.aliases(notion).flatMap(([strength, ...also]) =>
      also.map((word, rank) => ({ word, rank, notion, factor: strength / 100 })),
    ),
  );
  /** @type {Map<string, { factor: number, notion: string }>} */
  const others = new Map();
  for (const { word, notion, factor } of listed.sort((a, b) => a.rank - b.rank)) {
    const known = others.get(word);
    if (known) known.factor = Math.max(factor, known.factor);
    else if (!typed.has(word) && others.size < MOST_OTHERS) others.set(word, { factor, notion });
  }
  return others;
}

/**
 * @param {string} folded
 * @param {Dictionary} dictionary
 * @param {Manifest} manifest
 * @returns {Promise<string[]>} alias keys in the query: as it was typed, with its verbs beside
 *   their objects, and its words of a single character
 */
async function allKeys(folded, dictionary, manifest) {
  const straight = withoutParticles(folded);
  const single = singleWords(folded, dictionary, manifest);
  await dictionary.load([...pairs(straight).filter((pair) => !folded.includes(pair)), ...single]);
  const all = new Set([...keys(folded, dictionary), ...keys(straight, dictionary)]);
  const found = [...all].filter((key) => !isFiller(key));
  const widest = found.filter((key) => isWordOf(key) || !found.some((o) => o !== key && o.includes(key)));
  const left = single.filter((word) => !widest.some((key) => key.includes(word)));
  return [...widest, ...left.filter((word) => dictionary.aliases(word).length > 0)];
}

/**
 * @param {string} text
 * @returns {string[]} neighbours among its Chinese characters
 */
function pairs(text) {
  return runs(text).flatMap(({ word, han }) =>
    han ? [...word].slice(1).map((character, i) => word[i] + character) : [],
  );
}

/**
 * @param {string} folded
 * @param {Dictionary} dictionary
 * @param {Manifest} manifest
 * @returns {string[]} characters of the query that are in no longer word
 */
function singleWords(folded, dictionary, manifest) {
  const frequency = (/** @type {string} */ word) =>
    word.length === 1 ? 0 : dictionary.word(word)?.frequency || dictionary.aliases(word).length;
  const words = cutForSearch(folded, frequency, manifest.postings).map(({ word }) => word);
  const single = words.filter((word) => word.length === 1 && !isNarrow(word) && !isFiller(word));
  return [...new Set(single)].slice(0, MOST_SINGLE);
}

/**
 * @param {string} folded
 * @param {Dictionary} dictionary
 * @returns {string[]} alias keys that stand in the query, none inside a longer one
 */
function keys(folded, dictionary) {
  const spans = [...chineseSpans(folded), ...termSpans(folded)].filter(
    ({ key }) => dictionary.aliases(key).length > 0,
  );
  const inside = spans.filter(({ start, end, key }) =>
    spans.some((o) => o.key !== key && o.start <= start && o.end >= end && !isWordOf(o.key)),
  );
  return [...new Set(spans.filter((span) => !inside.includes(span)).map(({ key }) => key))];
}

/** @param {string} key @returns {boolean} whether it is an English term, whose words stay too */
function isWordOf(key) {
  return isNarrow(key[0]);
}

/**
 * @param {string} folded
 * @returns {{ key: string, start: number, end: number }[]}
 */
function chineseSpans(folded) {
  return runs(folded)
    .filter(({ han }) => han)
    .flatMap(({ word, start }) =>
      [...word].flatMap((_, i) =>
        Array.from({ length: LONGEST_KEY - 1 }, (_, n) => i + n + 2)
          .filter((end) => end <= word.length)
          .map((end) => ({ key: word.slice(i, end), start: start + i, end: start + end })),
      ),
    );
}

/**
 * @param {string} folded
 * @returns {{ key: string, start: number, end: number }[]} sequences of words of an alphabet
 */
function termSpans(folded) {
  const found = runs(folded);
  return found.flatMap((first, i) => {
    const spans = [];
    for (let n = i; n < Math.min(found.length, i + LONGEST_TERM); n += 1) {
      if (found[n].han) break;
      const term = found.slice(i, n + 1);
      spans.push({
        key: term.map(({ word }) => word).join(" "),
        start: first.start,
        end: found[n].end,
      });
    }
    return spans;
  });
}
