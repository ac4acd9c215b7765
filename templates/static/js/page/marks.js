// Shows what a search found: marks its words in the section that was opened and brings the best
// paragraph into view. Escape takes the marks away.

import { occurrences, termsOf, weight } from "./occurrences.js";

const BLOCKS = "p, li, th, td, pre, figcaption, h1, h2, h3, h4, h5, h6";
const NOT_TEXT = ".permalink, .state";

/** @typedef {{ block: Element, nodes: Text[], text: string }} Run */

/**
 * @param {Element} text the document's text
 * @param {string} query
 * @param {string} anchor of the section or paragraph that was opened, "" for the whole text
 */
export function showMatches(text, query, anchor) {
  const named = anchor ? document.getElementById(anchor) : null;
  // A section page is named as a whole, outline and all.
  const target = named && !named.contains(text) ? named : text;
  const best = markMatches(target, query);
  best?.scrollIntoView({ block: "center" });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clearMarks(text);
  });
}

/**
 * Mark every occurrence of the query's words below `root`.
 * @param {Element} root
 * @param {string} query
 * @returns {Element | null} the block that answers the query best, the first among equals
 */
export function markMatches(root, query) {
  const terms = termsOf(query);
  /** @type {Element | null} */
  let best = null;
  let bestWeight = 0;
  for (const run of runsOf(root)) {
    const ranges = occurrences(run.text, terms);
    const found = weight(run.text, ranges);
    if (found > bestWeight) [best, bestWeight] = [run.block, found];
    wrap(run.nodes, ranges);
  }
  return best;
}

/** @param {Element} root */
export function clearMarks(root) {
  for (const mark of root.querySelectorAll("mark[data-match]")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
}

/**
 * The text nodes of each block, so that a match may cross emphasis and links inside a block but
 * not blocks.
 * @param {Element} root
 * @returns {Run[]}
 */
function runsOf(root) {
  /** @type {Map<Element, Run>} */
  const runs = new Map();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement?.closest(BLOCKS);
    if (!(node instanceof Text) || !block || node.parentElement?.closest(NOT_TEXT)) continue;
    const run = runs.get(block) ?? { block, nodes: [], text: "" };
    run.nodes.push(node);
    run.text += node.data;
    runs.set(block, run);
  }
  return [...runs.values()];
}

/**
 * @param {Text[]} nodes
 * @param {import("./occurrences.js").Range[]} ranges in the nodes' joined text
 */
function wrap(nodes, ranges) {
  let offset = 0;
  for (const node of nodes) {
    const end = offset + node.data.length;
    const inside = ranges.filter(([start, stop]) => start < end && stop > offset);
    // From the back, so that the offsets of what is still to come hold.
    for (const [start, stop] of inside.reverse()) {
      wrapPart(node, Math.max(start - offset, 0), Math.min(stop - offset, node.data.length));
    }
    offset = end;
  }
}

/**
 * @param {Text} node
 * @param {number} start
 * @param {number} end
 */
function wrapPart(node, start, end) {
  node.splitText(end);
  const part = node.splitText(start);
  const mark = document.createElement("mark");
  mark.dataset.match = "";
  part.replaceWith(mark);
  mark.append(part);
}
