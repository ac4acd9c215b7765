// Arrows move between the search box and the results, Escape goes back to the box and clears it.
// Enter needs nothing: results are links.

export class ResultKeys {
  #input;
  #list;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} list
   */
  constructor(input, list) {
    this.#input = input;
    this.#list = list;
  }

  wire() {
    this.#input.addEventListener("keydown", (event) => this.#onInputKey(event));
    this.#list.addEventListener("keydown", (event) => this.#onResultKey(event));
  }

  /** @param {KeyboardEvent} event */
  #onInputKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && this.#links[0]) {
      event.preventDefault();
      this.#links[0].focus();
    } else if (event.key === "Escape" && this.#input.value) {
      event.preventDefault();
      this.#input.value = "";
      this.#input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** @param {KeyboardEvent} event */
  #onResultKey(event) {
    const links = this.#links;
    const at = links.findIndex((link) => link === document.activeElement);
    if (event.key === "ArrowDown") this.#go(event, links[at + 1]);
    else if (event.key === "ArrowUp") this.#go(event, at > 0 ? links[at - 1] : this.#input);
    else if (event.key === "Escape") this.#go(event, this.#input);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {HTMLElement | undefined} target
   */
  #go(event, target) {
    event.preventDefault();
    target?.focus();
  }

  get #links() {
    return [...this.#list.querySelectorAll("a")];
  }
}
