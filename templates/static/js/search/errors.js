/** What can go wrong when an index is read, told in words for the page that shows it. */

/**
 * @typedef {"unreachable" | "missing" | "not-json" | "damaged" | "format"} SearchErrorCode
 * unreachable: no answer from the host; missing: the host answers that there is no such file;
 * not-json: it answers something else, such as a page; damaged: JSON of another shape;
 * format: an index that this script is too old or too new for.
 */

export class SearchError extends Error {
  /**
   * @param {SearchErrorCode} code
   * @param {string} message one plain sentence
   */
  constructor(code, message) {
    super(message);
    this.name = "SearchError";
    this.code = code;
  }
}
