// The search form as a value: what the reader wants, read from and written to its fields.

/**
 * @typedef {import("./state.js").SearchState} SearchState
 * @typedef {{ document: string, documentTitle: string }} Found
 */

export class SearchForm {
  #form;
  #documents;
  /** The query whose documents are on offer. */
  #offeredFor = "";

  /** @param {Element} page */
  constructor(page) {
    this.#form = /** @type {HTMLFormElement} */ (page.querySelector("[data-search-form]"));
    this.input = /** @type {HTMLInputElement} */ (this.#form.elements.namedItem("q"));
    this.#documents = this.#select("document");
  }

  /** @returns {SearchState} */
  get state() {
    return {
      q: this.input.value,
      lang: this.#select("lang").value,
      year: this.#select("year").value,
      document: this.#documents.value,
      publisher: this.#hidden("publisher").value,
      topic: this.#hidden("topic").value,
      sort: this.#select("sort").value,
    };
  }

  /** @param {SearchState} state */
  set state(state) {
    this.input.value = state.q;
    choose(this.#select("lang"), state.lang);
    choose(this.#select("year"), state.year);
    if (state.document) addOption(this.#documents, state.document, state.document);
    choose(this.#documents, state.document);
    this.#hidden("publisher").value = state.publisher;
    this.#hidden("topic").value = state.topic;
    choose(this.#select("sort"), state.sort);
  }

  /**
   * Offer what may be typed next.
   * @param {string[]} texts
   */
  suggest(texts) {
    this.input.list?.replaceChildren(...texts.map((text) => new Option("", text)));
  }

  /**
   * @param {() => void} listener called at once for a filter or Enter, after a pause in typing
   * @param {number} pause in milliseconds
   */
  onChange(listener, pause) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const now = () => {
      clearTimeout(timer);
      listener();
    };
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      now();
    });
    this.#form.addEventListener("change", now);
    this.input.addEventListener("input", (event) => {
      clearTimeout(timer);
      // Half-typed syllables of an input method are no query yet.
      if (event instanceof InputEvent && event.isComposing) return;
      timer = setTimeout(listener, pause);
    });
    this.input.addEventListener("compositionend", now);
  }

  /**
   * Offer the documents that were found as a filter. Documents offered before stay while the
   * query does: a filter leaves only one in the results.
   * @param {Found[]} hits
   */
  offerDocuments(hits) {
    if (this.#offeredFor !== this.input.value) {
      for (const option of [...this.#documents.options]) {
        if (option.value && !option.selected) option.remove();
      }
      this.#offeredFor = this.input.value;
    }
    for (const hit of hits) addOption(this.#documents, hit.document, hit.documentTitle);
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement}
   */
  #hidden(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  /**
   * @param {string} name
   * @returns {HTMLSelectElement}
   */
  #select(name) {
    return /** @type {HTMLSelectElement} */ (this.#form.elements.namedItem(name));
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value falls back to the first option where there is no such one
 */
function choose(select, value) {
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 * @param {string} label
 */
function addOption(select, value, label) {
  const known = [...select.options].find((option) => option.value === value);
  if (known) known.textContent = label;
  else select.add(new Option(label, value));
}
