/**
 * A search box that any page can have, also one of another site:
 *
 *     <script type="module" src="https://example.org/digest/static/js/search-box.js"></script>
 *     <search-box></search-box>
 *
 * Attributes, all optional:
 *     site   address of the digest site; default: the one that this script comes from
 *     lang   zh or en: language of the results and of the few words of the box
 *     limit  results shown at most, 8 by default
 *
 * It keeps to itself in a shadow root, takes colours and fonts from the page around it, and shows
 * texts as text. Parts to style: input, list, item, title, place, snippet, note.
 */

import { openIndex } from "./search/client.js";
import { address, parts } from "./search-page/hit.js";

/** @typedef {import("./search.js").Hit} Hit */
/** @typedef {import("./search.js").Index} Index */

const PAUSE = 160;

/** @type {Record<string, Record<string, string>>} */
const WORDS = {
  zh: { label: "搜索", none: "没有找到。", for: "显示结果：", failed: "搜索暂时无法使用。" },
  en: { label: "Search", none: "Nothing found.", for: "Results for", failed: "Search does not work just now." },
};

const STYLE = `
  :host { display: block; font: inherit; }
  input { box-sizing: border-box; width: 100%; padding: .5em .75em; font: inherit; color: inherit;
    background: transparent; border: 1px solid currentcolor; border-radius: 2px; }
  ol { margin: 0; padding: 0; list-style: none; }
  li { padding: .6em 0; border-bottom: 1px solid color-mix(in srgb, currentcolor 20%, transparent); }
  a { color: inherit; font-weight: 600; }
  p { margin: .2em 0; }
  [part=place], [part=note] { opacity: .75; font-size: .875em; }
  mark { background: color-mix(in srgb, gold 45%, transparent); color: inherit; }
`;

class SearchBox extends HTMLElement {
  /** @type {Promise<Index> | undefined} */
  #opening;
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #input = document.createElement("input");
  #note = element("p", "note");
  #list = element("ol", "list");

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    this.#input.type = "search";
    this.#input.setAttribute("part", "input");
    this.#input.setAttribute("aria-label", this.#words.label);
    this.#input.placeholder = this.#words.label;
    this.#note.setAttribute("role", "status");
    this.#input.addEventListener("input", (event) => this.#typed(event));
    this.#input.addEventListener("compositionend", () => this.#search());
    root.append(this.#input, this.#note, this.#list);
  }

  /** @returns {URL} of the digest site */
  get #site() {
    const site = this.getAttribute("site");
    const from = site ? new URL(site, document.baseURI).href : new URL("../../", import.meta.url).href;
    return new URL(from.endsWith("/") ? from : `${from}/`);
  }

  get #words() {
    const lang = this.getAttribute("lang") ?? document.documentElement.lang;
    return lang === "" || lang.startsWith("zh") ? WORDS.zh : WORDS.en;
  }

  /** @param {Event} event */
  #typed(event) {
    clearTimeout(this.#timer);
    // Half-typed syllables of an input method are no query yet.
    if (event instanceof InputEvent && event.isComposing) return;
    this.#timer = setTimeout(() => this.#search(), PAUSE);
  }

  /** @returns {Promise<Index>} */
  #open() {
    this.#opening ??= openIndex(new URL("search-index/", this.#site)).catch((error) => {
      this.#opening = undefined; // The next search tries again.
      throw error;
    });
    return this.#opening;
  }

  async #search() {
    this.#asked += 1;
    const asked = this.#asked;
    const query = this.#input.value;
    const lang = this.getAttribute("lang") ?? undefined;
    const limit = Number(this.getAttribute("limit")) || 8;
    try {
      const answer = query.trim() ? await (await this.#open()).search(query, { lang, limit }) : null;
      // An answer that comes late must not replace the answer to a newer query.
      if (asked === this.#asked) this.#show(answer);
    } catch {
      if (asked === this.#asked) this.#tell(this.#words.failed);
    }
  }

  /** @param {import("./search.js").Answer | null} answer null: nothing was asked */
  #show(answer) {
    if (answer === null) return this.#tell("");
    const { hits, suggestion } = answer;
    this.#tell(hits.length === 0 ? this.#words.none : suggestion && `${this.#words.for} ${suggestion}`);
    this.#list.append(...hits.map((hit) => this.#item(hit)));
  }

  /** @param {string} text */
  #tell(text) {
    this.#note.textContent = text;
    this.#list.replaceChildren();
  }

  /** @param {Hit} hit @returns {HTMLElement} */
  #item(hit) {
    const link = /** @type {HTMLAnchorElement} */ (element("a", "title", hit.title));
    link.href = address(this.#site, hit, this.#input.value);
    const item = element("li", "item");
    item.lang = hit.lang;
    const place = hit.title === hit.documentTitle ? hit.date : `${hit.documentTitle} ${hit.date}`;
    item.append(link, element("p", "place", place.trim()), snippet(hit));
    return item;
  }
}

/** @param {Hit} hit @returns {HTMLElement} */
function snippet({ snippet: text, ranges }) {
  const shown = element("p", "snippet");
  for (const part of parts(text, ranges)) {
    if (part.isMatch) shown.append(element("mark", "", part.text));
    else shown.append(part.text);
  }
  return shown;
}

/**
 * @param {string} name
 * @param {string} part
 * @param {string} [text]
 * @returns {HTMLElement}
 */
function element(name, part, text = "") {
  const made = document.createElement(name);
  made.setAttribute("part", part);
  made.textContent = text;
  return made;
}

if (!customElements.get("search-box")) customElements.define("search-box", SearchBox);
