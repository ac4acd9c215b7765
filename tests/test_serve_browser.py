"""What a person sees who edits the demo with `sitegen serve` and a browser beside the editor."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from chromium import launch
from playwright.sync_api import Page, expect, sync_playwright
from preview_client import Preview, served

from sitegen.files import theme_root

ROOT = Path(__file__).parents[1]
PATIENCE = 150_000
"""Milliseconds for what takes less than one on an idle machine."""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The demo below a base path, served."""
    root = tmp_path_factory.mktemp("demo") / "site"
    for name in ("content", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "sitegen.toml").read_text("utf-8")
    settings = re.sub(r"(?m)^base_url.*$", "", settings)
    address = 'base_url = "https://example.org/digest/"\n'
    (root / "sitegen.toml").write_text(address + settings, encoding="utf-8")
    with served(root) as preview:
        yield preview


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        opened = browser.new_page()
        opened.set_default_timeout(PATIENCE)
        complaints: list[str] = []
        opened.on(
            "console", lambda m: complaints.append(m.text) if "Content Security" in m.text else None
        )
        yield opened
        browser.close()
        assert complaints == [], "the preview breaks the policy of its pages"


def shows(page: Page, change: Callable[[], object], words: str, *, element: str = "body") -> None:
    """Make a change; the page that is open shows the words, without a hand on the browser."""
    change()
    expect(page.locator(element)).to_contain_text(words, timeout=PATIENCE)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def document(preview: Preview) -> Path:
    """A document that has a translation."""
    return min((preview.root / "content").glob("*/en.po")).parent


def open_document(page: Page, preview: Preview, lang: str = "") -> Path:
    folder = document(preview)
    with page.expect_websocket():  # which the preview tells to reload
        page.goto(f"{preview.url}{lang}docs/{folder.name}/")
    return folder


def test_edit_of_a_document_appears(page: Page, preview: Preview) -> None:
    assert preview.url.endswith("/digest/")
    index = open_document(page, preview) / "index.md"
    change = partial(replace, index, "\n---\n", "\n---\n\n这一句刚刚写下。\n")
    shows(page, change, "这一句刚刚写下。")


def test_mistake_appears_with_its_line_and_goes_when_mended(page: Page, preview: Preview) -> None:
    index = open_document(page, preview) / "index.md"
    said = "unknown front matter key `titel`"
    shows(page, partial(replace, index, "title:", "titel:"), said, element=".sitegen-problems")
    replace(index, "titel:", "title:")
    expect(page.locator(".sitegen-problems")).to_have_count(0, timeout=PATIENCE)
    terminal = next(line for line in preview.said if "titel" in line)
    assert re.match(rf"content/{index.parent.name}/index\.md:\d+: ", terminal)


def test_edit_of_a_translation_appears(page: Page, preview: Preview) -> None:
    catalog = open_document(page, preview, "en/") / "en.po"
    text = catalog.read_text("utf-8")
    found = re.search(r'(?m)^msgstr "([^"\\]{12,})"$', text.partition("\n\n")[2])
    assert found
    change = partial(replace, catalog, found[1], f"Freshly put: {found[1]}")
    shows(page, change, "Freshly put: ")


def test_edit_of_a_template_appears(page: Page, preview: Preview) -> None:
    open_document(page, preview)
    footer = preview.root / "templates" / "partials" / "footer.html"
    footer.parent.mkdir(parents=True)
    text = (theme_root() / "partials" / "footer.html").read_text("utf-8")
    change = partial(footer.write_text, f"{text}<p>新的页脚</p>\n", encoding="utf-8")
    shows(page, change, "新的页脚")


def test_edit_of_a_style_appears(page: Page, preview: Preview) -> None:
    open_document(page, preview)
    style = preview.root / "templates" / "static" / "css" / "base.css"
    style.parent.mkdir(parents=True)
    text = (theme_root() / "static" / "css" / "base.css").read_text("utf-8")
    style.write_text(f"{text}\nbody {{ letter-spacing: 3px }}\n", encoding="utf-8")
    expect(page.locator("body")).to_have_css("letter-spacing", "3px", timeout=PATIENCE)
