/** The files of an index folder, read once each and checked for what hosts do wrong. */

import { SearchError } from "./errors.js";

/** @typedef {(url: string, options?: RequestInit) => Promise<Response>} Fetch */

/** Parsed files kept in memory, the last used ones: some 30 KB each. */
const KEPT_FILES = 1500;

export class Source {
  /**
   * @param {string} folder URL of the search-index folder
   * @param {Fetch} fetch
   */
  constructor(folder, fetch) {
    this.folder = folder.endsWith("/") ? folder : `${folder}/`;
    this.fetch = fetch;
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  /**
   * @param {string} kind
   * @param {string} name
   * @returns {Promise<any>} the parsed file `kind-name.json`
   * @throws {SearchError} unreachable, missing, not-json
   */
  read(kind, name) {
    const path = `${kind}-${name}.json`;
    const known = this.files.get(path);
    if (known) {
      this.files.delete(path);
      this.files.set(path, known);
      return known;
    }
    const file = this.#load(path);
    this.files.set(path, file);
    // A failure is not remembered: the next query may find the host in a better state.
    file.catch(() => this.files.delete(path));
    const oldest = this.files.keys().next().value;
    if (this.files.size > KEPT_FILES && oldest !== undefined) this.files.delete(oldest);
    return file;
  }

  /**
   * @returns {Promise<any>} manifest.json, asked for anew so that it names files that exist
   * @throws {SearchError}
   */
  manifest() {
    return this.#load("manifest.json", { cache: "no-cache" });
  }

  /**
   * @param {string} name
   * @param {RequestInit} [options]
   * @returns {Promise<any>}
   */
  async #load(name, options) {
    let response;
    try {
      response = await this.fetch(this.folder + name, options);
    } catch {
      throw new SearchError("unreachable", `The search index cannot be reached (${name}).`);
    }
    if (!response.ok) {
      throw new SearchError(
        response.status === 404 ? "missing" : "unreachable",
        `The search index lacks ${name} (the host answers ${response.status}).`,
      );
    }
    let text;
    try {
      text = await response.text();
    } catch {
      throw new SearchError("unreachable", `The search index broke off while loading (${name}).`);
    }
    try {
      return JSON.parse(text);
    } catch {
      const page = text.trimStart().startsWith("<");
      throw new SearchError(
        page ? "not-json" : "damaged",
        page
          ? `The host answers a page where ${name} of the search index should be.`
          : `The search index is damaged (${name}).`,
      );
    }
  }
}
