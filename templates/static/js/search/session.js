/**
 * One search from what was typed to hits: as it stands first, then by its operators, then by what
 * else it may mean.
 */

import { Asking } from "./asking.js";
import { Dictionary } from "./dictionary.js";
import { acceptor } from "./filters.js";
import { hitOf } from "./hit.js";
import { parseOperators } from "./operators.js";
import { parseQuery } from "./query.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./engine.js").Options & { limit: number }} Options */
/** @typedef {import("./engine.js").Problems} Problems */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./variants.js").Variants} Variants */
/** @typedef {(chunk: number) => boolean} Accept */
/** @typedef {Omit<Answer, "problems">} Found */

const IDEOGRAPH = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u;

/** The answer to a query that says only what is not looked for. */
const NOTHING = Object.freeze({ total: 0, hits: [], facets: null, suggestion: "" });

/** A reading this rare against the most frequent one is not what is meant. */
const LIKELY = 0.1;

/** Characters of a query in which a slip is looked for. */
const SHORT_QUERY = 8;

/**
 * @param {Engine} engine
 * @param {Problems} problems
 * @param {Variants} variants
 * @param {Options} options
 * @returns {Promise<Session>}
 * @throws {import("./errors.js").SearchError} the filters cannot be applied
 */
export async function openSession(engine, problems, variants, options) {
  const { lang, filters = {} } = options;
  const accept = await acceptor(engine.source, engine.manifest, lang, filters);
  const dictionary = new Dictionary(engine.source, engine.manifest, problems.add);
  return new Session(engine, dictionary, variants, accept, options);
}

export class Session {
  /**
   * @param {Engine} engine
   * @param {Dictionary} dictionary
   * @param {Variants} variants
   * @param {Accept} accept
   * @param {Options} options
   */
  constructor(engine, dictionary, variants, accept, options) {
    this.engine = engine;
    this.dictionary = dictionary;
    this.variants = variants;
    this.accept = accept;
    this.options = options;
    this.limit = options.limit;
  }

  /**
   * @param {Query} query
   * @param {string} typed
   * @returns {Promise<Found>}
   */
  async answer(query, typed) {
    const operators = parseOperators(query.literal);
    const asked = await this.#ask(query, { quick: operators !== null });
    if (operators && !asked.isLiteral) {
      return operators.plain === "" ? { ...NOTHING } : this.#operate(operators);
    }
    if (asked.held >= this.limit) return this.#show(asked);
    const other = await this.#otherwise(asked, query, typed);
    return other ?? this.#show(asked);
  }

