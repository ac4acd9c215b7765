import assert from "node:assert/strict";
import { test } from "node:test";
import { openIndex } from "../../templates/static/js/search.js";
import { encode, memoryFetch, openFiles, tinyIndex } from "./tinyindex.js";

test("many texts that only seem to hold the query are read in few turns", async () => {
  const seeming = Array.from({ length: 100 }, () => ({ text: "住房保 房保障 保障金" }));
  const entries = [...seeming, { text: "住房保障金" }];
  const files = tinyIndex(entries);
  const { first: _, documents, chunks } = files["text-all-0.json"];
  const starts = chunks.map((/** @type {unknown} */ _chunk, /** @type {number} */ i) => (i > 0 ? 1 : 0));
  files["manifest.json"].text = { depth: 0, group: 999, keys: encode(starts), digests: ["one"] };
  chunks.forEach((/** @type {unknown} */ chunk, /** @type {number} */ i) => {
    files[`text-one-${i}.json`] = { first: i, documents, chunks: [chunk] };
  });
  const answer = memoryFetch(files).fetch;
  let [waiting, turns] = [0, 0];
  const index = await openIndex("search-index/", {
    fetch: async (url) => {
      if (waiting === 0) turns += 1;
      waiting += 1;
      await new Promise((resolve) => setTimeout(resolve));
      waiting -= 1;
      return answer(url);
    },
  });
  const { hits } = await index.search("住房保障金");
  assert.equal(hits[0].document, "d100");
  assert.ok(turns <= 12, `${turns} turns`);
});

test("an article that counts on has the heading and the address that follow", async () => {
  const files = tinyIndex([{ text: "住房保障", title: "第九条", document: "d" }]);
  files["text-all-0.json"].chunks[0][1] = [["d/#di-jiu-tiao", "第九条", "总则"], [0, "住房保障"]];
  const { hits } = await (await openFiles(files)).search("住房保障");
  assert.deepEqual([hits[0].title, hits[0].url], ["第十条", "docs/d/#di-shi-tiao"]);
});

test("a section that counts on from nothing is damage", async () => {
  for (const rows of [[[0, "住房保障"]], [["d/#s", "总则", "一"], [0, "住房保障"]]]) {
    const files = tinyIndex([{ text: "住房保障", document: "d" }]);
    files["text-all-0.json"].chunks[0][1] = rows;
    const { problems } = await (await openFiles(files)).search("住房保障");
    assert.deepEqual(problems.map(({ code }) => code), ["damaged"]);
  }
});
