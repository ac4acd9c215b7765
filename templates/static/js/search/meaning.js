/**
 * What a question means beyond its words: words that every question has count little, and other
 * words that say the same (sitegen/search/aliases.py) count too.
 */

import { isNarrow } from "./fold.js";
import { runs } from "./tokens.js";
import { weighed } from "./words.js";

/** @typedef {import("./dictionary.js").Dictionary} Dictionary */
/** @typedef {import("./engine.js").Manifest} Manifest */
/** @typedef {import("./words.js").QueryWord} QueryWord */

/** Words of questions, which say what is wanted of a thing, not which thing. */
const FILLERS = new Set(
  ("怎么 什么 多少 几 吗 呢 吧 啊 呀 能 不能 能不能 能否 可以 可不可以 要 不要 要不要 有 没有 有没有 谁 哪 " +
    "哪个 哪些 哪里 哪儿 如何 为什么 为何 是 是否 是不是 的 了 着 过 在 被 把 去 来 到 给 向 跟 和 与 对 让 " +
    "叫 用 会 会不会 应该 需要 必须 我 我们 你 他 她 自己 这 那 怎样 咋 咋办 怎么办 多久 多长 多大 时候 就 " +
    "都 也 还 又 不 没 算 算不算 想 请问 关于 办 做 得 地 之 其 或 及 等 一个 个 里 上 下 么 说 人 由 从 一 " +
    "a an and are by can do does for from how i in is it many much my of on or should the to was we " +
    "what when where which who why with").split(" "),
);

/** What a filler counts against another word. */
const FILLER = 0.2;

/** Longest alias key in Chinese that is looked for, and longest English term in words. */
const LONGEST_KEY = 8;
const LONGEST_TERM = 8;

/** Other words that one query may read: each may cost a shard. */
const MOST_OTHERS = 8;

/**
 * @param {QueryWord[]} words
 * @returns {QueryWord[]} the same, fillers made light
 */
export function weighFillers(words) {
  return words.map((word) => (FILLERS.has(word.word) ? { ...word, factor: FILLER } : word));
}

/**
 * @param {string} folded the query
 * @param {Dictionary} dictionary with the shards of the query's words
 * @param {Manifest} manifest
 * @param {QueryWord[]} words of the query
 * @returns {Promise<QueryWord[]>} other words that say the same, each once
 */
export async function otherWords(folded, dictionary, manifest, words) {
  const known = new Set(words.map(({ word }) => word));
  /** @type {Map<string, number>} word -> strength */
  const others = new Map();
  const found = keys(folded, dictionary).map((key) => dictionary.aliases(key));
  // The first words of each alias before the second ones: none shall crowd out another.
  const listed = found.flat().flatMap(([strength, ...also]) =>
    also.map((word, rank) => ({ word, rank, strength: strength / 100 })),
  );
  for (const { word, strength } of listed.sort((a, b) => a.rank - b.rank)) {
    if (known.has(word) || others.size >= MOST_OTHERS) continue;
    others.set(word, Math.max(strength, others.get(word) ?? 0));
  }
  await dictionary.load(others.keys());
  return weighed([...others.keys()], dictionary, manifest).map((word) => ({
    ...word,
    factor: others.get(word.word) ?? 0,
  }));
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
