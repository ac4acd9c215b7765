/**
 * The id that a fragment names; "" for none or for one that is not well formed.
 * @param {string} hash with or without `#`
 * @returns {string}
 */
export function anchorOf(hash) {
  try {
    return decodeURIComponent(hash.replace(/^#/, ""));
  } catch {
    return "";
  }
}
