import assert from "node:assert/strict";
import { test } from "node:test";
import { openIndex } from "../../templates/static/js/search.js";
import { memoryFetch, openFiles, posting, tinyIndex } from "./tinyindex.js";

/** @typedef {import("./tinyindex.js").Tiny} Tiny */

const HOMES = { title: "保交房 成效", text: "全市 保交房 进展 顺利，交付 1.2万 套。", date: "2025-01-08" };
const PLAN = { title: "目标", text: "推进 经济 发展，加快 保障性住房 建设。", date: "2024-03-14" };
const ENGLISH = { title: "Results", text: "Homes were handed over as planned.", lang: "en", document: "d0" };

/** @param {Tiny[]} entries */
async function open(entries) {
  const { fetch, asked } = memoryFetch(tinyIndex(entries));
  return { index: await openIndex("https://example.org/digest/search-index", { fetch }), asked };
}

test("a hit says where it stands and shows what matched", async () => {
  const { index } = await open([HOMES, PLAN]);
  const { total, hits, problems } = await index.search("性住房");
  assert.deepEqual(problems, []);
  assert.equal(total, 1);
  const [hit] = hits;
  assert.equal(hit.url, "docs/d1/#s1");
  assert.equal(hit.document, "d1");
  assert.equal(hit.title, "目标");
  assert.equal(hit.documentTitle, "Document 1");
  assert.equal(hit.lang, "zh");
  assert.equal(hit.date, "2024-03-14");
  assert.deepEqual(hit.ranges.map(([start, end]) => hit.snippet.slice(start, end)), ["性住房"]);
});

test("a heading that holds the query leads to the section itself", async () => {
  const { index } = await open([PLAN, { title: "成效显著", text: "全文。" }]);
  const { hits } = await index.search("效显");
  assert.equal(hits[0].url, "docs/d1/#s1");
  assert.equal(hits[0].snippet, "全文。");
});

test("the query is found across word boundaries, spaces, width and case", async () => {
  const { index } = await open([{ text: "增长 ＧＤＰ 总量" }, PLAN]);
  for (const query of ["长gdp总", "增长GDP", "ＧＤＰ总量", "dp总", "g d p"]) {
    const { hits } = await index.search(query);
    assert.equal(hits[0]?.document, "d0", query);
  }
});

test("two letters find a longer word, one character finds its texts", async () => {
  const { index } = await open([HOMES, ENGLISH]);
  assert.equal((await index.search("an")).hits[0].lang, "en");
  assert.equal((await index.search("套")).hits[0].document, "d0");
  assert.equal((await index.search("付")).hits[0].document, "d0");
});

test("limit and language", async () => {
  const { index } = await open([HOMES, { ...PLAN, text: "保交房" }, { ...ENGLISH, text: "保交房 homes" }]);
  assert.equal((await index.search("保交房", { limit: 1 })).hits.length, 1);
  const english = await index.search("保交房", { lang: "en" });
  assert.deepEqual(english.hits.map(({ lang }) => lang), ["en"]);
  assert.equal(english.total, 1);
  assert.equal((await index.search("保交房", { limit: 0 })).hits.length, 0);
});

test("filters by document, publisher and year", async () => {
  const { index } = await open([HOMES, { ...PLAN, text: "保交房" }]);
  /** @param {object} filters */
  const found = async (filters) =>
    (await index.search("保交房", { filters })).hits.map(({ document }) => document);
  assert.deepEqual((await found({})).sort(), ["d0", "d1"]);
  assert.deepEqual(await found({ document: "d1" }), ["d1"]);
  assert.deepEqual(await found({ publisher: ["publisher of d0"] }), ["d0"]);
  assert.deepEqual(await found({ year: 2024 }), ["d1"]);
  assert.deepEqual(await found({ year: "2024", document: "d0" }), []);
});

test("the list of documents is read for filters only", async () => {
  const { index, asked } = await open([HOMES, PLAN]);
  await index.search("保交房", { lang: "zh" });
  assert.ok(!asked.includes("documents-all.json"));
  await index.search("保交房", { filters: { year: "2025" } });
  assert.ok(asked.includes("documents-all.json"));
});

test("files are read once", async () => {
  const { index, asked } = await open([HOMES, PLAN]);
  await Promise.all([index.search("保交房"), index.search("经济")]);
  await index.search("发展");
  assert.equal(asked.length, new Set(asked).size);
});

test("several words that stand apart are found together before one of them alone", async () => {
  const { index } = await open([
    { text: "甲 经济 乙 顺利" }, { text: "经济 经济 经济" }, { text: "顺利" },
  ]);
  const { hits } = await index.search("经济 顺利");
  assert.equal(hits[0].document, "d0");
  const marked = hits[0].ranges.map(([start, end]) => hits[0].snippet.slice(start, end));
  assert.deepEqual(marked, ["经济", "顺利"]);
});

