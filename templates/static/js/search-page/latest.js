// An answer that comes late must not replace the answer to a newer question.

export class Latest {
  #current = 0;

  /**
   * @template T
   * @param {(isLatest: () => boolean) => Promise<T>} work asks `isLatest` before it shows anything
   * @returns {Promise<T>}
   */
  run(work) {
    const own = ++this.#current;
    return work(() => own === this.#current);
  }
}
