// Shows results. Everything that comes from documents enters through textContent.

import { address, parts } from "./hit.js";

/**
 * @typedef {import("../search.js").Hit} Hit
 * @typedef {import("./messages.js").Messages} Messages
 */

export class ResultView {
  #root;
  #messages;
  #template;
  #status;
  #error;
  #advice;
  #more;
  /** Topics to begin with; a site may have none. */
  #start;

  /**
   * @param {Element} page
   * @param {URL} root of the site
   * @param {Messages} messages
   */
  constructor(page, root, messages) {
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (page.querySelector(`[data-search-${name}]`));
    this.#root = root;
    this.#messages = messages;
    this.#template = /** @type {HTMLTemplateElement} */ (
      page.querySelector("template[data-result-template]")
    );
    this.#status = part("status");
    this.#error = part("error");
    this.#advice = part("advice");
    this.#more = part("more");
    this.#start = page.querySelector("[data-search-start]");
    this.list = part("results");
  }

  /** Number of results on the page. */
  get shown() {
    return this.list.children.length;
  }

  /** @param {() => void} listener */
  onMore(listener) {
    this.#more.addEventListener("click", listener);
  }

  clear() {
    this.#reset("");
    this.list.replaceChildren();
    this.#start?.toggleAttribute("hidden", false);
  }

  showSearching() {
    this.#status.textContent = this.#messages.text("searching");
  }

  /** @param {unknown} error */
  showError(error) {
    this.clear();
    this.#complain(this.#messages.error(error));
  }

  /**
   * @param {string} query
   * @param {import("../search.js").Answer} answer
   */
  show(query, { total, hits, suggestion, problems }) {
    const isNone = hits.length === 0;
    const found = isNone ? this.#messages.text("none", { query }) : this.#messages.count("total", total);
    const meant = suggestion ? this.#messages.text("suggestion", { query, suggestion }) : "";
    this.#reset([meant, found].filter(Boolean).join(" "));
    if (problems.length > 0) this.#complain(this.#messages.text("incomplete"));
    this.#advice.hidden = !isNone;
    this.#more.hidden = hits.length >= total;
    const focused = this.#focusedLink();
    this.list.replaceChildren(...hits.map((hit) => this.#result(hit, query)));
    // More results replace the list: the reader stays on the result where they were.
    this.list.querySelectorAll("a")[focused]?.focus({ preventScroll: true });
  }

  /** @param {string} text */
  #complain(text) {
    this.#error.textContent = text;
    this.#error.hidden = false;
  }

  /** @param {string} status */
  #reset(status) {
    this.#status.textContent = status;
    this.#error.hidden = true;
    this.#advice.hidden = true;
    this.#more.hidden = true;
    this.#start?.toggleAttribute("hidden", true);
  }

  /** Place of the focused result, -1 for none. */
  #focusedLink() {
    return [...this.list.querySelectorAll("a")].findIndex((link) => link.matches(":focus"));
  }

  /**
   * @param {Hit} hit
   * @param {string} query
   * @returns {Node}
   */
  #result(hit, query) {
    const result = document.importNode(this.#template.content, true);
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (result.querySelector(`[data-hit="${name}"]`));
    for (const name of ["link", "document", "snippet"]) part(name).lang = hit.lang;
    const link = /** @type {HTMLAnchorElement} */ (part("link"));
    link.href = address(this.#root, hit, query);
    link.textContent = hit.title || hit.documentTitle;
    part("document").textContent = hit.title === hit.documentTitle ? "" : hit.documentTitle;
    if (hit.date) {
      part("date").textContent = this.#messages.date(hit.date);
      part("date").setAttribute("datetime", hit.date);
    } else part("date").remove();
    part("snippet").append(...parts(hit.snippet, hit.ranges).map(snippetNode));
    return result;
  }
}

/**
 * @param {import("./hit.js").Part} part
 * @returns {Node}
 */
function snippetNode({ text, isMatch }) {
  if (!isMatch) return document.createTextNode(text);
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}
