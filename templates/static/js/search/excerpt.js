/** The piece of text that a hit shows, cut around what matched. */

import { holds, runRanges, wordRanges } from "./match.js";

/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./texts.js").Section} Section */
/** @typedef {import("./texts.js").Text} Text */
/** @typedef {import("./match.js").Weighed} Weighed */
/** @typedef {import("./match.js").Range} Range */
/** @typedef {{ snippet: string, ranges: Range[] }} Excerpt */

/** UTF-16 units of a snippet; letters of an alphabet are half as wide. */
const WIDTH = 120;

/** How much of it stands before the match. */
const BEFORE = 0.3;

/** Words that count less than this are not marked. */
const TELLING = 0.3;

/** How far back the beginning of a sentence is looked for. */
const REACH = 30;

/**
 * @param {Section} section
 * @param {Query} query
 * @param {Weighed[]} words
 * @returns {Excerpt} of the passage that has most of what was asked
 */
export function excerpt({ title, passages, front }, query, words) {
  words = words.filter(({ factor }) => factor >= TELLING);
  const texts = passages.length > 0 ? passages : front.length > 0 ? front : [title];
  const rated = texts.map((text) => ({ text, worth: worth(text, query, words) }));
  const best = rated.reduce((a, b) => (b.worth > a.worth ? b : a), rated[0]);
  return cut(best.text, query, words);
}

/**
 * @param {Text} text
 * @param {Query} query
 * @param {Weighed[]} words
 * @returns {number} how much a passage has of what was asked
 */
function worth(text, query, words) {
  const whole = holds(text, query.squeezed) ? 1000 : 0;
  const literal = whole > 0 && text.folded.includes(query.literal) ? 1000 : 0;
  const parts = query.parts.filter((part) => holds(text, part)).length * 50;
  const present = words.filter(({ word }) => wordRanges(text, word).length > 0);
  return whole + literal + parts + present.reduce((sum, w) => sum + w.weight * w.factor, 0);
}

/**
 * @param {Text} text
 * @param {Query} query
 * @param {Weighed[]} words
 * @returns {{ snippet: string, ranges: Range[] }}
 */
function cut(text, query, words) {
  const found = matches(text, query, words);
  const [start, end] = frame(text.shown, found);
  const before = start > 0 ? "…" : "";
  const after = end < text.shown.length ? "…" : "";
  const shift = before.length - start;
  const ranges = found
    .filter((range) => range[0] < end && range[1] > start)
    .map(([from, to]) => /** @type {Range} */ ([Math.max(from, start) + shift, Math.min(to, end) + shift]));
  return { snippet: before + text.shown.slice(start, end) + after, ranges };
}

/**
 * @param {Text} text
 * @param {Query} query
 * @param {Weighed[]} words
 * @returns {Range[]} in order, without overlap: the whole query, else its parts and words
 */
function matches(text, query, words) {
  const whole = runRanges(text, query.squeezed);
  if (whole.length > 0) return whole;
  const parts = query.parts.filter((part) => part.length > 1);
  return merge([
    ...parts.flatMap((part) => runRanges(text, part)),
    ...words.flatMap(({ word }) => wordRanges(text, word)),
  ]);
}

/**
 * @param {Range[]} ranges
 * @returns {Range[]}
 */
function merge(ranges) {
  /** @type {Range[]} */
  const merged = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/**
 * @param {string} text
 * @param {Range[]} ranges
 * @returns {Range} the piece to show: the one with most of the ranges' characters in it
 */
function frame(text, ranges) {
  const wide = [...text].filter((character) => character > "\u2e80").length;
  const width = wide * 2 >= text.length ? WIDTH : 2 * WIDTH;
  if (text.length <= width * 1.2) return [0, text.length];
  const anchor = ranges.length > 0 ? densest(ranges, width) : [0, 0];
  let start = Math.max(0, anchor[0] - Math.round(width * BEFORE));
  if (start > 0) start = sentenceStart(text, start, anchor[0]);
  const end = Math.min(text.length, Math.max(start + width, anchor[1]));
  return [whole(text, outside(text, start, 0)), whole(text, outside(text, end, anchor[1]))];
}

/**
 * @param {Range[]} ranges
 * @param {number} width
 * @returns {Range} the first range of the window that holds most
 */
function densest(ranges, width) {
  const held = ranges.map(([start]) =>
    ranges
      .filter((range) => range[0] >= start && range[1] <= start + width * (1 - BEFORE))
      .reduce((sum, range) => sum + range[1] - range[0], 0),
  );
  return ranges[held.indexOf(Math.max(...held))];
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} limit
 * @returns {number} the beginning of a sentence or word near `start`
 */
function sentenceStart(text, start, limit) {
  const from = Math.max(0, start - REACH);
  const near = text.slice(from, limit);
  const ends = [...near.matchAll(/[。！？；\n]|[.!?;]\s/gu)].map((m) => from + m.index + m[0].length);
  if (ends.length > 0) return ends[0];
  const space = text.slice(start, limit).search(/\s/u);
  return space >= 0 && space < REACH ? start + space + 1 : start;
}

/**
 * @param {string} text
 * @param {number} at
 * @param {number} least
 * @returns {number} the same place, or that before a number which it would split: 100 is not 10. A
 *   number that begins before `least` stays whole instead
 */
function outside(text, at, least) {
  let [start, end] = [at, at];
  while (/[\d.,]/u.test(text[start - 1] ?? "")) start -= 1;
  while (/[\d.,%‰]/u.test(text[end] ?? "")) end += 1;
  if (start === at || end === at) return at;
  return start < least ? end : start;
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {number} the same place, or the one before where it would split a character in two
 */
function whole(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
