import assert from "node:assert/strict";
import { test } from "node:test";
import { openIndex } from "../../templates/static/js/search.js";
import { withoutParticles, withoutPhrases } from "../../templates/static/js/search/speech.js";
import { memoryFetch, tinyIndex } from "./tinyindex.js";

const DOGS = { title: "养犬", text: "养犬 应当 登记， 犬 不得 扰民。" };
const DIVORCE = { title: "登记", text: "办理 离婚登记 的 当事人。" };
const HOUSING = { title: "征收", text: "房屋 征收 补偿。" };
const MOVING = { title: "搬迁", text: "搬迁 期限 与 周转 用房。" };

/**
 * @param {import("./tinyindex.js").Tiny[]} entries
 * @param {Record<string, string>} also
 */
function open(entries, also) {
  const files = tinyIndex(entries);
  files["terms-all-0.json"].also = also;
  return openIndex("search-index/", { fetch: memoryFetch(files).fetch });
}

test("a question in everyday words finds what officials write", async () => {
  const index = await open([MOVING, DIVORCE, DOGS], { 离婚: "65 离婚登记", 狗: "40 犬 养犬" });
  const first = async (/** @type {string} */ query) => (await index.search(query)).hits[0]?.title;
  assert.equal(await first("离婚去哪里"), "登记");
  assert.equal(await first("离了婚怎么办"), "登记");
  assert.equal(await first("狗要不要证"), "养犬");
});

test("words that say the same do not outweigh a second thing that is asked for", async () => {
  const both = { title: "补偿", text: "房屋 搬迁 补偿。" };
  const names = { title: "名目", text: "征收 征用 收回 收购。" };
  const also = { 拆迁: "65 征收 征用 收回 收购 房屋" };
  const index = await open([names, both, MOVING], also);
  const { hits } = await index.search("拆迁 搬迁 补偿多少");
  assert.equal(hits[0].title, "补偿");
});

test("typed words come before other words that say the same", async () => {
  const index = await open([HOUSING, MOVING], { 搬迁: "40 征收" });
  const { hits } = await index.search("搬迁要多久");
  assert.deepEqual(hits.map(({ title }) => title), ["搬迁", "征收"]);
});

test("a word inside a longer word of the query says the same thing", async () => {
  const cards = { title: "卡", text: "银行卡 银行 办理。" };
  const audit = { title: "查", text: "审计 机关 依法 履行 职责 时 看 账户。" };
  const index = await open([cards, audit], {});
  const { hits } = await index.search("审计局看账户和银行卡");
  assert.equal(hits[0].title, "查");
});

test("words that say little do not decide", async () => {
  const vague = { title: "甲", text: "东西 一样 东西 大家。" };
  const ships = { title: "乙", text: "船舶 名称 不得 相同。" };
  const index = await open([vague, ships], {});
  const { hits } = await index.search("船舶的东西能不能和大家一样");
  assert.equal(hits[0].title, "乙");
});

test("phrases that only ask are left out, unless nothing else is there", () => {
  assert.deepEqual(withoutPhrases("在马路上挖沟要不要批准吗").split(" "), ["在马路上挖沟", "批准", ""]);
  assert.equal(withoutPhrases("怎么办"), "怎么办");
  assert.equal(withoutPhrases("网吧几点关门"), "网吧几点关门");
});

test("verbs stand beside their objects", () => {
  assert.equal(withoutParticles("离了婚打了个官司"), "离婚打官司");
  assert.equal(withoutParticles("了解个人所得税"), "了解个人所得税");
});
