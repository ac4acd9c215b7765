/** What pages do with what was searched for: no DOM, so node can run it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, occurrences, termsOf, weight } from "../../templates/static/js/page/occurrences.js";
import { address, parts } from "../../templates/static/js/search-page/hit.js";
import { Latest } from "../../templates/static/js/search-page/latest.js";
import { readState, writeState } from "../../templates/static/js/search-page/state.js";

/**
 * @param {string} text
 * @param {string} query
 */
function found(text, query) {
  return occurrences(text, termsOf(query)).map(([start, end]) => text.slice(start, end));
}

/** @returns {import("../../templates/static/js/search.js").Hit} */
function hit(changes = {}) {
  return {
    url: "docs/a/#p-1",
    title: "t",
    document: "a",
    documentTitle: "A",
    lang: "zh",
    date: "",
    score: 1,
    snippet: "",
    ranges: [],
    ...changes,
  };
}

test("folding keeps every place", () => {
  const text = "ＡＢｃ　İÄ中𠮷Ⅷ";
  assert.equal(fold(text).length, text.length);
  assert.equal(fold("ＡＢ　１"), "ab 1");
});

test("a query is marked whole where it stands whole", () => {
  assert.deepEqual(found("推进保障性住房和住房租赁", "保障性住房"), ["保障性住房"]);
});

test("else its words are", () => {
  assert.deepEqual(found("住房由政府保障", "保障 住房"), ["住房", "保障"]);
});

test("width and case do not matter", () => {
  assert.deepEqual(found("ＧＤＰ增长5%", "gdp"), ["ＧＤＰ"]);
});

test("Latin words match from their beginning", () => {
  assert.deepEqual(found("a party of art and arts", "art"), ["art", "art"]);
});

test("operators of the query are no words", () => {
  assert.deepEqual(termsOf('title:住房 -租赁 "保障"'), ["title:住房 -租赁 保障", "住房", "保障"]);
});

test("an endless query is cut", () => {
  const terms = termsOf("字".repeat(10_000));
  assert.ok(terms.every((term) => term.length <= 300));
});

test("regular expression signs are only signs", () => {
  assert.deepEqual(found("a(b)[c]*.+", "(b)[c]*.+"), ["(b)[c]*.+"]);
});

test("a block with more of the distinct words weighs more", () => {
  const terms = termsOf("保障 住房");
  const weigh = (/** @type {string} */ text) => weight(text, occurrences(text, terms));
  assert.ok(weigh("保障住房") > weigh("住房住房住房"));
});

test("a snippet in parts is the snippet again, whatever the ranges", () => {
  /** @type {[number, number][]} */
  const ranges = [
    [4, 6],
    [0, 2],
    [1, 3],
    [5, 5],
    [9, 20],
  ];
  const cut = parts("0123456789", ranges);
  assert.equal(cut.map((part) => part.text).join(""), "0123456789");
  assert.deepEqual(
    cut.filter((part) => part.isMatch).map((part) => part.text),
    ["01", "2", "45", "9"],
  );
});

test("a hit carries what matched in the document's own spelling", () => {
  const root = new URL("https://example.org/repo/");
  const found = hit({
    snippet: "推进保障性住房建设",
    ranges: [
      [2, 5],
      [5, 7],
    ],
  });
  assert.equal(
    decodeURIComponent(address(root, found, "bzxzf")),
    "https://example.org/repo/docs/a/?h=保障性住房#p-1",
  );
});

test("a hit without ranges carries the query", () => {
  const root = new URL("https://example.org/");
  assert.equal(address(root, hit(), "a b"), "https://example.org/docs/a/?h=a+b#p-1");
});

test("the state of a search is its address", () => {
  const none = { q: "", lang: "", year: "", document: "", publisher: "", topic: "", sort: "" };
  const state = { ...none, q: "a&b=中 #", lang: "en", year: "2025", document: "x", sort: "date" };
  const url = new URL(writeState(state), "https://example.org/search/");
  assert.deepEqual(readState(url), state);
  assert.equal(writeState(none), "?");
});

test("only the newest question may show its answer", async () => {
  const latest = new Latest();
  /** @type {string[]} */
  const shown = [];
  /** @type {(() => void)[]} */
  const finish = [];
  const ask = (/** @type {string} */ name) =>
    latest.run(async (isLatest) => {
      await new Promise((resolve) => finish.push(() => resolve(undefined)));
      if (isLatest()) shown.push(name);
    });
  const questions = [ask("old"), ask("new")];
  finish[1]();
  finish[0]();
  await Promise.all(questions);
  assert.deepEqual(shown, ["new"]);
});
