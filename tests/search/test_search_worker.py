"""The engine inside a Web Worker, in a real browser, under a sub-path."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser import save
from builders import document, library
from playwright.sync_api import Error, Page, sync_playwright

from sitegen.search.entries import entries
from sitegen.search.export import write
from sitegen.search.index import invert
from sitegen.search.layout import Layout
from sitegen.search.tokens import Tokenizer

STATIC = Path(__file__).parents[2] / "templates" / "static"

pytestmark = pytest.mark.browser

ASK = """async ([url, query, client]) => {
  const { openIndex } = await import(client);
  try {
    const index = await openIndex(url);
    return await index.search(query);
  } catch (error) {
    return { name: error.name, code: error.code, message: error.message };
  }
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("hosted")
    made = library([document("homes", "保交房", [("成效", ["全市保交房进展顺利。"])])])
    found = list(entries(made))
    save(write(found, invert(found, Tokenizer()), Layout()), root / "digest")
    shutil.copytree(STATIC, root / "digest" / "static")
    (root / "digest" / "index.html").write_text("<!doctype html><title>t</title>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/digest/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        options: dict[str, Any] = {"args": ["--no-sandbox"]}
        if installed := shutil.which("chromium"):
            options["executable_path"] = installed
        try:
            browser = playwright.chromium.launch(**options)
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield browser.new_page()
        browser.close()


def ask(page: Page, site: str, folder: str, query: str) -> Any:
    page.goto(site)
    return page.evaluate(ASK, [folder, query, f"{site}static/js/search/client.js"])


def test_a_query_is_answered_by_the_worker(page: Page, site: str) -> None:
    workers: list[str] = []
    page.on("worker", lambda worker: workers.append(worker.url))
    answer = ask(page, site, "search-index/", "交房进展")
    assert answer["hits"][0]["url"] == "docs/homes/#p-0-0"
    assert answer["problems"] == []
    assert [url.rsplit("/", 1)[1] for url in workers] == ["worker.js"]


def test_without_workers_the_page_answers_itself(page: Page, site: str) -> None:
    page.goto(site)
    page.evaluate("delete globalThis.Worker")
    script = f"{site}static/js/search/client.js"
    answer = page.evaluate(ASK, ["search-index/", "交房进展", script])
    assert answer["hits"][0]["document"] == "homes"


def test_a_missing_index_is_told_by_its_code(page: Page, site: str) -> None:
    error = ask(page, site, "nowhere/", "交房")
    assert (error["name"], error["code"]) == ("SearchError", "missing")
    assert "manifest.json" in error["message"]
