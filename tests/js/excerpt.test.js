import assert from "node:assert/strict";
import { test } from "node:test";
import { openIndex } from "../../templates/static/js/search.js";
import { memoryFetch, tinyIndex } from "./tinyindex.js";

/** @typedef {import("./tinyindex.js").Tiny} Tiny */

/** @param {Tiny[]} entries */
async function open(entries) {
  const { fetch } = memoryFetch(tinyIndex(entries));
  return { index: await openIndex("https://example.org/digest/search-index", { fetch }) };
}

test("a snippet never cuts a number", async () => {
  const [before, number] = ["前".repeat(7), "1234.5"];
  for (let shift = 0; shift < 12; shift += 1) {
    const text = `${"文".repeat(100)}。${"中".repeat(30 + shift)}${number}万${before}目标${"后".repeat(70 + shift)}${number}%${"末".repeat(90)}`;
    const { index } = await open([{ text }]);
    const [hit] = (await index.search("目标")).hits;
    assert.match(hit.snippet, /目标/u);
    for (const [found] of hit.snippet.matchAll(/[\d.,]+/gu)) assert.equal(found, number);
  }
});

test("a snippet is cut around the match and shows it", async () => {
  const far = `${"前文。".repeat(60)}目标在此，${"后文。".repeat(60)}`;
  const { index } = await open([{ text: far }, { text: "无关" }]);
  const [hit] = (await index.search("标在此，后")).hits;
  assert.ok(hit.snippet.length < 200 && hit.snippet.startsWith("…") && hit.snippet.endsWith("…"));
  assert.deepEqual(hit.ranges.map(([a, b]) => hit.snippet.slice(a, b)), ["标在此，后"]);
});

test("ranges count UTF-16 units and characters stay whole", async () => {
  const { index } = await open([{ text: `${"𠮷".repeat(200)}野家在此` }]);
  const [hit] = (await index.search("𠮷野家")).hits;
  assert.deepEqual(hit.ranges.map(([a, b]) => hit.snippet.slice(a, b)), ["𠮷野家"]);
  assert.ok([...hit.snippet].every((character) => !/^[\ud800-\udfff]$/.test(character)));
});
