import assert from "node:assert/strict";
import { test } from "node:test";
import { isOneSlip, pinyinLetters } from "../../templates/static/js/search/forms.js";
import { parseOperators } from "../../templates/static/js/search/operators.js";
import { openIndex } from "../../templates/static/js/search.js";
import { memoryFetch, tinyIndex } from "./tinyindex.js";

/** @typedef {import("./tinyindex.js").Tiny} Tiny */

const HOMES = { title: "住房", text: "郑州 的 保障性住房 租赁 办法", date: "2024-05-01", topics: ["住房"] };
const WORK = { title: "工作", text: "劳动 合同 与 工资 发展 经济", date: "2025-02-01", topics: ["就业", "住房"] };
const ENGLISH = { title: "Homes", text: "Homes translated and housing handed over", lang: "en", document: "d0" };

/**
 * @param {Tiny[]} entries
 * @param {(files: Record<string, any>) => void} [change]
 */
async function open(entries, change = () => {}) {
  const files = tinyIndex(entries);
  change(files);
  const { fetch, asked } = memoryFetch(files);
  return { index: await openIndex("search-index/", { fetch }), asked };
}

/** @param {import("../../templates/static/js/search.js").Answer} answer */
function documents(answer) {
  return answer.hits.map(({ document }) => document);
}

test("operators are read, and only where they stand alone", () => {
  assert.deepEqual(parseOperators('"保障 住房" -租赁 title:规划 经济'), {
    plain: "保障 住房 规划 经济", required: ["保障住房"], excluded: ["租赁"], titled: ["规划"],
  });
  assert.deepEqual(parseOperators("“白名单”")?.required, ["白名单"]);
  assert.deepEqual(parseOperators('经济 -"经济 下行"')?.excluded, ["经济下行"]);
  for (const plain of ["gdp-7.4%", "-7.4%", "a - b", '"', "title:", "经济", '""']) {
    assert.equal(parseOperators(plain), null, plain);
  }
});

test("a quoted phrase must stand in one piece", async () => {
  const { index } = await open([{ text: "保障 人民 住房" }, { text: "保障住房" }, { text: "住房 保障" }]);
  assert.deepEqual(documents(await index.search('"保障住房"')), ["d1"]);
});

test("a word with a minus must not stand there", async () => {
  const { index } = await open([{ text: "经济 发展" }, { text: "经济 合同" }]);
  assert.deepEqual(documents(await index.search("经济 -合同")), ["d0"]);
});

test("a query that only excludes finds nothing, unless a text has it so", async () => {
  const { index } = await open([{ text: "经济 合同" }, { text: "降到 -合同 以下" }]);
  assert.equal(documents(await index.search("-合同"))[0], "d1");
  assert.deepEqual(documents(await index.search("-经济")), []);
  assert.deepEqual(documents(await index.search("-经济", { facets: true })), []);
});

test("a minus that the text has is text", async () => {
  const { index } = await open([{ text: "经济 -合同 见下" }, { text: "经济" }]);
  assert.equal(documents(await index.search("经济 -合同"))[0], "d0");
});

test("title: looks at headings and at titles of documents", async () => {
  const { index } = await open([HOMES, WORK]);
  assert.deepEqual(documents(await index.search("title:住房")), ["d0"]);
  assert.deepEqual(documents(await index.search('title:"Document 1" 经济')), ["d1"]);
});

test("traditional characters find simplified ones, and read the table only then", async () => {
  const { index, asked } = await open([HOMES]);
  assert.equal((await index.search("郑州")).hits.length, 1);
  assert.ok(!asked.includes("variants-all.json"));
  const { hits, suggestion } = await index.search("鄭州");
  assert.deepEqual([hits[0].document, suggestion], ["d0", ""]);
  assert.deepEqual(hits[0].ranges.map(([a, b]) => hits[0].snippet.slice(a, b)), ["郑州"]);
  assert.ok(asked.includes("variants-all.json"));
});

test("texts in traditional characters are found by simplified ones", async () => {
  const entries = [{ text: "鄭州 發展" }];
  const { index } = await open(entries, (files) => {
    Object.assign(files, tinyIndex([{ text: "郑州 发展" }]));
    files["text-all-0.json"] = tinyIndex(entries)["text-all-0.json"];
    files["manifest.json"].variants = ["鄭郑發发", "all"];
  });
  const [hit] = (await index.search("郑州")).hits;
  assert.deepEqual(hit.ranges.map(([a, b]) => hit.snippet.slice(a, b)), ["鄭州"]);
});

for (const [typed, letters] of [
  ["zhengzhou", "zhengzhou"], ["Zheng Zhou", "zhengzhou"], ["zhèng zhōu", "zhengzhou"],
  ["zheng4zhou1", "zhengzhou"], ["xi'an", "xian"], ["lǜ", "lv"], ["lü", "lv"], ["z", ""],
  ["保障", ""], ["5G", ""], ["covid-19", ""], ["ｚｚ", "zz"],
]) {
  test(`pinyin letters of ${typed}`, () => assert.equal(pinyinLetters(typed), letters));
}

