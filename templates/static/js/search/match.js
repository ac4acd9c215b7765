/** What of a query an entry's text holds, and where. */

import { isKept, isNarrow } from "./fold.js";

/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").EntryText} EntryText */
/** @typedef {import("./texts.js").Text} Text */
/** @typedef {import("./rank.js").Features} Features */
/** @typedef {{ word: string, weight: number, factor: number }} Weighed a word with its rarity */
/** @typedef {[start: number, end: number]} Range in UTF-16 units of the shown text */

/**
 * @param {EntryText} entry
 * @param {Query} query
 * @param {Weighed[]} words
 * @returns {Omit<Features, "base" | "document" | "about">}
 */
export function features(entry, query, words) {
  const body = entry.passages.filter((passage) => passage.anchor !== "").map(({ text }) => text);
  const front = entry.passages.filter((passage) => passage.anchor === "").map(({ text }) => text);
  const own = [entry.title, ...body];
  const all = [...own, ...front];
  const whole = own.some((text) => holds(text, query.squeezed));
  const above = front.some((text) => holds(text, query.squeezed));
  return {
    whole,
    front: above,
    equal: [entry.title, ...front].some((text) => text.squeezed === query.squeezed),
    literal: (whole ? own : front).some((text) => text.folded.includes(query.literal)),
    heading: holds(entry.title, query.squeezed),
    parts: query.parts.length > 1 && query.parts.every((part) => all.some((t) => holds(t, part))),
    near: query.parts.length > 1 && own.some((t) => query.parts.every((part) => holds(t, part))),
    coverage: coverage(all, words),
    together: Math.max(0, ...own.map((text) => coverage([text], words))),
  };
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
 * @param {Text[]} texts
 * @param {Weighed[]} words
 * @returns {number} 0..1
 */
export function coverage(texts, words) {
  const total = words.reduce((sum, { weight, factor }) => sum + weight * factor, 0);
  if (total === 0) return 0;
  const present = words.filter(({ word }) => texts.some((text) => wordRanges(text, word).length > 0));
  return present.reduce((sum, { weight, factor }) => sum + weight * factor, 0) / total;
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
