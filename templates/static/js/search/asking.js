/** One query on its way: reads texts until enough of them are known to answer it. */

import { candidates, gramsToLoad, isLong, refine } from "./contain.js";
import { gramsOf, SHORT } from "./fold.js";
import { readable } from "./query.js";
import { isHeld, isMatch, Reading } from "./reading.js";
import { readStarts } from "./wholes.js";
import { findWords, gramWords, wordsInReach } from "./words.js";

/** @typedef {import("./reading.js").Ranked} Ranked */
/** @typedef {import("./rank.js").Features} Features */

/**
 * Hits that are added to those that hold the query, at most, and how much of the query's words
 * their chunks must have: who finds what they remember needs no further guesses. A query without
 * ideographs may mean other forms of its words, and Chinese texts.
 */
const FURTHER = 3;
const RELATED = 0.6;
const RELATED_ABROAD = 0.3;

const IDEOGRAPH = /[\u3400-\u9fff\u{20000}-\u{3ffff}]/u;

/** Chunks that are read at a time, so that the best of a frequent query are among those shown. */
const AT_ONCE = 4;

/** Chunks that are read at a time where few hold the query. */
const MOST_AT_ONCE = 32;

/**
 * Chunks that are read for a question whose words stand apart, at first and at most; and what one
 * must be worth against the best to be read at first.
 */
const WIDE = 8;
const PATIENCE = 40;
const CLOSE = 0.85;

/** Chunks that are read on the strength of some grams; for more it pays to ask the other grams. */
const DOUBT = 4;

export class Asking extends Reading {
  /** @returns {Promise<void>} Read what is needed to know the best sections: see `ranked`. */
  async answer() {
    const { query, dictionary, limit, quick } = this.question;
    const long = [...query.squeezed].length > SHORT;
    await dictionary.load(gramsToLoad([query.squeezed]));
    // Among chunks that hold the query, what can be known of its words for nothing decides.
    if (long) await this.weigh(wordsInReach(query, dictionary), 0);
    else await this.#weighAll(0);
    await this.#collect([query.squeezed], isHeld);
    if (!quick && (this.held === 0 || (this.held < limit && this.#isAbroad))) await this.#understand();
    if (query.parts.length > 1 && (this.held === 0 || (this.#isSpaced && !quick && this.held < limit))) {
      await dictionary.load(gramsToLoad(query.parts));
      await this.#collect(query.parts, ({ parts }) => parts);
    }
    if (quick) return;
    if (this.held === 0 && this.base.size === 0) await this.#fallBack();
    await this.#takeRelated();
  }

  /** Score by pairs of characters: not a word of the query stands anywhere. */
  async #fallBack() {
    const { query, dictionary } = this.question;
    await dictionary.load(gramsOf(readable(query.squeezed), 1).exact);
    await this.weigh(gramWords(query, dictionary, this.engine.manifest));
  }

  /** @returns {Promise<void>} Read texts with words of the query, as far as there is room. */
  async #takeRelated() {
    const { limit } = this.question;
    const held = this.held;
    const chunks = this.related(held > 0 ? this.#nearness : 0).filter((c) => !this.read.has(c));
    if (held > 0) {
      // What stands beside the query in texts that were read anyway costs nothing more.
      if (this.#isAbroad && held < limit) await this.take(chunks.slice(0, limit - held));
      return;
    }
    let next = this.#close(chunks);
    for (let read = 0; read < PATIENCE && chunks.length > 0; read += next, next = AT_ONCE) {
      await this.take(chunks.splice(0, next));
      if (this.count(isMatch) >= limit) return;
    }
  }

  /**
   * @param {number[]} chunks the best first
   * @returns {number} how many of them may turn out to be the best
   */
  #close(chunks) {
    const [best, ...others] = chunks.slice(0, WIDE).map((chunk) => this.byWords(chunk));
    return Math.max(AT_ONCE, 1 + others.filter((worth) => worth >= CLOSE * best).length);
  }

  /**
   * Whether the reader set words apart, in a language that does not: then sections with all of them
   * are meant too, beside those that hold them as one piece.
   */
  get #isSpaced() {
    return this.question.query.parts.length > 1 && !this.#isAbroad;
  }

  /** @returns {(features: Features) => boolean} whether a section is what was asked for */
  get #isAsked() {
    return this.#isSpaced ? (features) => isHeld(features) || features.parts : isHeld;
  }

  /** Whether the query is in no Chinese. */
  get #isAbroad() {
    return !IDEOGRAPH.test(this.question.query.folded);
  }

  get #further() {
    return this.#isAbroad ? this.question.limit : FURTHER;
  }

