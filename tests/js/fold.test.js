import assert from "node:assert/strict";
import { test } from "node:test";
import { following } from "../../templates/static/js/search/articles.js";
import { fold, gramsOf, squeeze } from "../../templates/static/js/search/fold.js";
import { decode } from "../../templates/static/js/search/numbers.js";
import { cutForSearch } from "../../templates/static/js/search/tokens.js";
import { openVariants } from "../../templates/static/js/search/variants.js";
import { allGrams, encode } from "./tinyindex.js";
import { vectors } from "./vectors.js";

for (const { title, text, folded, squeezed, offsets, variants = "" } of vectors("fold")) {
  test(`fold: ${title}`, () => {
    assert.equal(fold(text, openVariants(variants)), folded);
    assert.deepEqual(squeeze(folded), { text: squeezed, offsets });
  });
}

for (const { title, squeezed, grams, exact, open } of vectors("grams")) {
  test(`grams: ${title}`, () => {
    assert.deepEqual(gramsOf(squeezed), { exact, open });
    assert.deepEqual([...new Set(allGrams(squeezed))].sort(), [...grams].sort());
  });
}

for (const { numbers, text } of vectors("numbers")) {
  test(`numbers: ${numbers.join(" ")}`, () => {
    assert.deepEqual(decode(text), numbers);
    if (numbers.every((/** @type {number} */ n) => n < 1824)) assert.equal(encode(numbers), text);
  });
}

for (const { heading, address, following: next } of vectors("articles")) {
  test(`articles: behind ${heading}`, () => {
    assert.deepEqual(following(address, heading), next);
  });
}

test("numbers that are cut off or no numbers are refused", () => {
  for (const text of ["g", "A!", "房"]) assert.throws(() => decode(text), RangeError);
});

for (const { title, text, tokens } of vectors("tokens")) {
  test(`tokens: ${title}`, () => {
    const cut = cutForSearch(text, () => 0, 1000);
    assert.deepEqual(cut.map(({ word, start, end }) => [word, start, end]), tokens);
  });
}

test("tokens: ideographs go along the most probable words, sub-words first", () => {
  /** @type {Record<string, number>} */
  const known = { 国民: 30, 经济: 80, 国民经济: 25, 民经: 1, 发展: 90, 济: 2 };
  const cut = cutForSearch("国民经济发展", (word) => known[word] ?? 0, 1000);
  assert.deepEqual(cut.map(({ word }) => word), ["国民", "民经", "经济", "国民经济", "发展"]);
});

test("tokens: what the index lacks is cut into characters, never lost", () => {
  const cut = cutForSearch("甲乙丙", () => 0, 1000);
  assert.deepEqual(cut.map(({ word }) => word), ["甲", "乙", "丙"]);
});
