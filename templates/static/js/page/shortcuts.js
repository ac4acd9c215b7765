// `/` goes to the search box, Escape leaves it.

const INPUT = "[data-search-input]";

/** @param {Document} page */
export function wireShortcuts(page) {
  page.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping(event)) {
      const input = visibleInput(page);
      if (!input) return;
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && event.target instanceof HTMLInputElement) {
      if (event.target.matches(INPUT) && !event.target.value) event.target.blur();
    }
  });
}

/**
 * Whether the key belongs to a field or to a shortcut of the browser.
 * @param {KeyboardEvent} event
 */
function isTyping(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  return target instanceof HTMLElement && target.closest("input, select, textarea") !== null;
}

/**
 * @param {Document} page
 * @returns {HTMLInputElement | null}
 */
function visibleInput(page) {
  const inputs = page.querySelectorAll(INPUT);
  for (const input of inputs) {
    if (input instanceof HTMLInputElement && input.offsetParent !== null) return input;
  }
  return null;
}
