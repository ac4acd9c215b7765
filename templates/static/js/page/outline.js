// Marks in the outline the section that is being read.

import { anchorOf } from "./anchor.js";

/**
 * @param {Element} outline holds links to the sections
 * @param {Element} text
 */
export function followOutline(outline, text) {
  const links = linksByAnchor(outline);
  const headings = [...text.querySelectorAll("section[id] > :is(h1, h2, h3, h4, h5, h6)")];
  /** @type {HTMLAnchorElement | undefined} */
  let current;
  const show = () => {
    const heading = lastAbove(headings, innerHeight / 3);
    const link = links.get(heading?.parentElement?.id ?? "");
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    current = link;
    if (link) reveal(outline, link);
  };
  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      show();
    });
  };
  addEventListener("scroll", later, { passive: true });
  show();
}

/**
 * @param {Element} outline
 * @returns {Map<string, HTMLAnchorElement>}
 */
function linksByAnchor(outline) {
  /** @type {Map<string, HTMLAnchorElement>} */
  const found = new Map();
  for (const link of outline.querySelectorAll("a")) {
    found.set(anchorOf(link.hash), link);
  }
  return found;
}

/**
 * The last heading whose top is above a line, by halving: headings stand in reading order.
 * @param {Element[]} headings
 * @param {number} line in pixels from the top of the window
 * @returns {Element | undefined}
 */
function lastAbove(headings, line) {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const top = headings[middle]?.getBoundingClientRect().top ?? 0;
    if (top <= line) low = middle + 1;
    else high = middle;
  }
  return headings[low - 1];
}

/**
 * Scroll the outline alone, never the page, so that the link is in sight.
 * @param {Element} outline
 * @param {Element} link
 */
function reveal(outline, link) {
  const frame = outline.getBoundingClientRect();
  const box = link.getBoundingClientRect();
  if (box.top < frame.top) outline.scrollTop -= frame.top - box.top + box.height;
  else if (box.bottom > frame.bottom) outline.scrollTop += box.bottom - frame.bottom + box.height;
}