test("pinyin finds words in full, by initials, in parts and half typed", async () => {
  const { index } = await open([HOMES, WORK]);
  for (const [typed, meant] of [
    ["jingji", "经济"], ["jing ji", "经济"], ["jīng jì", "经济"], ["jj", "经济"], ["fazhanjingji", "发展经济"],
    ["zhengz", "郑州"],
  ]) {
    const { hits, suggestion } = await index.search(typed);
    assert.equal(suggestion, meant, typed);
    assert.ok(hits.length > 0, typed);
  }
});

test("letters that stand in a text are not pinyin", async () => {
  const { index } = await open([{ text: "jingji is a word" }, WORK]);
  const { hits, suggestion } = await index.search("jingji");
  assert.deepEqual([hits[0].document, suggestion], ["d0", ""]);
  assert.equal(hits[1].document, "d1");
});

test("a character that sounds alike is understood", async () => {
  const { index } = await open([HOMES]);
  const { hits, suggestion } = await index.search("郑洲");
  assert.deepEqual([hits[0].document, suggestion], ["d0", "郑州"]);
});

test("a slip in a word of an alphabet is understood", async () => {
  const { index } = await open([ENGLISH]);
  const { hits, suggestion } = await index.search("housnig");
  assert.deepEqual([hits[0].lang, suggestion], ["en", "housing"]);
});

for (const [a, b, is] of /** @type {[string, string, boolean][]} */ ([
  ["housing", "housing", false], ["housin", "housing", true], ["housnig", "housing", true],
  ["hxusing", "housing", true], ["housings", "housing", true], ["huosnig", "housing", false],
])) {
  test(`one slip: ${a}, ${b}`, () => assert.equal(isOneSlip(a, b), is));
}

test("other words that say the same find, marked and after those that were typed", async () => {
  const { index } = await open([WORK, { text: "老板 的 事" }, HOMES], (files) => {
    const also = files["terms-all-0.json"].also;
    also["薪水"] = "40 工资";
    also.translating = "90 translated";
  });
  const [hit] = (await index.search("薪水怎么算")).hits;
  assert.equal(hit.document, "d0");
  assert.deepEqual(hit.ranges.map(([a, b]) => hit.snippet.slice(a, b)), ["工资"]);
});

test("an English term of several words reaches Chinese texts", async () => {
  const { index } = await open([HOMES, ENGLISH], (files) => {
    files["terms-all-0.json"].also["affordable homes"] = "80 保障性住房";
  });
  assert.deepEqual(documents(await index.search("Affordable homes")).includes("d0"), true);
});

test("where no word is known, texts that share pairs of characters are found", async () => {
  const { index } = await open([WORK, { text: "保障性住房条例" }]);
  const [hit] = (await index.search("个性住宅房条款")).hits;
  assert.equal(hit.document, "d1");
});

test("facets count what matches, not only what is shown", async () => {
  const { index, asked } = await open([HOMES, WORK, { ...WORK, text: "合同" }, ENGLISH]);
  assert.equal((await index.search("合同")).facets, null);
  assert.ok(!asked.includes("documents-all.json"));
  const { facets } = await index.search("合同", { limit: 1, facets: true });
  assert.deepEqual(facets?.year, [{ value: "2025", label: "2025", count: 2 }]);
  assert.deepEqual(facets?.topic.map(({ value, count }) => [value, count]), [["住房", 2], ["就业", 2]]);
  assert.deepEqual(facets?.document.map(({ value, label }) => [value, label]), [
    ["d1", "Document 1"], ["d2", "Document 2"],
  ]);
});

test("filter by topic", async () => {
  const { index } = await open([HOMES, { ...WORK, text: "郑州" }]);
  assert.deepEqual(documents(await index.search("郑州", { filters: { topic: "就业" } })), ["d1"]);
});

test("the newest first", async () => {
  const { index } = await open([HOMES, { ...WORK, text: "郑州" }, { text: "郑州" }]);
  const { hits } = await index.search("郑州", { sort: "date" });
  assert.deepEqual(hits.map(({ date }) => date), ["2025-02-01", "2024-05-01", ""]);
});

test("suggestions are titles and words that begin so", async () => {
  const { index } = await open([HOMES, WORK, ENGLISH]);
  assert.deepEqual(await index.suggest("hous"), [{ text: "housing", kind: "term" }]);
  assert.deepEqual((await index.suggest("Docu")).map(({ text, kind }) => [text, kind]), [
    ["Document 0", "title"], ["Document 1", "title"],
  ]);
  assert.deepEqual(await index.suggest("，"), []);
});

test("a table of pinyin that cannot be read is told, and the rest works", async () => {
  const { index } = await open([HOMES], (files) => {
    delete files["pinyin-all-0.json"];
  });
  const { hits, problems } = await index.search("zhengzhou");
  assert.deepEqual([hits, problems.map(({ code }) => code)], [[], ["missing"]]);
});
