// Wiring of the search page: the form and the address say what is wanted, the index answers, the
// view shows it.

import { openIndex } from "./search/client.js";
import { FacetView } from "./search-page/facets.js";
import { Latest } from "./search-page/latest.js";
import { Messages } from "./search-page/messages.js";
import { ResultKeys } from "./search-page/keys.js";
import { SearchForm } from "./search-page/form.js";
import { readState, writeState } from "./search-page/state.js";
import { ResultView } from "./search-page/view.js";

const PAGE_SIZE = 10;
const TYPING_PAUSE = 160;
const PATIENCE = 400;
const SUGGESTIONS = 8;

const page = document.querySelector("[data-search]");
if (page) start(page);

/** @param {Element} page */
function start(page) {
  const root = new URL(document.body.dataset.root ?? "./", location.href);
  const form = new SearchForm(page);
  const messages = new Messages(page, document.documentElement.lang);
  const view = new ResultView(page, root, messages);
  const facetView = new FacetView(page, messages);
  const latest = new Latest();
  /** @type {Promise<Awaited<ReturnType<typeof openIndex>>> | undefined} */
  let opening;

  const open = () => {
    opening ??= openIndex(new URL("search-index/", root).href).catch((error) => {
      opening = undefined; // The next search tries again.
      throw error;
    });
    return opening;
  };

  const search = (limit = PAGE_SIZE) =>
    latest.run(async (isLatest) => {
      const state = form.state;
      history.replaceState(null, "", writeState(state));
      if (!state.q.trim()) {
        facetView.show(null, state, false);
        return view.clear();
      }
      const patience = setTimeout(() => isLatest() && view.showSearching(), PATIENCE);
      try {
        const index = await open();
        const { q, lang, sort, ...filters } = state;
        const order = sort === "date" ? "date" : "relevance";
        const facets = facetView.isOpen;
        const answer = await index.search(q, { limit, lang, filters, sort: order, facets });
        if (!isLatest()) return;
        view.show(q, answer);
        facetView.show(answer.facets, state, answer.hits.length > 0);
        form.offerDocuments(answer.hits);
        const next = await index.suggest(q, { limit: SUGGESTIONS });
        if (isLatest()) form.suggest(next.map(({ text }) => text));
      } catch (error) {
        if (isLatest()) view.showError(error);
      } finally {
        clearTimeout(patience);
      }
    });

  form.state = readState(new URL(location.href));
  form.onChange(() => search(), TYPING_PAUSE);
  facetView.wire(
    () => search(),
    (name, value) => {
      const state = form.state;
      if (name === "document" && value) form.offerDocuments([{ document: value, documentTitle: value }]);
      form.state = { ...state, [name]: value };
      search();
    },
  );
  view.onMore(() => search(view.shown + PAGE_SIZE));
  new ResultKeys(form.input, view.list).wire();
  if (!form.state.q) form.input.focus();
  search();
}
