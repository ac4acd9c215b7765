"""A reader in the middle of a long page changes the language, and reads on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chromium import launch, save, served
from playwright.sync_api import Page, sync_playwright
from render_samples import library_of, long_document, parsed, render_site, site_config

from sitegen.model import Catalog, Translated, TranslationState

pytestmark = pytest.mark.browser

CURRENT = TranslationState.CURRENT
STREETS = [f"第{number}号街道" for number in range(60)]


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A document of sixty paragraphs, lists and a wide table, every third block untranslated."""
    root: Path = tmp_path_factory.mktemp("switch")
    blocks = [
        f"{'- ' if at % 5 == 0 else ''}{street}要补种行道树。" for at, street in enumerate(STREETS)
    ]
    table = "| 街道 | 树 |\n| --- | --- |\n| 一个名字很长很长的街道 | 悬铃木悬铃木悬铃木 |"
    document = parsed("---\ntitle: 长文\n---\n\n" + "\n\n".join([*blocks, table]) + "\n", "trees")
    english = {
        block.text: Translated(
            f"Street number {at} is to get new trees along all of its length, and more shade.",
            CURRENT,
        )
        for at, block in enumerate(document.blocks())
        if at % 3 and block.text
    }
    long = long_document()
    texts = {block.text for block in long.blocks()} | {section.title for section in long.walk()}
    whole = {
        text: Translated(f"English of text {at}, about as long as the Chinese. " * 12, CURRENT)
        for at, text in enumerate(sorted(texts - {""}))
    }
    catalogs = {
        document.slug: {"en": Catalog("en", "content/trees/en.po", english)},
        long.slug: {"en": Catalog("en", "content/street-trees/en.po", whole)},
    }
    library = replace(library_of(document, long), catalogs=catalogs)
    save(render_site(library, site_config(root)), root / "digest")
    with served(root) as address:
        yield f"{address}digest/"


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser.new_page(viewport={"width": request.param, "height": 700})
        browser.close()


TOP = """() => {
  const style = getComputedStyle(document.documentElement);
  const line = parseFloat(style.scrollPaddingTop);  // the end of what was before is no top
  const places = [...document.querySelectorAll("[data-text] [id^=p-]")];
  return places.find((place) =>
    (place.closest(".pair") ?? place).getBoundingClientRect().bottom > line + 1).id;
}"""


def press(page: Page, name: str) -> None:
    """By place, as a finger does: the driver would scroll a sticky element into view first."""
    box = page.locator(".languages").get_by_text(name, exact=True).bounding_box()
    assert box
    with page.expect_navigation():
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_the_same_paragraph_is_at_the_top_in_every_view(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}docs/trees/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight * 0.6)")
    place = page.evaluate(TOP)
    for name, address in (
        ("English", "en/docs/trees/"),
        ("Parallel", "en/parallel/docs/trees/"),
        ("中文", "docs/trees/"),
        ("对照", "parallel/docs/trees/"),
        ("English", "en/docs/trees/"),
    ):
        press(page, name)
        assert page.url == f"{hosted}{address}#{place}"
        assert page.evaluate(TOP) == place


def test_a_section_page_of_a_long_document_keeps_its_paragraph(page: Page, hosted: str) -> None:
    section = long_document().sections[1].id
    page.goto(f"{hosted}docs/street-trees/{section}/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight * 0.5)")
    place = page.evaluate(TOP)
    for name, address in (
        ("English", "en/docs/street-trees/"),
        ("Parallel", "en/parallel/docs/street-trees/"),
        ("中文", "docs/street-trees/"),
        ("对照", "parallel/docs/street-trees/"),
    ):
        press(page, name)
        assert page.url == f"{hosted}{address}{section}/#{place}"
        assert page.evaluate(TOP) == place


def test_the_parallel_view_fits_the_screen_and_tells_its_languages_apart(
    page: Page, hosted: str
) -> None:
    page.goto(f"{hosted}parallel/docs/trees/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pair = page.locator(".pair", has_text="第31号街道")
    chinese, english = (pair.locator(f".side[lang={lang}]") for lang in ("zh", "en"))
    one, other = chinese.bounding_box(), english.bounding_box()
    assert one and other
    if page.viewport_size == {"width": 390, "height": 700}:
        assert other["y"] >= one["y"] + one["height"]
        assert min(one["width"], other["width"]) > 300
        line = "element => getComputedStyle(element).borderInlineStartWidth"
        assert (chinese.evaluate(line), english.evaluate(line)) == ("0px", "3px")
    else:
        assert other["y"] == one["y"] and other["x"] >= one["x"] + one["width"]
