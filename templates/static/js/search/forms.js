/**
 * What a reader may have meant who typed something that stands nowhere: pinyin, initials of
 * pinyin, a character that sounds alike, a word with a slip. Loaded only then.
 */

import { runs } from "./tokens.js";
import { compareKeys, from, locate } from "./table.js";

/** @typedef {import("./source.js").Source} Source */
/** @typedef {import("./engine.js").Manifest} Manifest */
/** @typedef {import("./dictionary.js").Dictionary} Dictionary */

/** Letters of pinyin that are read; a reader types words, not chapters. */
const LONGEST = 60;

/** Letters of the longest key of one word. */
const LONGEST_KEY = 30;

/** Characters of a run in which a slip is looked for. */
const LONGEST_SLIP = 8;

/** Readings of one ambiguous key that are answered together. */
const READINGS = 3;

/** Ways of cutting letters into syllables that are tried. */
const WAYS = 24;

/** Words under one key that are looked at. */
const MOST_WORDS = 6;

/** @typedef {{ syllableOf: Map<string, string>, syllables: Set<string> }} Heard */

/**
 * @param {string} typed
 * @returns {string} its letters without tones and spaces, ü as v; "" if it cannot be pinyin
 */
export function pinyinLetters(typed) {
  const plain = typed
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/u\u0308|u:/gu, "v")
    .replace(/[\u0300-\u036f]/gu, "")
    .replace(/([a-z])[1-5](?![0-9])/gu, "$1")
    .replace(/[\s'’·-]+/gu, "");
  return /^[a-z]{2,60}$/u.test(plain) && plain.length <= LONGEST ? plain : "";
}

/**
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} letters
 * @returns {Promise<string[]>} Chinese for them, what is most likely first
 */
export async function fromPinyin(source, manifest, letters) {
  const heard = await readings(source, manifest);
  const spelled = await wordsSpelled(source, manifest, letters, heard);
  const words = [...spelled, ...(await wordsUnder(source, manifest, letters)).map(([word]) => word)];
  if (words.length > 0) return [...new Set(words)].slice(0, READINGS);
  const cut = cuts(letters, heard).length > 0 ? await segmented(source, manifest, letters, heard) : null;
  if (cut) return [cut];
  const begun = await wordsBeginning(source, manifest, letters, heard);
  return begun.slice(0, 1);
}

/**
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} initials
 * @returns {Promise<[word: string, letters: string][]>} words with these initials, the most
 *   frequent first; letters: how it is spelled, "" where its characters tell
 */
async function wordsUnder(source, manifest, initials) {
  const name = await locate(source, "pinyin", manifest.pinyin, initials);
  const shard = name === null ? {} : await source.read("pinyin", name);
  return Object.hasOwn(shard ?? {}, initials) ? listed(shard[initials]) : [];
}

/** @param {unknown} text @returns {[word: string, letters: string][]} */
function listed(text) {
  return String(text)
    .split(" ")
    .map((one) => {
      const [word, letters = ""] = one.split("=").reverse();
      return [word, letters];
    });
}

/**
 * @param {[word: string, letters: string]} listed
 * @param {Heard} heard
 * @returns {string} full pinyin of a word
 */
function spelling([word, letters], { syllableOf }) {
  return letters || [...word].map((character) => syllableOf.get(character) ?? "?").join("");
}

/**
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} letters
 * @param {Heard} heard
 * @returns {Promise<string[]>} words with exactly this full pinyin, the most frequent first
 */
async function wordsSpelled(source, manifest, letters, heard) {
  const keys = new Set(cuts(letters, heard).map(initialsOf));
  const found = [];
  for (const key of keys) {
    const words = await wordsUnder(source, manifest, key);
    found.push(...words.filter((one) => spelling(one, heard) === letters));
  }
  return found.slice(0, MOST_WORDS).map(([word]) => word);
}

/**
 * @param {string} letters
 * @param {Heard} heard
 * @param {boolean} [open] the last syllable may be half typed
 * @returns {string[][]} ways of cutting letters into syllables, a few at most
 */
function cuts(letters, { syllables }, open = false) {
  /** @type {string[][][]} ways up to each letter */
  const ways = Array.from({ length: letters.length + 1 }, () => []);
  ways[0] = [[]];
  for (let end = 1; end <= letters.length; end += 1) {
    for (let start = Math.max(0, end - 6); start < end; start += 1) {
      const piece = letters.slice(start, end);
      const begins = open && end === letters.length && [...syllables].some((s) => s.startsWith(piece));
      if (!syllables.has(piece) && !begins) continue;
      ways[end].push(...ways[start].map((way) => [...way, piece]));
    }
    ways[end].splice(WAYS);
  }
  return ways[letters.length];
}

/** @param {string[]} syllables @returns {string} */
function initialsOf(syllables) {
  return syllables.map((syllable) => syllable[0]).join("");
}

/**
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} letters the beginning of a word
 * @param {Heard} heard
 * @returns {Promise<string[]>}
 */
async function wordsBeginning(source, manifest, letters, heard) {
  if (letters.length < 4) return [];
  for (const initials of new Set(cuts(letters, heard, true).map(initialsOf))) {
    for await (const { name } of from(source, "pinyin", manifest.pinyin, initials)) {
      const shard = await source.read("pinyin", name);
      const keys = Object.keys(shard).filter((key) => key.startsWith(initials));
      const words = keys
        .flatMap((key) => listed(shard[key]))
        .filter((one) => spelling(one, heard).startsWith(letters))
        .map(([word]) => word);
      if (words.length > 0) return words.sort((a, b) => a.length - b.length);
      break;
    }
  }
  return [];
}

/**
 * Letters of several words, cut so that the fewest words remain.
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} letters
 * @param {Heard} heard
 * @returns {Promise<string | null>}
 */
async function segmented(source, manifest, letters, heard) {
  /** @type {(string[] | null)[]} words up to a letter */
  const best = [[]];
  for (let end = 1; end <= letters.length; end += 1) best[end] = null;
  for (let start = 0; start < letters.length; start += 1) {
    const before = best[start];
    if (!before) continue;
    // A word of two syllables has four letters and more; fewer may be initials.
    for (let end = start + 4; end <= Math.min(letters.length, start + LONGEST_KEY); end += 1) {
      const known = best[end];
      if (known && known.length <= before.length + 1) continue;
      const [word] = await wordsSpelled(source, manifest, letters.slice(start, end), heard);
      if (word) best[end] = [...before, word];
    }
  }
  return best[letters.length]?.join("") ?? null;
}

/**
 * A run with a character that sounds like the right one: 郑洲 -> 郑州.
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} folded
 * @param {Dictionary} dictionary with the shards of the query's pairs
 * @returns {Promise<string>} the query with the right characters, "" if there is no such
 */
export async function soundsLike(source, manifest, folded, dictionary) {
  const found = runs(folded);
  if (found.length === 0 || found.some(({ han, word }) => !han || word.length > LONGEST_SLIP)) return "";
  const heard = await readings(source, manifest);
  let changed = folded;
  for (const { word, start } of found) {
    const right = await corrected(source, manifest, word, dictionary, heard);
    changed = changed.slice(0, start) + right + changed.slice(start + right.length);
  }
  return changed === folded ? "" : changed;
}

/**
 * @param {Source} source
 * @param {Manifest} manifest
 * @param {string} run
 * @param {Dictionary} dictionary
 * @param {Heard} heard
 * @returns {Promise<string>}
 */
async function corrected(source, manifest, run, dictionary, heard) {
  const strange = (/** @type {number} */ i) => {
    const list = dictionary.gram(run.slice(i, i + 2));
    return list === null || list?.isSure === false;
  };
  for (let size = Math.min(run.length, 6); size >= 2; size -= 1) {
    for (let start = 0; start + size <= run.length; start += 1) {
      const pairs = Array.from({ length: size - 1 }, (_, i) => start + i);
      const piece = run.slice(start, start + size);
      if (!pairs.some(strange)) continue;
      const key = spelling([piece, ""], heard);
      const words = await wordsSpelled(source, manifest, key, heard);
      const near = words.find((word) => word.length === size && sharesHalf(word, piece));
      if (near) return run.slice(0, start) + near + run.slice(start + size);
    }
  }
  return run;
}

/**
 * @param {string} a
 * @param {string} b of the same length
 * @returns {boolean} whether at least half of the characters are the same
 */
function sharesHalf(a, b) {
  return [...a].filter((character, i) => character === b[i]).length * 2 >= a.length;
}

/**
 * @param {Source} source
 * @param {Manifest} manifest
 * @returns {Promise<Heard>} the syllable of each character, and all syllables
 */
async function readings(source, manifest) {
  const file = await source.read("readings", manifest.readings);
  /** @type {Map<string, string>} */
  const syllableOf = new Map();
  for (const [syllable, characters] of Object.entries(file ?? {})) {
    for (const character of String(characters)) syllableOf.set(character, syllable);
  }
  return { syllableOf, syllables: new Set(syllableOf.values()) };
}

/**
 * @param {string} folded
 * @param {Dictionary} dictionary with the shards of the query's words
 * @returns {string} the query with words of an alphabet spelled as the texts spell them, "" if
 *   nothing is to be changed
 */
export function respelled(folded, dictionary) {
  const changed = folded.replace(/[a-z]{4,20}/gu, (word) => {
    if (dictionary.word(word)) return word;
    const near = dictionary
      .wordsBeside(word)
      .filter(({ word: known }) => isOneSlip(word, known))
      .sort((a, b) => b.frequency - a.frequency || compareKeys(a.word, b.word));
    return near[0]?.word ?? word;
  });
  return changed === folded ? "" : changed;
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {boolean} whether one letter more, less, other or two exchanged make a into b
 */
export function isOneSlip(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && a[head] === b[head]) head += 1;
  const [restA, restB] = [a.slice(head), b.slice(head)];
  const swapped = restA.length > 1 && restA[1] + restA[0] + restA.slice(2) === restB;
  return (
    swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)
  );
}
