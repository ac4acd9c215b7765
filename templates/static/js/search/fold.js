/**
 * Forms of characters made equal, one UTF-16 unit for one, as sitegen/search/fold.py does it:
 * tests/vectors/fold.json holds both to it.
 */

const KEPT = /[\p{L}\p{N}\u{20000}-\u{3ffff}]/u;
const OTHERS = /[^\p{L}\p{N}\u{20000}-\u{3ffff}]+/gu;
const NARROW_END = "\u2e80";

/** Kept where it stands between two digits: 6.1 is no part of 0391-61. */
export const POINT = ".";

/** @type {Map<string, string>} */
const folded = new Map();
/** @type {Map<string, boolean>} */
const kept = new Map();

/**
 * @param {string} character
 * @returns {string} NFKC and lower case where they give one character of the same length
 */
function foldCharacter(character) {
  let result = character;
  for (const changed of [result.normalize("NFKC"), null]) {
    const next = changed ?? result.toLowerCase();
    if (next.length === result.length && [...next].length === 1) result = next;
  }
  return result;
}

/** Characters that folding may change: all but the usual ideographs, letters and digits. */
const MAY_CHANGE = /[^ \n\u3001\u3002\u4e00-\u9fffa-z0-9]/gu;

/** @type {WeakMap<Map<string, string>, RegExp>} a table -> what finds its characters */
const finders = new WeakMap();

/**
 * @param {string} text
 * @param {Map<string, string>} [variants] traditional characters -> simplified
 * @returns {string} a text of the same length with full-width and capital letters made plain
 */
export function fold(text, variants) {
  const plain = text.replace(MAY_CHANGE, (character) => {
    let changed = folded.get(character);
    if (changed === undefined) {
      changed = foldCharacter(character);
      folded.set(character, changed);
    }
    return changed;
  });
  if (!variants || variants.size === 0) return plain;
  let finder = finders.get(variants);
  if (!finder) {
    finder = new RegExp(`[${[...variants.keys()].join("")}]`, "gu");
    finders.set(variants, finder);
  }
  return plain.replace(finder, (character) => variants.get(character) ?? character);
}

/**
 * @param {string} foldedText
 * @returns {string} its letters and digits, and points between two digits
 */
export function squeezed(foldedText) {
  return foldedText.replace(OTHERS, (others, at) =>
    others === POINT && isDecimalPoint(foldedText, at) ? POINT : "",
  );
}

/**
 * @param {string} character one code point
 * @returns {boolean} whether it is a letter or digit
 */
export function isKept(character) {
  let known = kept.get(character);
  if (known === undefined) {
    known = KEPT.test(character);
    kept.set(character, known);
  }
  return known;
}

/**
 * @param {string} character one code point of a squeezed text
 * @returns {boolean} whether it belongs to an alphabet or is a digit, of which there are few
 */
export function isNarrow(character) {
  return character < NARROW_END;
}

/**
 * What `squeezed` keeps of a folded text; `offsets[i]` is where unit i of `text` stood in it.
 * @param {string} foldedText
 * @returns {{ text: string, offsets: number[] }}
 */
export function squeeze(foldedText) {
  let text = "";
  /** @type {number[]} */
  const offsets = [];
  let position = 0;
  for (const character of foldedText) {
    if (isKept(character) || isDecimalPoint(foldedText, position)) {
      text += character;
      for (let unit = 0; unit < character.length; unit += 1) offsets.push(position + unit);
    }
    position += character.length;
  }
  return { text, offsets };
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {boolean} whether a point between two digits stands there
 */
function isDecimalPoint(text, at) {
  return text[at] === POINT && isDigit(text[at - 1]) && isDigit(text[at + 1]);
}

/** @param {string | undefined} unit @returns {boolean} */
function isDigit(unit) {
  return unit !== undefined && unit >= "0" && unit <= "9";
}

/** Characters up to which every gram of a run is read; beyond that, enough to cover the run. */
export const SHORT = 4;

/**
 * Grams that every text has that holds this run, as fold.grams in Python makes them. The end of
 * the run has none of its own: the text may go on, and its gram be longer. A long run is covered
 * without overlap, which tells texts apart as well and reads half as much.
 *
 *     郑州gdp     ->  郑州 州g gdp
 *     保障性住房  ->  保障 性住 住房
 *
 * @param {string} run squeezed
 * @param {number} [step] characters from one gram to the next
 * @returns {{ exact: string[], open: string[] }} `open`: what a gram begins with, only where
 *   `exact` is empty
 */
export function gramsOf(run, step = [...run].length > SHORT ? 2 : 1) {
  const characters = [...run];
  const last = characters.length - 2;
  /** @type {Set<string>} */
  const exact = new Set();
  for (let i = 0; i <= last; i = i < last ? Math.min(i + step, last) : last + 1) {
    const gram = gramAt(characters, i);
    if (gram !== "") exact.add(gram);
  }
  const open = exact.size === 0 && run !== "" ? [characters.slice(0, 2).join("")] : [];
  return { exact: [...exact], open };
}

/**
 * @param {string[]} characters
 * @param {number} i
 * @returns {string} the gram that begins at character i, "" where it depends on what follows
 */
function gramAt(characters, i) {
  const [a, b, c] = characters.slice(i, i + 3);
  if (!isNarrow(a) || !isNarrow(b)) return a + b;
  if (c === undefined) return "";
  return isNarrow(c) ? a + b + c : a + b;
}
