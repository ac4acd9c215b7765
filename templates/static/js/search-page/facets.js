// What the results have in common, and in how many documents: one more click narrows the search. Nothing is read
// for it before a reader opens it.

/**
 * @typedef {import("../search/facets.js").Facets} Facets
 * @typedef {import("../search/facets.js").FacetName} FacetName
 * @typedef {import("./messages.js").Messages} Messages
 * @typedef {import("./state.js").SearchState} SearchState
 */

const NAMES = /** @type {const} */ (["topic", "document", "publisher", "year", "lang"]);
const MOST = 12;

export class FacetView {
  #details;
  #groups;
  #messages;

  /**
   * @param {Element} page
   * @param {Messages} messages
   */
  constructor(page, messages) {
    this.#details = /** @type {HTMLDetailsElement} */ (page.querySelector("[data-search-facets]"));
    this.#groups = /** @type {Element} */ (this.#details.querySelector("[data-facet-groups]"));
    this.#messages = messages;
  }

  /** Whether the counts are wanted. */
  get isOpen() {
    return this.#details.open;
  }

  /**
   * @param {() => void} opened
   * @param {(name: FacetName, value: string) => void} chosen value "" takes a filter off
   */
  wire(opened, chosen) {
    this.#details.addEventListener("toggle", () => this.isOpen && opened());
    this.#groups.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (!button) return;
      const name = /** @type {FacetName} */ (button.dataset.facet);
      chosen(name, button.getAttribute("aria-pressed") === "true" ? "" : (button.value ?? ""));
    });
  }

  /**
   * @param {Facets | null} facets
   * @param {SearchState} state
   * @param {boolean} some whether there are results
   */
  show(facets, state, some) {
    const narrowed = NAMES.some((name) => state[name] !== "");
    this.#details.hidden = !some && !narrowed;
    if (facets) this.#groups.replaceChildren(...NAMES.flatMap((name) => this.#group(name, facets, state)));
  }

  /**
   * @param {FacetName} name
   * @param {Facets} facets
   * @param {SearchState} state
   * @returns {Element[]}
   */
  #group(name, facets, state) {
    const values = facets[name].slice(0, MOST);
    if (values.length < 2 && state[name] === "") return [];
    const group = document.createElement("div");
    group.className = "facet";
    group.setAttribute("role", "group");
    const label = document.createElement("span");
    label.className = "facet-name";
    label.textContent = this.#messages.text(`facet-${name}`);
    group.setAttribute("aria-label", label.textContent);
    const buttons = values.map(({ value, label: shown, count }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "facet-value";
      button.value = value;
      button.dataset.facet = name;
      button.setAttribute("aria-pressed", String(state[name] === value));
      const text = name === "lang" ? this.#messages.text(`lang-${CSS.escape(shown)}`) || shown : shown;
      // Of a document only its parts are counted, which say nothing to a reader.
      button.textContent = name === "document" ? text : `${text} (${this.#messages.count("facet-count", count)})`;
      return button;
    });
    group.append(label, ...buttons);
    return [group];
  }
}
