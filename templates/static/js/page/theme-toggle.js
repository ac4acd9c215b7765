// The switch between light and dark. The system's wish is the default; only a wish that differs
// from it is stored, so that a reader who returns to it follows the system again.

const STORE = "theme";

/**
 * @param {HTMLButtonElement} button shows by `aria-pressed` whether the page is dark
 */
export function wireThemeToggle(button) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : system.matches;
  };
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    choose(isDark() ? "light" : "dark", system.matches ? "dark" : "light");
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

/**
 * @param {"light" | "dark"} wanted
 * @param {"light" | "dark"} system
 */
function choose(wanted, system) {
  const root = document.documentElement;
  if (wanted === system) delete root.dataset.theme;
  else root.dataset.theme = wanted;
  try {
    if (wanted === system) localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, wanted);
  } catch {
    // Storage is forbidden here: the choice holds for this page.
  }
}
