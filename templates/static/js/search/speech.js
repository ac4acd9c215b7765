/** How people ask: what of a question only says that it is one, and how verbs bend. */

/** Words of questions, which say what is wanted of a thing, not which thing. */
const FILLERS = new Set(
  ("怎么 什么 多少 几 吗 呢 吧 啊 呀 能 不能 能不能 能否 可以 可不可以 要 不要 要不要 有 没有 有没有 谁 哪 " +
    "哪个 哪些 哪里 哪儿 如何 为什么 为何 是 是否 是不是 的 了 着 过 在 被 把 去 来 到 给 向 跟 和 与 对 让 " +
    "叫 用 会 会不会 应该 需要 必须 我 我们 你 他 她 自己 这 那 怎样 咋 咋办 怎么办 多久 多长 多大 时候 就 " +
    "都 也 还 又 不 没 算 算不算 想 请问 关于 办 做 得 地 之 其 或 及 等 一个 个 里 上 下 么 说 人 由 从 一 " +
    "一样 一家 一点 一些 一种 一次 一起 一直 一下 一定 东西 事 事情 人家 别人 大家 咱 咱们 你们 他们 它 自家 我家 " +
    "家里 里面 外面 上面 下面 这里 那里 这些 那些 这样 那样 这么 那么 现在 以前 以后 之前 之后 已经 马上 经常 有时 突然 " +
    "最 最大 最多 最少 最好 最后 最近 更 很 太 非常 特别 比较 好 真 真的 只 只有 只能 才 再 但 但是 因为 所以 如果 " +
    "只要 还有 其他 别的 或者 比如 左右 大概 差不多 至少 直接 随便 有权 不让 看到 看见 听说 知道 觉得 想要 希望 打算 " +
    "出来 进来 出去 进去 过来 过去 起来 回来 回去 变成 成了 遇到 碰到 出了 有人 没人 多大 多长 有点 起 " +
    "a an and are by can do does for from how i in is it many much my of on or should the to was we " +
    "what when where which who why with").split(" "),
);

/** Phrases of questions; no word is looked for in them or across them, which saves shards. */
const PHRASES = new RegExp(
  "怎么办理?|怎么样|怎么[弄搞整]?|怎样|咋[办整弄样]?|什么时候|什么样?|啥|多少|能不能|可不可以|要不要|" +
    "有没有|是不是|会不会|算不算|行不行|好不好|该不该|准不准|应不应该|需不需要|能否|可否|是否|可以吗?|" +
    "应该|应当|需要|必须|请问|想问|想要|我想|我要|我们|哪里|哪儿|哪个|哪些|[吗嘛呢](?!\\p{L})|吧$|如何|" +
    "为什么|为啥|关于|一下|这个|那个|到底|究竟|还是|如果|要是|的话|会怎样|行吗|对吗|好吗|说了算",
  "gu",
);

/** Particles between a verb and its object: 离了婚 is 离婚. */
const PARTICLES = /(?<=\p{Script=Han})(?:了(?!解)个?|完(?![全成善]))(?=\p{Script=Han})/gu;

/**
 * @param {string} word
 * @returns {boolean} whether every question may have it
 */
export function isFiller(word) {
  return FILLERS.has(word);
}

/**
 * @param {string} folded a question
 * @returns {string} the same with spaces for phrases that only ask; all of it if nothing would
 *   be left
 */
export function withoutPhrases(folded) {
  const rest = folded.replace(PHRASES, " ");
  return /[\p{L}\p{N}]/u.test(rest) ? rest : folded;
}

/**
 * @param {string} folded
 * @returns {string} verbs beside their objects
 */
export function withoutParticles(folded) {
  return folded.replace(PARTICLES, "");
}
