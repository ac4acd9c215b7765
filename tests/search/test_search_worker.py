"""The engine inside a Web Worker, in a real browser, under a sub-path."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browser import save
from builders import document, library
from playwright.sync_api import Error, Page, expect, sync_playwright

from sitegen.search.chunks import chunks
from sitegen.search.entries import entries
from sitegen.search.export import write
from sitegen.search.index import invert
from sitegen.search.layout import Layout
from sitegen.search.tokens import Tokenizer

TOKENIZER = Tokenizer()
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
    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")  # as hosts of static sites do
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hosted(root: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("hosted")
    made = library([document("homes", "保交房", [("成效", ["全市保交房进展顺利。"])])])
    pieces = list(chunks(entries(made)))
    save(write(pieces, invert(pieces, TOKENIZER), Layout(), TOKENIZER), root / "digest")
    shutil.copytree(STATIC, root / "digest" / "static")
    (root / "digest" / "index.html").write_text("<!doctype html><title>t</title>")
    with hosted(root) as address:
        yield f"{address}digest/"


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
    assert answer["hits"][0]["url"] == "docs/homes/#s0"
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


def test_a_page_of_another_site_gets_the_search_with_two_lines(
    page: Page, site: str, tmp_path: Path
) -> None:
    script = f'<script type="module" src="{site}static/js/search-box.js"></script>'
    (tmp_path / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>t</title>{script}<search-box></search-box>'
    )
    with hosted(tmp_path) as elsewhere:
        page.goto(elsewhere)
        box = page.locator("search-box")
        box.locator("input").fill("交房进展")
        link = box.locator("a")
        expect(link).to_have_text("成效")
        expect(link).to_have_attribute(
            "href", f"{site}docs/homes/?h=%E4%BA%A4%E6%88%BF%E8%BF%9B%E5%B1%95#s0"
        )
        expect(box.locator("mark")).to_have_text("交房进展")
        box.locator("input").fill("不存在的词语")
        expect(box.locator("[role=status]")).to_have_text("没有找到。")


def test_what_was_searched_once_is_found_without_a_network(page: Page, site: str) -> None:
    page.goto(site)
    script = """async ([client, url]) => {
      globalThis.index = await (await import(client)).openIndex(url);
      return (await globalThis.index.search("交房进展")).hits.length;
    }"""
    assert page.evaluate(script, [f"{site}static/js/search/client.js", "search-index/"]) == 1
    page.context.set_offline(True)
    try:
        assert page.evaluate("async () => (await index.search('交房进展')).hits.length") == 1
    finally:
        page.context.set_offline(False)
