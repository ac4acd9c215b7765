"""content/ on disk to a library: structure, anchors, front matter and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.config import load_config
from sitegen.content.blocks import parse_blocks
from sitegen.content.load import load_library, parse_document
from sitegen.content.markdown import (
    escape,
    escape_cell,
    inline_html,
    is_safe_link,
    plain_text,
)
from sitegen.errors import ContentError
from sitegen.model import BlockKind, Document

TEXT = """---
title: 城市更新
date: 2025-01-15
tags: [住房]
---

引言一段。

## 一、目标

第一段。

第二段。

### (一)细则

- 甲
- 乙

| 指标 | 2024 |
| --- | --- |
| 就业 | 12万人 |

## 二、措施

最后一段。
"""


def document(text: str = TEXT) -> Document:
    return parse_document(text, file="content/a/index.md", folder="a")


def test_sections_nest_and_blocks_have_their_lines() -> None:
    read = document()
    assert [block.plain for block in read.lead.blocks] == ["引言一段。"]
    assert [section.title for section in read.sections] == ["一、目标", "二、措施"]
    (child,) = read.sections[0].children
    assert [block.kind for block in child.blocks] == [
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.TABLE,
    ]
    assert child.blocks[2].rows == (("指标", "2024"), ("就业", "12万人"))
    assert read.sections[0].line == 9
    assert read.sections[0].blocks[1].line == 13


def test_an_insertion_elsewhere_leaves_every_anchor_as_it_was() -> None:
    before = {block.plain: block.anchor for block in document().blocks()}
    changed = document(TEXT.replace("引言一段。", "引言一段。\n\n新加的一段。"))
    after = {block.plain: block.anchor for block in changed.blocks()}
    assert {plain: after[plain] for plain in before} == before


def test_equal_paragraphs_and_headings_get_anchors_of_their_own() -> None:
    read = document("---\ntitle: t\n---\n\n同。\n\n同。\n\n## 节\n\n## 节\n")
    anchors = [block.anchor for block in read.blocks()]
    ids = [section.id for section in read.sections]
    assert len({*anchors, *ids}) == 4


def test_a_heading_of_level_one_is_the_title_when_front_matter_has_none() -> None:
    assert document("# 标题\n\n正文。\n").meta.title == "标题"


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("title: t\ntitel: x", 3, "did you mean `title`"),
        ("title: [", 2, "not valid YAML"),
        ('title: "甲\ntags: [a]\nsource: b', 2, "in what opens here"),
        ("title: 甲\ntags: [a\nsource: b", 3, "in what opens here"),
        ("title: t\ndate: 14. März", 3, "`date`"),
        ("title: t\nslug: ../up", 3, "`slug`"),
        ("title: t\nsource: ../../etc/passwd", 3, "inside seeds"),
        ("title: t\naliases: [../x]", 3, "inside the site"),
        ("title: t\nlang: fr", 3, "zh or en"),
        ("a: &a [1]\nb: *a\ntitle: t", 3, "aliases are not allowed"),
        ("title: !!python/object/apply:os.system [ls]", 2, "not valid YAML"),
        ("- title", 2, "key: value"),
    ],
)
def test_wrong_front_matter_is_one_line_with_its_place(front: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        document(f"---\n{front}\n---\n\n正文。\n")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("content/a/index.md", line)
    assert words in problem.message
    assert "\n" not in problem.message


def test_a_document_without_any_title_is_told_how_to_get_one() -> None:
    with pytest.raises(ContentError, match="add a front matter line"):
        document("正文。\n")


def test_tags_have_english_names_from_their_own_table_or_the_glossary(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('title = "t"\n', "utf-8")
    folder = tmp_path / "content/a"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(TEXT, "utf-8")
    (tmp_path / "content/glossary.csv").write_text("zh,en,note\n更新,renewal,\n", "utf-8")
    (tmp_path / "content/tags.csv").write_text("zh,en,note\n住房,housing,\n", "utf-8")
    library = load_library(load_config(tmp_path))
    assert [library.tag(name, "en") for name in ("住房", "更新", "别的")] == [
        "housing",
        "renewal",
        "别的",
    ]
    assert library.tag("住房", "zh") == "住房"
    assert [topic.name for topic in library.topics] == ["住房"]


def test_all_wrong_documents_are_told_at_once_and_shared_slugs_too(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('title = "t"\n', "utf-8")
    for name, text in {
        "a": "---\nslug: same\ntitle: t\n---\n",
        "b": "---\nslug: same\ntitle: t\n---\n",
        "c": "---\nwrong: 1\n---\n",
    }.items():
        (tmp_path / "content" / name).mkdir(parents=True)
        (tmp_path / "content" / name / "index.md").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(load_config(tmp_path))
    assert [problem.file for problem in caught.value.problems] == [
        "content/b/index.md",
        "content/c/index.md",
    ]


LINE = (
    st.text(alphabet="a1中.。#*_-+=>|`~[]()<>!&;\\ :\"'/htpamp", min_size=1, max_size=16)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@settings(max_examples=400, deadline=None)
@given(LINE, LINE)
def test_escaped_text_reads_back_as_itself_wherever_it_stands(first: str, second: str) -> None:
    """In a paragraph, an item, a heading and a table cell."""
    assert plain_text(escape(first)) == first
    text = (
        f"{escape(first)}\n\n- {escape(first)}\n- {escape(second)}\n\n## {escape(second)}\n\n"
        f"| {escape_cell(first)} | {escape_cell(second)} |\n| --- | --- |\n| x | y |\n"
    )
    *blocks, table = parse_blocks(text)
    assert [plain_text(block.text) for block in blocks] == [first, first, second, second]
    assert [plain_text(cell) for cell in table.rows[0]] == [first, second]


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://example.org/a", True),
        ("mailto:a@example.org", True),
        ("../other/index.md#p-1", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("vbscript:x", False),
    ],
)
def test_links_lead_only_where_documents_may(link: str, safe: bool) -> None:
    assert is_safe_link(link) is safe


def test_markup_in_a_document_is_text() -> None:
    html = inline_html('<script>alert(1)</script> [x](javascript:alert(1)) <b onclick="x">')
    assert "<script" not in html
    assert "<b" not in html
    assert 'href="javascript' not in html


def test_meta_is_frozen_front_matter() -> None:
    meta = document().meta
    assert replace(meta, tags=()).tags == ()
    assert meta.tags == ("住房",)
    assert str(meta.date) == "2025-01-15"
