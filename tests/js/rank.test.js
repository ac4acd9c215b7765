import assert from "node:assert/strict";
import { test } from "node:test";
import { bm25, rarity, score } from "../../templates/static/js/search/rank.js";
import { vectors } from "./vectors.js";

const NOTHING = {
  whole: false, front: false, equal: false, literal: false, heading: false, parts: false,
  near: false, coverage: 0, together: 0, base: 0, section: 0, document: 0, about: 0, named: 0,
};

test("nothing in common scores nothing", () => {
  assert.equal(score(NOTHING), 0);
});

test("a text with the query comes before any number of single words", () => {
  const held = score({ ...NOTHING, whole: true });
  assert.ok(held > score({ ...NOTHING, parts: true, near: true, coverage: 1, together: 1, base: 10_000 }));
});

test("parts of a query in one paragraph come before parts that stand apart", () => {
  const near = score({ ...NOTHING, parts: true, near: true });
  assert.ok(near > score({ ...NOTHING, parts: true, coverage: 1, together: 1, base: 10_000 }));
});

test("the query as typed comes before the query with other punctuation", () => {
  const typed = score({ ...NOTHING, whole: true, literal: true });
  assert.ok(typed > score({ ...NOTHING, whole: true, heading: true, coverage: 1, base: 10_000 }));
});

test("among equals the heading that holds the query decides, then words", () => {
  const heading = score({ ...NOTHING, whole: true, literal: true, heading: true });
  const words = score({ ...NOTHING, whole: true, literal: true, coverage: 1, base: 50 });
  const fewer = score({ ...NOTHING, whole: true, literal: true, coverage: 0.5, base: 50 });
  assert.ok(heading > words && words > fewer);
});

test("who types a whole title gets that document before texts that mention it", () => {
  const titled = score({ ...NOTHING, front: true, equal: true, literal: true });
  assert.ok(titled > score({ ...NOTHING, whole: true, literal: true, coverage: 1, base: 100 }));
});

test("a title that only holds the query comes after texts that hold it", () => {
  const above = score({ ...NOTHING, front: true, literal: true, coverage: 1, base: 1000 });
  assert.ok(above < score({ ...NOTHING, whole: true, literal: true }));
});

test("among texts with the same words the one that is named after them comes first", () => {
  const words = { ...NOTHING, coverage: 0.5, together: 0.5, base: 10, section: 5 };
  assert.ok(score({ ...words, named: 0.5 }) > score(words));
  assert.equal(score({ ...NOTHING, named: 1 }), 0);
});

test("all parts of a query come before some of its words", () => {
  assert.ok(score({ ...NOTHING, parts: true }) > score({ ...NOTHING, coverage: 0.99, base: 1000 }));
});

test("BM25 and rarity are those of the vectors, which Python holds to Whoosh", () => {
  const near = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} ${b}`);
  for (const { count, length, points } of vectors("rank").bm25) near(bm25(count, length), points);
  for (const { chunks, frequency, rarity: known } of vectors("rank").rarity) near(rarity(chunks, frequency), known);
});

test("a word of few entries is worth more than one of many; one of none nothing", () => {
  assert.ok(rarity(1000, 3) > rarity(1000, 300));
  assert.ok(rarity(1000, 1000) > 0);
  assert.equal(rarity(1000, 0), 0);
});