test("words set apart are found apart too where a text has them as one piece", async () => {
  const { index } = await open([
    { text: "经济 甲 顺利" }, { text: "经济 顺利", date: "2020-01-01" }, { text: "顺利 乙 丙 丁 经济", date: "2024-01-01" },
    { text: "经济" }, { text: "无关" },
  ]);
  const found = await index.search("经济 顺利", { facets: true });
  const documents = found.hits.map(({ document }) => document);
  assert.equal(documents[0], "d1", "the one piece comes first");
  assert.deepEqual(documents.slice(1, 3).sort(), ["d0", "d2"]);
  assert.ok(found.total >= 3);
  assert.ok((found.facets?.document ?? []).length >= 3);
  const newest = (await index.search("经济 顺利", { sort: "date" })).hits.map(({ document }) => document);
  assert.deepEqual(newest.slice(0, 2), ["d2", "d1"]);
  assert.ok(newest.includes("d0"));
  const pinned = (await index.search('"经济 顺利"')).hits.map(({ document }) => document);
  assert.deepEqual(pinned, ["d1"]);
});

test("a decimal point is part of a number", async () => {
  const { index } = await open([{ text: "电话 0391-8866123" }, { text: "增长 6.1 %" }, { text: "共 18.642 亿" }]);
  /** @param {string} query */
  const found = async (query) => (await index.search(query)).hits.map(({ document }) => document);
  assert.deepEqual(await found("6.1%"), ["d1"]);
  assert.deepEqual(await found("增长６．１"), ["d1"]);
  assert.deepEqual(await found("8.642"), ["d2"]);
  assert.deepEqual(await found("88661"), ["d0"]);
});

test("queries without letters or digits find nothing and break nothing", async () => {
  const { index } = await open([HOMES]);
  for (const query of ["", "   ", "，。！", "😀", "\u202e", "\\", "<>", "\ud800"]) {
    const nothing = { total: 0, hits: [], facets: null, suggestion: "", problems: [] };
    assert.deepEqual(await index.search(query), nothing);
  }
});

test("hostile queries get an answer", async () => {
  const { index } = await open([HOMES, PLAN]);
  const hostile = [
    "保交房".repeat(4000), "<script>alert(1)</script>", ".*+?^${}()|[]\\", "constructor __proto__",
    "a".repeat(10_000), "\u202e保交房", "toString", "房\u0000",
  ];
  for (const query of hostile) {
    const { hits, problems } = await index.search(query);
    assert.ok(Array.isArray(hits));
    assert.deepEqual(problems, []);
  }
});

test("markup in a text stays text", async () => {
  const { index } = await open([{ text: "<b>保交房</b> & <script>" }]);
  assert.equal((await index.search("保交房")).hits[0].snippet, "<b>保交房</b> & <script>");
});

for (const [title, manifest, code, words] of /** @type {[string, any, string, RegExp][]} */ ([
  ["another format", { format: 99 }, "format", /format 99/],
  ["no format", {}, "format", /format null/],
  ["JSON that is no object", null, "format", /format null/],
  ["format 4 without languages", { format: 4 }, "damaged", /manifest\.json/],
  ["format 4 without tables", { format: 4, languages: [] }, "damaged", /table/],
  ["a page", new Response("<!doctype html><title>Home</title>"), "not-json", /page/],
  ["half a file", new Response('{"format":2,'), "damaged", /manifest\.json/],
  ["an error of the host", new Response("", { status: 503 }), "unreachable", /503/],
  ["no network", new TypeError("failed"), "unreachable", /cannot be reached/],
])) {
  test(`a manifest that is ${title} is refused with a reason`, async () => {
    await assert.rejects(openFiles({ "manifest.json": manifest }), (error) => {
      assert.ok(error instanceof Error && "code" in error);
      assert.equal(error.code, code);
      assert.match(error.message, words);
      return true;
    });
  });
}

test("no manifest at all is missing", async () => {
  await assert.rejects(openFiles({}), { code: "missing" });
});

test("a missing shard is told, and the other words still find", async () => {
  const files = tinyIndex([HOMES, PLAN]);
  files["manifest.json"].terms = { depth: 0, group: 1, keys: ["", "经"], digests: ["gone", "all"] };
  const { hits, problems } = await (await openFiles(files)).search("保交房 经济 发展");
  assert.equal(hits[0].document, "d1");
  assert.deepEqual(problems.map(({ code }) => code), ["missing"]);
  assert.match(problems[0].message, /terms-gone-0\.json/);
});

