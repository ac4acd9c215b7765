/** What of a query a section holds, and where. */

import { isKept, isNarrow } from "./fold.js";
import { bm25, sumByNotion } from "./rank.js";

/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").Section} Section */
/** @typedef {import("./texts.js").Text} Text */
/** @typedef {import("./rank.js").Features} Features */
/** @typedef {{ word: string, weight: number, factor: number, notion?: string }} Weighed a word with its
 *   rarity */
/** @typedef {[start: number, end: number]} Range in UTF-16 units of the shown text */

/**
 * @param {Section} section
 * @param {Query} query
 * @param {Weighed[]} words
 * @returns {Omit<Features, "base" | "document" | "about">}
 */
export function features({ title, named, passages, front }, query, words) {
  const own = [title, ...passages];
  const all = [...own, ...front];
  const whole = own.some((text) => holds(text, query.squeezed));
  const above = front.some((text) => holds(text, query.squeezed));
  return {
    whole,
    front: above,
    equal: [title, ...front].some((text) => text.squeezed === query.squeezed),
    literal: (whole ? own : front).some((text) => text.folded.includes(query.literal)),
    heading: holds(title, query.squeezed),
    parts: query.parts.length > 1 && query.parts.every((part) => all.some((t) => holds(t, part))),
    near: query.parts.length > 1 && own.some((t) => query.parts.every((part) => holds(t, part))),
    ...wordFeatures(own, front, words),
    named: share(named, words),
  };
}

/** Characters of a section that is neither short nor long. */
const USUAL = 200;

/**
 * @param {Text[]} own heading and passages
 * @param {Text[]} front
 * @param {Weighed[]} words
 * @returns {{ coverage: number, together: number, section: number }}
 */
function wordFeatures(own, front, words) {
  const total = words.reduce((sum, { weight, factor }) => sum + weight * factor, 0);
  if (total === 0) return { coverage: 0, together: 0, section: 0 };
  const texts = [...own, ...front];
  const length = texts.reduce((sum, { folded }) => sum + folded.length, 0);
  const shares = texts.map(() => 0);
  let coverage = 0;
  const points = [];
  for (const { word, weight, factor, notion } of words) {
    let count = 0;
    texts.forEach((text, i) => {
      const found = occurrences(text, word);
      count += found;
      if (found > 0) shares[i] += (weight * factor) / total;
    });
    if (count === 0) continue;
    coverage += (weight * factor) / total;
    const point = weight * bm25(count, length / USUAL);
    points.push({ notion, factor, points: new Map([[0, point]]) });
  }
  const section = sumByNotion(points).get(0) ?? 0;
  return { coverage, together: Math.max(0, ...shares.slice(0, own.length)), section };
}

/**
 * @param {Text} text
 * @param {Weighed[]} words
 * @returns {number} share of the words that stand there, by weight
 */
function share(text, words) {
  const sum = (/** @type {Weighed[]} */ some) =>
    some.reduce((total, { weight, factor }) => total + weight * factor, 0);
  const found = words.filter(({ word }) => text.folded.includes(word));
  return found.length > 0 ? sum(found) / sum(words) : 0;
}

/**
 * @param {Text} text
 * @param {string} word folded
 * @returns {number} how often the word stands there
 */
function occurrences(text, word) {
  return text.folded.includes(word) ? wordRanges(text, word).length : 0;
}

/**
 * @param {Text} text
 * @param {string} run squeezed
 * @returns {boolean}
 */
export function holds(text, run) {
  return run !== "" && text.squeezed.includes(run);
}

/**
 * @param {Text} text
 * @param {string} run squeezed
 * @returns {Range[]} where the run stands, without overlap
 */
export function runRanges(text, run) {
  /** @type {Range[]} */
  const ranges = [];
  for (let at = find(text.squeezed, run, 0); at >= 0; at = find(text.squeezed, run, at + run.length)) {
    ranges.push([text.offsets[at], text.offsets[at + run.length - 1] + 1]);
  }
  return ranges;
}

/**
 * @param {Text} text
 * @param {string} word folded
 * @returns {Range[]} where the word stands; one of an alphabet only as a word of its own
 */
export function wordRanges(text, word) {
  /** @type {Range[]} */
  const ranges = [];
  const { folded } = text;
  for (let at = find(folded, word, 0); at >= 0; at = find(folded, word, at + word.length)) {
    const end = at + word.length;
    if (!joined(folded, at) && !joined(folded, end)) ranges.push([at, end]);
  }
  return ranges;
}

/**
 * @param {string} text
 * @param {string} part
 * @param {number} from
 * @returns {number}
 */
function find(text, part, from) {
  return part === "" ? -1 : text.indexOf(part, from);
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {boolean} whether letters or digits of an alphabet go on across this place
 */
function joined(text, at) {
  return [text[at - 1], text[at]].every(
    (unit) => unit !== undefined && isNarrow(unit) && isKept(unit),
  );
}
