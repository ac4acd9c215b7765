// Words for the reader, taken from a template in the page, where they are translated.

export class Messages {
  #template;
  #plural;
  #number;
  #date;

  /**
   * @param {Element} page
   * @param {string} lang
   */
  constructor(page, lang) {
    const template = page.querySelector("template[data-message-template]");
    this.#template = /** @type {HTMLTemplateElement} */ (template).content;
    this.#plural = new Intl.PluralRules(lang);
    this.#number = new Intl.NumberFormat(lang);
    this.#date = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" });
  }

  /**
   * @param {string} name
   * @param {Record<string, string>} values for the `{names}` in the message
   * @returns {string}
   */
  text(name, values = {}) {
    return this.#fill(`[data-message="${name}"]`, values);
  }

  /**
   * @param {string} name
   * @param {number} count
   * @returns {string}
   */
  count(name, count) {
    const form = this.#plural.select(count) === "one" ? "one" : "other";
    const selector = `[data-message="${name}"][data-plural="${form}"]`;
    return this.#fill(selector, { count: this.#number.format(count) });
  }

  /**
   * A day as the reader writes it.
   * @param {string} iso ISO 8601 date or ""
   * @returns {string}
   */
  date(iso) {
    const day = new Date(iso);
    return Number.isNaN(day.getTime()) ? iso : this.#date.format(day);
  }

  /**
   * What went wrong, in the reader's language where the kind of error is known.
   * @param {unknown} error
   * @returns {string}
   */
  error(error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = error instanceof Error ? error.message : String(error);
    return this.text(`error-${CSS.escape(code)}`) || this.text("error", { reason });
  }

  /**
   * @param {string} selector
   * @param {Record<string, string>} values
   */
  #fill(selector, values) {
    const pattern = this.#template.querySelector(selector)?.textContent ?? "";
    return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }
}