test("a damaged shard is told, and the others still find", async () => {
  const damage = ["!!", "/", "A", 7, null];
  for (const broken of [...damage.map((chunks) => ({ words: "经济", counts: "B", chunks })), 7, null]) {
    const files = tinyIndex([HOMES, PLAN]);
    files["manifest.json"].terms = { depth: 0, group: 1, keys: ["", "经", "经济 "], digests: ["all", "bad", "all"] };
    files["terms-bad-0.json"] = broken === null ? null : { ...Object(broken), impacts: "//" };
    const { hits, problems } = await (await openFiles(files)).search("经济 发展");
    assert.equal(hits[0].document, "d1");
    assert.deepEqual(problems.map(({ code }) => code), ["damaged"]);
  }
});

test("a missing overflow block is told, and what is inline still finds", async () => {
  const files = tinyIndex([HOMES, PLAN]);
  files["terms-all-0.json"].more = {
    words: { 经济: [5, 9, "gone"] },
    grams: { 经济: [5, 7, "gone"] },
  };
  const { hits, problems } = await (await openFiles(files)).search("经济");
  assert.equal(hits[0].document, "d1");
  assert.deepEqual(problems.map(({ code }) => code), ["missing"]);
});

test("the rest of a long list is read where the hits need it", async () => {
  const files = tinyIndex([HOMES, PLAN, { text: "经济 结构" }]);
  const shard = files["terms-all-0.json"];
  // The third text stands in an overflow block of both lists.
  const at = shard.words.split(" ").indexOf("经济");
  assert.ok(at >= 0);
  shard.more = { words: { 经济: [3, 10, "rest"] }, grams: { 经济: [3, 2, "rest"] } };
  files["more-rest.json"] = { words: { 经济: posting([2], [10]) }, grams: { 经济: posting([2]) } };
  const { hits, problems } = await (await openFiles(files)).search("经济");
  assert.deepEqual(problems, []);
  assert.deepEqual(hits.map(({ document }) => document).sort(), ["d1", "d2"]);
});

test("a damaged text pack is told and gives no hit", async () => {
  for (const pack of [{}, { first: 0, documents: [], chunks: [] }, [], 7, null]) {
    const files = { ...tinyIndex([HOMES]), "text-all-0.json": pack };
    const { hits, problems } = await (await openFiles(files)).search("保交房");
    assert.deepEqual(hits, []);
    assert.equal(problems[0]?.code, "damaged");
  }
});

test("a shard that failed is asked for again by the next query", async () => {
  const files = tinyIndex([HOMES]);
  const shard = files["terms-all-0.json"];
  files["terms-all-0.json"] = new TypeError("offline");
  const index = await openFiles(files);
  assert.equal((await index.search("保交房")).problems[0].code, "unreachable");
  files["terms-all-0.json"] = shard;
  assert.equal((await index.search("保交房")).hits.length, 1);
});

test("a site that was published anew is read anew", async () => {
  const files = tinyIndex([HOMES]);
  const index = await openFiles(files);
  const renewed = tinyIndex([PLAN, HOMES]);
  files["terms-new-0.json"] = renewed["terms-all-0.json"];
  files["text-new-0.json"] = renewed["text-all-0.json"];
  delete files["terms-all-0.json"];
  const manifest = renewed["manifest.json"];
  manifest.terms.digests = ["new"];
  manifest.text.digests = ["new"];
  files["manifest.json"] = manifest;
  const { hits, problems } = await index.search("保交房");
  assert.deepEqual(problems, []);
  assert.equal(hits[0].document, "d1");
});

test("the pieces of a long query in another order are not the query", async () => {
  const pieces = ["全市推进", "经济发展", "加快建设", "人民生活"];
  const shuffled = Array.from({ length: 30 }, (_, i) => ({
    text: [...pieces.slice(1 + (i % 3)), ...pieces.slice(0, 1 + (i % 3))].join(""),
  }));
  const { index } = await open([...shuffled, { text: `此外，${pieces.join("")}。` }]);
  const { hits, total } = await index.search(pieces.join(""));
  assert.equal(hits[0].document, "d30");
  assert.ok(hits.length <= 4 && total <= 4);
});

test("a long query that no text holds finds texts with its words", async () => {
  const { index } = await open([HOMES, { text: "推进 经济 发展" }]);
  const { hits } = await index.search("保交房怎么推进才能顺利");
  assert.equal(hits[0].document, "d0");
  assert.ok(hits[0].ranges.length > 0);
});

test("filters that cannot be applied are an error, not an unfiltered answer", async () => {
  const files = tinyIndex([HOMES]);
  delete files["documents-all.json"];
  const index = await openFiles(files);
  await assert.rejects(index.search("保交房", { filters: { year: "2025" } }), { code: "missing" });
});
