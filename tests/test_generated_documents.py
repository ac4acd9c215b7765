"""Documents by chance through the whole pipeline: clear lines, or valid pages that are all ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_sites import tree
from chromium import launch, served
from document_generator import Generator, built_without_wrong_ones
from html_harmless import checked, checker, faults
from playwright.sync_api import expect, sync_playwright

from sitegen.config import load_config
from sitegen.content.check import check_site
from sitegen.content.load import load_library


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("generated") / "site"
    Generator(7).site(root, 40)
    said = built_without_wrong_ones(root)
    assert all("\n" not in line for line in said)
    return root


def test_pages_are_valid_and_hold_no_markup_of_documents(generated: Path) -> None:
    found = {n: d for n, d in tree(generated / "public").items() if n.endswith(".html")}
    assert len(found) > 80
    assert {name: faults(data) for name, data in found.items() if faults(data)} == {}


def test_check_of_such_a_site_ends_in_lines(generated: Path) -> None:
    config = load_config(generated)
    for problem in check_site(config, load_library(config)):
        assert "\n" not in str(problem)


def test_nu_html_checker_finds_no_error(generated: Path, tmp_path: Path) -> None:
    command = checker()
    if isinstance(command, str):
        pytest.skip(command)
    names = ("index.html", "search/index.html", "404.html", "topics/index.html")
    documents = sorted((generated / "public").glob("**/docs/*/index.html"))[::6]
    for number, page in enumerate([*(generated / "public" / n for n in names), *documents]):
        (tmp_path / f"{number}.html").write_bytes(page.read_bytes())
    assert checked(command, tmp_path) == []


KINDS = ("", "docs/", "topics/", "search/?q=canary", "404.html", "en/", "en/search/?q=canary")


@pytest.mark.browser
def test_no_page_breaks_its_policy_or_runs_what_a_document_says(generated: Path) -> None:
    public, complaints = generated / "public", []
    pages = [page.parent for page in sorted(public.glob("**/*/index.html"))]
    kinds = {page.relative_to(public).parts[:-1]: page.relative_to(public) for page in pages}
    assert len(kinds) >= 6
    with sync_playwright() as playwright, served(public) as root:
        browser = launch(playwright)
        page = browser.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: None if r.url.startswith(root) else complaints.append(r.url))
        page.add_init_script("window.canary = () => console.error('a document ran');")
        for place in (*KINDS, *(f"{path.as_posix()}/" for path in kinds.values())):
            page.goto(root + place, wait_until="networkidle")
            if "?q=" in place:
                expect(page.locator("[data-search-results] a").first).to_be_visible()
        browser.close()
    broken_pictures = [text for text in complaints if "404" in text]
    assert [text for text in complaints if text not in broken_pictures] == []
