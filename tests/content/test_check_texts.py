"""The check names pictures without a text, and translations that translate nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.config import load_config
from sitegen.content.check_texts import check_texts
from sitegen.content.load import load_library
from sitegen.errors import ContentError

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def said(site: Path) -> list[str]:
    config = load_config(site)
    return [str(problem) for problem in check_texts(config, load_library(config))]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "a"
    folder.mkdir(parents=True)
    (tmp_path / "sitegen.toml").write_text('title = "T"\n', encoding="utf-8")
    text = "---\ntitle: 题\n---\n正文。\n\n![河岸](a.png)\n\n```\n![](code.png)\n```\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    entries = 'msgid "正文。"\nmsgstr "Text."\n'
    (folder / "en.po").write_text(HEADER + entries, encoding="utf-8")
    return tmp_path


def test_described_pictures_and_fitting_translations_are_fine(site: Path) -> None:
    assert said(site) == []


def test_picture_without_a_text_is_named_with_its_line(site: Path) -> None:
    page = site / "content/a/index.md"
    page.write_text(page.read_text("utf-8") + "\n看 ![ ](b.png) 这里。\n", encoding="utf-8")
    (line,) = said(site)
    assert line.startswith("content/a/index.md:12: picture without a text")


def test_translation_of_a_text_that_is_gone_is_named_with_its_line(site: Path) -> None:
    catalog = site / "content/a/en.po"
    entry = '\nmsgid "旧文。"\nmsgstr "Old."\n'
    catalog.write_text(catalog.read_text("utf-8") + entry, encoding="utf-8")
    (line,) = said(site)
    assert line.startswith("content/a/en.po:7: translates a text that content/a/index.md does not")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("gone/en.po", "translates no document"),
        ("a/fr.po", "is in 'fr', which is no language of the site: zh, en"),
        ("a/zh.po", "is in the language of its document"),
    ],
)
def test_orphan_catalog_is_named(site: Path, file: str, reason: str) -> None:
    path = site / "content" / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADER, encoding="utf-8")
    (line,) = said(site)
    assert line.startswith(f"content/{file}: {reason}")


def test_slug_that_two_documents_share_is_named_in_both(site: Path) -> None:
    (site / "content/b").mkdir()
    text = "---\ntitle: 乙\nslug: a\n---\n正文。\n"
    (site / "content/b/index.md").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"b/index.md:1: slug `a` is already taken by content/a"):
        said(site)
