// A classic script in the head, not a module: it must run before the first paint, or a reader who
// chose the dark theme sees a white flash on every page.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is forbidden here: the system's theme stands.
  }
})();
