"""Whole sites, from raw documents to what a reader does in Chromium, under a sub-path."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from chromium import launch, served
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sitegen.build import BuildReport, build_site
from sitegen.config import load_config
from sitegen.content.load import load_library
from sitegen.content.markdown import plain_text
from sitegen.ingest.lines import clean_lines
from sitegen.ingest.read import read_seed
from sitegen.scaffold import scaffold_site

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo site of this repository, built in a copy and served under /digest/."""
    root = tmp_path_factory.mktemp("demo")
    for name in ("content", "seeds", "sitegen.toml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    build_site(load_config(root, output=root / "host" / "digest"))
    with served(root / "host") as address:
        yield f"{address}digest/"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> tuple[Path, BuildReport]:
    """A new site made of the five real documents."""
    root = tmp_path_factory.mktemp("real")
    scaffold_site(root, demo=False)
    for sample in (root / "seeds").iterdir():
        sample.unlink()
    for seed in (shared / "seeds").glob("*.txt"):
        shutil.copy(seed, root / "seeds")
    report = build_site(load_config(root, output=root / "host" / "digest"))
    return root, report


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    yield opened
    context.close()


def test_a_reader_types_a_phrase_and_lands_on_its_paragraph(page: Page, demo: str) -> None:
    page.goto(demo)
    page.locator("input[name=q]:visible").first.fill("电子“房票”")
    page.keyboard.press("Enter")
    first = page.locator("[data-search-results] a").first
    expect(first).to_be_visible()
    expect(page.locator("[data-search-results] mark").first).to_contain_text("电子")
    first.click()
    page.wait_for_url(re.compile(r"/docs/.*#"))
    target = page.locator(":target")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text("电子“房票”")


def test_an_english_reader_finds_the_same_paragraph_in_english(page: Page, demo: str) -> None:
    page.goto(f"{demo}en/")
    page.locator("input[name=q]:visible").first.fill("housing voucher")
    page.keyboard.press("Enter")
    first = page.locator("[data-search-results] a").first
    expect(first).to_be_visible()
    first.click()
    page.wait_for_url(re.compile(r"/en/docs/.*#"))
    expect(page.locator(":target")).to_contain_text(re.compile("voucher", re.IGNORECASE))


def test_five_real_seeds_become_at_least_ten_documents(real: tuple[Path, BuildReport]) -> None:
    root, report = real
    assert report.documents >= 10
    assert not report.problems
    assert len(list((root / "content").glob("*/index.md"))) == report.documents


def test_all_text_of_the_real_seeds_is_in_the_site(
    real: tuple[Path, BuildReport], shared: Path
) -> None:
    """Every line of every seed stands unbroken in the text of some page."""
    root, _ = real
    pages = list((root / "host/digest/docs").rglob("index.html"))
    text = "\n".join(shown(path.read_text("utf-8")) for path in pages)
    for path in sorted((shared / "seeds").glob("*.txt")):
        seed = read_seed(path, path.name, file=path.name)
        for line in clean_lines(seed.text)[0]:
            for part in re.split(r"[|▲#]+|^\(上接一版\)", squeeze(line.text)):
                assert part in text, f"{path.name}:{line.number}: {part[:40]}"


def test_nothing_is_invented(real: tuple[Path, BuildReport], shared: Path) -> None:
    """Every paragraph on the pages stands in a seed, column breaks aside."""
    root, _ = real
    source = "".join(
        squeeze(read_seed(path, path.name, file=path.name).text)
        for path in sorted((shared / "seeds").glob("*.txt"))
    )
    paragraphs = 0
    for path in (root / "host/digest/docs").rglob("index.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for block in soup.select("main p[id^=p-], main li[id^=p-]"):
            paragraphs += 1
            assert squeeze(block.get_text()) in source, block.get_text()[:60]
    assert paragraphs > 150


def shown(html: str) -> str:
    main = BeautifulSoup(html, "html.parser").select_one("main")
    return squeeze(main.get_text()) if main else ""


def squeeze(text: str) -> str:
    return "".join(text.split())


ASK = """
async ([root, queries]) => {
  const { openIndex } = await import(root + "static/js/search.js");
  const index = await openIndex(root + "search-index/");
  const found = [];
  for (const query of queries) {
    const { hits } = await index.search(query, { limit: 1, lang: "zh", filters: {} });
    found.push(hits.length ? hits[0].url : "");
  }
  return found;
}
"""


def test_200_random_runs_find_a_section_that_holds_them_first(
    real: tuple[Path, BuildReport], shared: Path, page: Page
) -> None:
    root, _ = real
    queries = random_runs(shared, 200)
    with served(root / "host") as address:
        page.goto(f"{address}digest/")
        urls = page.evaluate(ASK, [f"{address}digest/", queries])
    wrong = [
        (query, url)
        for query, url in zip(queries, urls, strict=True)
        if not holds(root, url, query)
    ]
    assert wrong == []


def random_runs(shared: Path, count: int) -> list[str]:
    chance = random.Random(7)
    texts = [path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    han = [run for text in texts for run in re.findall(r"[\u4e00-\u9fff]{2,}", text)]
    found = []
    while len(found) < count:
        run, length = chance.choice(han), chance.randint(2, 8)
        if len(run) >= length:
            start = chance.randrange(len(run) - length + 1)
            found.append(run[start : start + length])
    return found


def holds(root: Path, url: str, query: str) -> bool:
    """Whether the section that a hit leads to has the query in its text or title."""
    path, _, anchor = url.partition("#")
    file = root / "host/digest" / path / "index.html"
    soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
    target = soup.find(id=anchor) if anchor else None
    section = target.find_parent("section") if target and target.name != "section" else target
    where = section or soup.select_one("main")
    return query in squeeze(where.get_text()) if where else False


def test_english_runs_find_the_section_whose_translation_holds_them_first(
    page: Page, demo: str
) -> None:
    """Three to five words in a row of any English paragraph of the demo."""
    chance = random.Random(11)
    english = load_library(load_config(ROOT))
    texts = [
        plain_text(english.translate(document, block.text, "en").text)
        for document in english.documents
        for block in document.blocks()
        if block.text
    ]
    queries = []
    while len(queries) < 60:
        words = re.findall(r"[A-Za-z]+(?: [A-Za-z]+)+", chance.choice(texts))
        run = chance.choice(words).split() if words else []
        length = chance.randint(3, 5)
        if len(run) >= length:
            start = chance.randrange(len(run) - length + 1)
            queries.append(" ".join(run[start : start + length]))
    page.goto(demo)
    found = page.evaluate(ASK_SNIPPETS, [demo, queries])
    held = [squeeze(text).lower() for text in texts]
    wrong = [
        query
        for query, snippet in zip(queries, found, strict=True)
        if squeeze(query).lower() not in squeeze(snippet).lower()
        and any(squeeze(query).lower() in text for text in held)
    ]
    assert wrong == []


ASK_SNIPPETS = """
async ([root, queries]) => {
  const { openIndex } = await import(root + "static/js/search.js");
  const index = await openIndex(root + "search-index/");
  const found = [];
  for (const query of queries) {
    const { hits } = await index.search(query, { limit: 1, lang: "en", filters: {} });
    found.push(hits.length ? hits[0].snippet : "");
  }
  return found;
}
"""