  get #nearness() {
    return this.#isAbroad ? RELATED_ABROAD : RELATED;
  }

  /** @returns {Ranked[]} the best sections in order */
  get ranked() {
    return this.#ranked().slice(0, this.question.limit);
  }

  /** @returns {number} sections that hold the query, among those that were read */
  get held() {
    return this.count(isHeld);
  }

  /** @returns {boolean} whether a text has the query as typed */
  get isLiteral() {
    return this.count((features) => isHeld(features) && features.literal) > 0;
  }

  /** @returns {number} characters of the query that known words cover, of two and more each */
  get known() {
    const { folded } = this.question.query;
    const covered = new Set();
    for (const { word } of this.words) {
      const at = word.length > 1 ? folded.indexOf(word) : -1;
      for (let i = at; at >= 0 && i < at + word.length; i += 1) covered.add(i);
    }
    return covered.size;
  }

  /**
   * @returns {Promise<number[]>} every chunk that matches: those whose grams say so where texts
   *   hold the query, else those with at least one of its words
   */
  async matching() {
    const { query, dictionary, accept } = this.question;
    if (this.held === 0) return [...new Set([...this.base.keys(), ...chunksOf(this.found(isMatch))])];
    const runs = this.#isSpaced ? query.parts : [query.squeezed];
    for await (const batch of candidates(dictionary, runs, accept)) {
      const kept = await refine(dictionary, runs, batch);
      kept.forEach((chunk) => this.candidates.add(chunk));
    }
    return [...new Set([...this.#unread(), ...chunksOf(this.found(this.#isAsked))])];
  }

  /**
   * @param {(chunk: number) => string} dateOf ISO date, or ""
   * @returns {Promise<Ranked[]>} those that match, the newest first
   */
  async newest(dateOf) {
    const { limit } = this.question;
    const holds = this.held > 0 ? this.#isAsked : isMatch;
    const chunks = (await this.matching()).map((chunk) => ({ chunk, date: dateOf(chunk) }));
    chunks.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.chunk - b.chunk));
    /** @type {Map<string, Ranked>} */
    const found = new Map();
    for (let i = 0; i < chunks.length && i < 2 * PATIENCE && found.size < limit; i += AT_ONCE) {
      const next = chunks.slice(i, i + AT_ONCE).map(({ chunk }) => chunk);
      await this.take(next);
      for (const ranked of next.flatMap((chunk) => inOrder(this.read.get(chunk) ?? []))) {
        const { url } = ranked.section;
        if (holds(ranked.features) && !found.has(url)) found.set(url, ranked);
      }
    }
    return [...found.values()].slice(0, limit);
  }

  /**
   * @returns {number} sections found as far as texts were read, and one for every further chunk
   *   that the lists name
   */
  get total() {
    if (this.count(isHeld) > 0) return this.#unread().length + this.#ranked().length;
    const further = [...this.base.keys()].filter((chunk) => !this.read.has(chunk));
    return this.count(isMatch) + further.length;
  }

  /** @returns {number[]} chunks that may hold the query and were not read */
  #unread() {
    return [...this.candidates].filter((chunk) => !this.read.has(chunk));
  }

  /**
   * @returns {Ranked[]} what was read and matches, in order; after sections that are asked for
   *   only a few that are close to the query
   */
  #ranked() {
    const sorted = inOrder(this.found(isMatch));
    const held = sorted.filter((ranked) => isHeld(ranked.features));
    if (held.length === 0) return this.spread(sorted);
    const near = this.#nearness;
    const asked = sorted.filter(({ features: f }) => this.#isAsked(f) && !isHeld(f));
    const others = sorted.filter(({ features: f }) => !this.#isAsked(f) && f.coverage >= near);
    return [...held, ...this.spread(asked), ...this.spread(others).slice(0, this.#further)];
  }

  /**
   * Score by all words of the query.
   * @param {number} [blocks] overflow blocks that may be read for it
   */
  async #weighAll(blocks) {
    const { query, dictionary } = this.question;
    await this.weigh(await findWords(query, dictionary, this.engine.manifest), blocks);
  }

  /** Score by all words of the query, by other words that say the same, and whole documents. */
  async #understand() {
    const { query, dictionary } = this.question;
    const { manifest, source } = this.engine;
    const [{ weighFillers, withOthers }, { withoutPhrases }] = await Promise.all([
      import("./meaning.js"),
      import("./speech.js"),
    ]);
    const starts = readStarts(source, manifest.ranges).catch((error) => {
      dictionary.failed(error);
      return [];
    });
    const read = withoutPhrases(query.read);
    const typed = weighFillers(await findWords({ ...query, read }, dictionary, manifest));
    const words = await withOthers(query.read, dictionary, manifest, typed);
    this.starts = await starts;
    await this.weigh(words);
  }

  /**
   * @param {number} read chunks that were read so far
   * @param {(features: Features) => boolean} holds
   * @returns {number} how many to read next: as many as it takes if they hold the query as often as
   *   those before, since each turn costs a way to the host and back; but never much more than were
   *   read so far, since the first ones tell little
   */
  #enough(read, holds) {
    const found = this.count(holds);
    const missing = this.question.limit - found;
    const expected = read > 0 ? Math.ceil((missing * read) / Math.max(found, 1)) : missing;
    return Math.min(expected, Math.max(AT_ONCE, read >> 1), MOST_AT_ONCE);
  }

  /**
   * Read texts that may hold all of the runs until enough do.
   * @param {string[]} runs squeezed
   * @param {(features: Features) => boolean} holds
   * @returns {Promise<void>}
   */
  async #collect(runs, holds) {
    const { dictionary, accept, limit } = this.question;
    // A long list begins with the lowest chunks, not with the best.
    if (isLong(dictionary, runs)) await this.take(this.related(0).slice(0, AT_ONCE));
    let read = 0;
    for await (const batch of candidates(dictionary, runs, accept)) {
      batch.forEach((chunk) => this.candidates.add(chunk));
      let waiting = this.promising(batch.filter((chunk) => !this.read.has(chunk)));
      let refined = false;
      while (waiting.length > 0 && this.count(holds) < limit) {
        const next = waiting.splice(0, this.#enough(read, holds));
        read += next.length;
        await this.take(next);
        if (!refined && waiting.length > DOUBT && this.count(holds) < limit) {
          waiting.forEach((chunk) => this.candidates.delete(chunk));
          waiting = await refine(dictionary, runs, waiting);
          waiting.forEach((chunk) => this.candidates.add(chunk));
          refined = true;
        }
      }
      if (this.count(holds) >= limit) return;
    }
  }
}

/** @param {Ranked[]} ranked @returns {number[]} */
function chunksOf(ranked) {
  return ranked.map(({ section }) => section.chunk);
}

/** @param {Ranked[]} ranked @returns {Ranked[]} the best first, among equals as they are read */
function inOrder(ranked) {
  const places = new Map(ranked.map((one, i) => [one, one.section.chunk * 1e6 + i]));
  const place = (/** @type {Ranked} */ one) => places.get(one) ?? 0;
  return [...ranked].sort((a, b) => b.score - a.score || place(a) - place(b));
}