  /**
   * @param {Query} query
   * @param {Partial<import("./reading.js").Question>} [more]
   * @returns {Promise<Asking>} which has answered
   */
  async #ask(query, more = {}) {
    const { dictionary, accept, limit, variants } = this;
    const asking = new Asking(this.engine, { query, dictionary, variants, accept, limit, ...more });
    await asking.answer();
    return asking;
  }

  /**
   * @param {import("./operators.js").Operators} operators
   * @returns {Promise<Found>}
   */
  async #operate(operators) {
    const { restrict } = await import("./restrict.js");
    const restricted = await restrict(this, operators);
    return this.#show(await this.#ask(parseQuery(operators.plain, this.variants), restricted));
  }

  /**
   * @param {Asking} asked
   * @param {Query} query
   * @param {string} typed
   * @returns {Promise<Found | null>} hits for what may have been meant; null: nothing better
   */
  async #otherwise(asked, query, typed) {
    const isChinese = IDEOGRAPH.test(query.folded);
    if (isChinese && (asked.held > 0 || query.squeezed.length > SHORT_QUERY)) return null;
    if (isChinese && asked.known * 2 > query.squeezed.length) return null;
    try {
      return await (isChinese ? this.#heard(query) : this.#latin(asked, query, typed));
    } catch (error) {
      this.dictionary.failed(error);
      return null;
    }
  }

  /**
   * @param {Query} query
   * @returns {Promise<Found | null>}
   */
  async #heard(query) {
    const { soundsLike } = await import("./forms.js");
    const { source, manifest } = this.engine;
    const right = await soundsLike(source, manifest, query.literal, this.dictionary);
    return right === "" ? null : this.#instead(right, [right]);
  }

  /**
   * @param {Asking} asked
   * @param {Query} query
   * @param {string} typed
   * @returns {Promise<Found | null>}
   */
  async #latin(asked, query, typed) {
    const { fromPinyin, pinyinLetters, respelled } = await import("./forms.js");
    const { source, manifest } = this.engine;
    const letters = pinyinLetters(typed);
    const chinese = letters === "" ? [] : await fromPinyin(source, manifest, letters);
    const meant = chinese.length > 0 ? await this.#instead(chinese[0], chinese) : null;
    if (asked.held > 0) return meant && this.#after(asked, meant);
    if (meant) return meant;
    const right = respelled(query.literal, this.dictionary);
    return right === "" ? null : this.#instead(right, [right]);
  }

  /**
   * @param {string} suggestion
   * @param {string[]} texts what may have been meant, the most likely first
   * @returns {Promise<Found | null>} null where they stand nowhere either
   */
  async #instead(suggestion, texts) {
    const asked = await this.#ask(parseQuery(suggestion, this.variants));
    if (asked.ranked.length === 0) return null;
    const shown = await this.#show(asked, suggestion);
    await this.dictionary.load(texts);
    const frequency = (/** @type {string} */ text) => this.dictionary.word(text)?.frequency ?? 0;
    const likely = texts.filter((text) => frequency(text) >= LIKELY * frequency(texts[0]));
    if (likely.length < 2) return shown;
    const together = await this.#ask(parseQuery(likely.join(" "), this.variants), { quick: true });
    const all = together.ranked.filter(({ features }) => features.near || features.whole);
    return { ...shown, hits: this.#merged(this.#hits(together, all), shown.hits) };
  }

  /**
   * @param {Asking} asked
   * @param {Found} meant
   * @returns {Promise<Found>} hits that hold what was typed, then those for what may be meant
   */
  async #after(asked, meant) {
    const shown = await this.#show(asked);
    const held = shown.hits.slice(0, asked.held);
    const hits = this.#merged(held, [...meant.hits, ...shown.hits]);
    return { ...shown, total: shown.total + meant.total, hits };
  }

  /**
   * @param {Asking} asked
   * @param {string} [suggestion]
   * @returns {Promise<Found>}
   */
  async #show(asked, suggestion = "") {
    const { sort = "relevance", facets = false } = this.options;
    const { source, manifest } = this.engine;
    const ranked = sort === "date" ? await this.#newest(asked) : asked.ranked;
    const found = {
      total: asked.total,
      hits: this.#hits(asked, ranked),
      facets: null,
      suggestion,
    };
    if (!facets) return found;
    const [{ facetsOf }, { documents }] = await Promise.all([
      import("./facets.js"),
      import("./filters.js"),
    ]);
    const rows = await documents(source, manifest);
    return { ...found, facets: facetsOf(rows, await asked.matching()) };
  }

  /**
   * @param {Asking} asked
   * @param {import("./reading.js").Ranked[]} ranked
   * @returns {import("./hit.js").Hit[]}
   */
  #hits({ question, words }, ranked) {
    return ranked.map(({ section, score }) => hitOf(section, score, question.query, words));
  }

  /**
   * @param {Asking} asked
   * @returns {Promise<import("./reading.js").Ranked[]>}
   */
  async #newest(asked) {
    const { datesOf } = await import("./facets.js");
    const dateOf = await datesOf(this.engine.source, this.engine.manifest);
    return asked.newest(dateOf);
  }

  /**
   * @param {import("./hit.js").Hit[]} first
   * @param {import("./hit.js").Hit[]} others
   * @returns {import("./hit.js").Hit[]} each section once
   */
  #merged(first, others) {
    const known = new Set();
    const isNew = (/** @type {string} */ url) => !known.has(url) && known.add(url);
    const hits = [...first, ...others].filter(({ url }) => isNew(url));
    return hits.slice(0, this.limit);
  }
}
