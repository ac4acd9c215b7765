/**
 * Words of a query, cut with the dictionary of the index.
 *
 * The runs are those of sitegen/search/tokens.py. Runs of Chinese characters go along the most
 * probable path through the words that the index has, which is what jieba does with its own
 * dictionary (https://github.com/fxsjy/jieba, "Algorithm"). Intl.Segmenter was refused: it cuts
 * otherwise than the index was cut, and otherwise in every browser.
 */

/** @typedef {{ word: string, start: number, end: number }} Token offsets in UTF-16 units */
/** @typedef {Token & { han: boolean, number: boolean }} Run */

const WIDE = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const LETTER = `(?:(?![${WIDE}])[\\p{L}\\p{N}])`;
const RUN = new RegExp(
  "(?<han>[\\u4e00-\\u9fd5]+)" +
    `|(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?(?!${LETTER}))` +
    `|(?<word>${LETTER}+(?:[.\\-]${LETTER}+)*)` +
    `|(?<rare>[${WIDE}])`,
  "gu",
);

/** Longest word that is looked for; jieba's dictionary has a handful of longer ones. */
const LONGEST = 12;

/** Share of all words that a single character is assumed to be while its shard is not read. */
const SINGLE = 1 / 30_000;

/**
 * @param {string} folded
 * @returns {Run[]} runs of one script in order
 */
export function runs(folded) {
  return [...folded.matchAll(RUN)].map((match) => {
    const { han, number } = /** @type {Record<string, string | undefined>} */ (match.groups);
    return {
      word: match[0],
      start: match.index,
      end: match.index + match[0].length,
      han: han !== undefined,
      number: number !== undefined,
    };
  });
}

/**
 * @param {string} folded query
 * @param {(word: string) => number} frequency chunks with a word, 0 if the index lacks it
 * @param {number} total sum of the frequencies of all words of the index
 * @returns {Token[]} words with their sub-words, each sub-word before its word
 */
export function cutForSearch(folded, frequency, total) {
  return runs(folded).flatMap((run) => {
    if (run.han) {
      return path(run.word, frequency, total).flatMap(([start, end]) =>
        subwords(run.word.slice(start, end), run.start + start, frequency),
      );
    }
    if (run.number) return [{ word: run.word.replaceAll(",", ""), start: run.start, end: run.end }];
    const whole = { word: run.word, start: run.start, end: run.end };
    return [...parts(run), whole];
  });
}

/**
 * @param {string} text Chinese characters
 * @param {(word: string) => number} frequency
 * @param {number} total
 * @returns {[number, number][]} the words of the most probable path as [start, end]
 */
function path(text, frequency, total) {
  const logTotal = Math.log(Math.max(2, total));
  const single = Math.max(1, total * SINGLE);
  const best = new Float64Array(text.length + 1);
  const ends = new Int32Array(text.length);
  for (let start = text.length - 1; start >= 0; start -= 1) {
    best[start] = -Infinity;
    const limit = Math.min(text.length, start + LONGEST);
    for (let end = start + 1; end <= limit; end += 1) {
      let known = frequency(text.slice(start, end));
      if (end === start + 1) known ||= single;
      const score = Math.log(known) - logTotal + best[end];
      if (known > 0 && score >= best[start]) {
        best[start] = score;
        ends[start] = end;
      }
    }
  }
  /** @type {[number, number][]} */
  const words = [];
  for (let start = 0; start < text.length; start = ends[start]) words.push([start, ends[start]]);
  return words;
}

/**
 * @param {string} word
 * @param {number} start
 * @param {(word: string) => number} frequency
 * @returns {Token[]} words of two and of three characters inside, then the word, as jieba's
 *   cut_for_search gives them
 */
function subwords(word, start, frequency) {
  /** @type {Token[]} */
  const found = [];
  for (const size of [2, 3]) {
    for (let i = 0; word.length > size && i + size <= word.length; i += 1) {
      const part = word.slice(i, i + size);
      if (frequency(part) > 0) found.push({ word: part, start: start + i, end: start + i + size });
    }
  }
  return [...found, { word, start, end: start + word.length }];
}

/**
 * @param {Run} run
 * @returns {Token[]} the parts of a hyphenated word
 */
function parts(run) {
  if (!run.word.includes("-")) return [];
  return [...run.word.matchAll(/[^-]+/g)].map((match) => ({
    word: match[0],
    start: run.start + match.index,
    end: run.start + match.index + match[0].length,
  }));
}
