/**
 * The three engines behind one interface, in the browser: `ask(engine, query)` gives the first ten
 * hits as ids of what they lead to, `time(engine, queries)` the milliseconds of each.
 */

const LIMIT = 10;

const ENGINES = {
  async sitegen() {
    const { openIndex } = await import("./static/js/search/client.js");
    const index = await openIndex(new URL("search-index/", document.baseURI).href);
    return async (query) => {
      const { hits } = await index.search(query, { limit: LIMIT });
      return hits.map(({ document, title, snippet }) => ({ document, text: `${title} ${snippet}` }));
    };
  },
  async pagefind() {
    const pagefind = await import("./pagefind/pagefind.js");
    await pagefind.init();
    return async (query) => {
      const { results } = await pagefind.search(query);
      const pages = await Promise.all(results.slice(0, LIMIT).map((result) => result.data()));
      return pages.map(({ url }) => ({ document: url.split("/").pop().replace(".html", "") }));
    };
  },
  async minisearch() {
    const [{ default: MiniSearch }, { OPTIONS }, text] = await Promise.all([
      import("./minisearch/index.js"),
      import("./minisearch/options.js"),
      fetch("minisearch/index.json").then((response) => response.text()),
    ]);
    const index = MiniSearch.loadJSON(text, OPTIONS);
    return async (query) =>
      index.search(query, { combineWith: "OR" }).slice(0, LIMIT).map(({ id, document }) => ({ id, document }));
  },
};

const opened = {};

globalThis.ask = async (engine, query) => {
  opened[engine] ??= ENGINES[engine]();
  return (await opened[engine])(query);
};

globalThis.time = async (engine, queries) => {
  const search = await (opened[engine] ??= ENGINES[engine]());
  const times = [];
  for (const query of queries) {
    const started = performance.now();
    await search(query);
    times.push(performance.now() - started);
  }
  return times;
};
