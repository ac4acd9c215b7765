// The switch to the other language leads to the paragraph that stands at the top of the window:
// anchors are equal in every language.

const PLACES = "p[id], li[id], pre[id], figure[id], .table[id], h1, h2, h3, h4, h5, h6";

/**
 * @param {HTMLAnchorElement} link to this page in the other language
 * @param {Element} text
 */
export function keepPlace(link, text) {
  const update = () => {
    link.hash = anchorAtTop(text);
  };
  // pointerdown and focus come before any way of opening the link, a new tab included.
  link.addEventListener("pointerdown", update);
  link.addEventListener("focus", update);
  link.addEventListener("click", update);
}

/**
 * Anchor of the first block that is not scrolled away or under the running head; "" at the
 * beginning of the page.
 * @param {Element} text
 * @returns {string}
 */
export function anchorAtTop(text) {
  const head = document.querySelector("[data-running-head]");
  // Where the browser puts what an address names: a line above it shows the end of what was before.
  const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const line = Math.max(head?.getBoundingClientRect().bottom ?? 0, padding);
  if (text.getBoundingClientRect().top > line) return "";
  for (const place of text.querySelectorAll(PLACES)) {
    // On a parallel page the translation belongs to the place as well.
    const whole = place.closest(".pair") ?? place;
    if (whole.getBoundingClientRect().bottom > line + 1) {
      return place.id || place.closest("section[id]")?.id || "";
    }
  }
  return "";
}
