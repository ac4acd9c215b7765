// Wiring of what every page can do; each part works without the others.

import { anchorOf } from "./page/anchor.js";
import { keepPlace } from "./page/keep-place.js";
import { showMatches } from "./page/marks.js";
import { followOutline } from "./page/outline.js";
import { wireShortcuts } from "./page/shortcuts.js";
import { wireThemeToggle } from "./page/theme-toggle.js";

const query = new URLSearchParams(location.search).get("h");
const text = document.querySelector("[data-text]");
const outline = document.querySelector("[data-outline]");
const toggle = document.querySelector("[data-theme-toggle]");
const twins = document.querySelectorAll("a[data-keep-place]");

wireShortcuts(document);
if (toggle instanceof HTMLButtonElement) wireThemeToggle(toggle);
if (text && outline) followOutline(outline, text);
for (const twin of twins) {
  if (text && twin instanceof HTMLAnchorElement) keepPlace(twin, text);
}
if (text && query) showMatches(text, query, anchorOf(location.hash));
