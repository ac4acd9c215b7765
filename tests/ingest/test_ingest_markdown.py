"""Seeds in Markdown keep their structure, from the seed to the blocks of the document."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.content.check import check_site
from sitegen.content.load import load_library, parse_document
from sitegen.ingest.read import Seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import document_text
from sitegen.model import Document


def document(text: str) -> Document:
    """What a site reads of the document that ingest makes of a seed."""
    (draft,) = parse_seed(Seed("seed.md", text, "UTF-8", "", markdown=True), list).drafts
    return parse_document(document_text(draft, draft.meta), file="x/index.md", folder="x")


@pytest.mark.parametrize(
    "items",
    [
        "- 甲\n  - 乙\n  - 丙\n    - 丁\n- 戊",
        "- 甲\n    - 乙\n    - 丙\n        - 丁\n- 戊",
        "- 甲\n   - 乙\n   - 丙\n      - 丁\n- 戊",
        "- 甲\n\t- 乙\n\t- 丙\n\t\t- 丁\n- 戊",
        "* 甲\n\n  * 乙\n\n  * 丙\n\n    * 丁\n\n* 戊",
        "  - 甲\n    - 乙\n    - 丙\n      - 丁\n  - 戊",
        "-   甲\n    -   乙\n    -   丙\n        -   丁\n-   戊",
        "1. 甲\n   1. 乙\n   2. 丙\n      - 丁\n2. 戊",
        "10. 甲\n    - 乙\n    - 丙\n        - 丁\n11. 戊",
        "- 甲\n  1. 乙\n  2. 丙\n     1. 丁\n- 戊",
    ],
)
def test_lists_nest_whatever_their_indentation(items: str) -> None:
    found = [(block.text, block.depth) for block in document(f"# 题\n\n{items}\n").blocks()]
    assert found == [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0)]


def test_a_paragraph_ends_a_list_and_no_item_becomes_code() -> None:
    found = document("# 题\n\n- 甲\n  - 乙\n\n段落。\n\n    - 丙\n      - 丁\n").blocks()
    kinds = [(block.kind.value, block.text, block.depth) for block in found]
    assert kinds == [
        ("item", "甲", 0),
        ("item", "乙", 1),
        ("paragraph", "段落。", 0),
        ("item", "丙", 0),
        ("item", "丁", 1),
    ]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("- 新建公园，\n  共12个。\n- 改造\n老旧公园", ["新建公园，共12个。", "改造老旧公园"]),
        ("1. 摸清底数；\n   逐一登记。\n2. 制定方案", ["摸清底数；逐一登记。", "制定方案"]),
        ("* 甲\n  续\n    * 乙\n      续\n* 丙", ["甲续", "乙续", "丙"]),
        ("- 甲\n\n另一段\n接着写。", ["甲", "另一段接着写。"]),
        ("- 甲。\n另一段。", ["甲。", "另一段。"]),
        ("- 甲。\n  还是甲。", ["甲。还是甲。"]),
        ("- 甲\n---\n正文。", ["甲", "正文。"]),
        ("- 甲\n<!-- 记 -->\n正文。", ["甲", "正文。"]),
        ("甲\n\n***\n乙", ["甲", "乙"]),
    ],
)
def test_lines_that_go_on_with_an_item_belong_to_it(items: str, expected: list[str]) -> None:
    assert [block.text for block in document(f"# 题\n\n{items}\n").blocks()] == expected


def test_an_item_that_goes_on_keeps_what_stands_in_it_and_english_its_spaces() -> None:
    found = document("# 题\n\n- 甲\n  续\n  - 乙\n- 丙\n").blocks()
    assert [(block.text, block.depth) for block in found] == [("甲续", 0), ("乙", 1), ("丙", 0)]
    text = "The work of the city on its parks is to be done this year:\n\n- twelve new\n  parks\n"
    found = document(f"# Parks\n\n{text}").blocks()
    assert [block.text for block in found][1] == "twelve new parks"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> 引用的话，\n> 分两行。", [("quote", "引用的话，分两行。")]),
        ("> 引用的话，\n分两行。", [("quote", "引用的话，分两行。")]),
        ("> 甲。\n>\n> 乙。\n>> 丙。", [("quote", "甲。"), ("quote", "乙。"), ("quote", "丙。")]),
        ("> 重点是\n> *质量*和\n> -5度。", [("quote", "重点是质量和-5度。")]),
        ("> 甲\n> ——鲁迅", [("quote", "甲"), ("quote", "——鲁迅")]),
        ("> 引文完。\n后文", [("quote", "引文完。"), ("paragraph", "后文")]),
        ("> 甲\n- 项\n> 乙", [("quote", "甲"), ("item", "项"), ("quote", "乙")]),
        ("> 甲\n---\n> 乙", [("quote", "甲"), ("quote", "乙")]),
        ("> 甲\n> 1、乙\n> 2、丙", [("quote", "甲"), ("quote", "1、乙"), ("quote", "2、丙")]),
        ("前文\n> 甲。\n\n后文", [("paragraph", "前文"), ("quote", "甲。"), ("paragraph", "后文")]),
        ("```\n> 甲\n> 乙\n```", [("code", "> 甲\n> 乙")]),
        ("气温>30度\n>且<40度", [("paragraph", "气温>30度"), ("quote", "且<40度")]),
    ],
)
def test_each_paragraph_of_a_quotation_is_one(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(block.kind.value, block.plain) for block in document(f"# 题\n\n{text}\n").blocks()]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "> 第十条 公民有权。\n> 第十一条 公民有义务。",
        "> 引文很好。\n> 2019年3月1日",
        "> 引文很好。\n> 郑州市人民政府\n> 2019年3月1日",
        "> 通知如下：\n> 一、加强管理\n> 二、落实责任",
        "> 来源：新华社\n> 记者 张三",
        "> 甲\n> ---\n> 乙",
        "> 甲\n> [1]: https://a.b\n> 乙",
        "> • 甲\n> • 乙\n> – 鲁迅",
    ],
)
def test_what_is_quoted_is_nothing_of_the_document_itself(text: str) -> None:
    found = document(f"# 题\n\n{text}\n\n后文完。\n")
    assert [section.title for section in found.sections] == []
    assert (found.meta.date, found.meta.publisher, found.meta.authors) == (None, "", ())
    kinds = {block.kind.value for block in found.blocks()}
    assert kinds <= {"quote", "paragraph", "item", "code"}
    assert list(found.blocks())[-1].plain == "后文完。"


def test_code_inside_a_quotation_stays_in_sight() -> None:
    shown = [b.plain for b in document("# 题\n\n> ```\n> 一\n> 二\n> ```\n\n后文。\n").blocks()]
    assert {"一", "二", "后文。"} <= set(shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 甲\n- 乙", ["甲", "乙"]),
        ("- 甲\n- 乙。\n特此通知。", ["甲", "乙。", "特此通知。"]),
        ("正文如下。\n特此通知。", ["正文如下。特此通知。"]),
    ],
)
def test_who_signs_stands_apart_though_no_empty_line_says_so(
    text: str, expected: list[str]
) -> None:
    found = document(f"# 题\n\n{text}\n郑州市人民政府\n2025年3月1日\n")
    assert found.meta.publisher == "郑州市人民政府"
    assert [block.plain for block in found.blocks()][:-2] == expected


@pytest.mark.parametrize("unit", [">", "> ", "> >x", ">\n", "> a\n", "- a\nb\n", "```\n> "])
def test_marks_by_the_ten_thousand_cost_no_more_than_their_length(unit: str) -> None:
    started = time.process_time()
    parse_seed(Seed("seed.md", unit * 30_000, "UTF-8", "", markdown=True), list)
    assert time.process_time() - started < 5  # linear: half a second; quadratic: minutes


NOTES = """# 关于预算执行情况的报告

收入900亿元[^1]，详见[决算][final]和[总表]。

[^1]: 快报数，
未经审计。
[final]: https://example.org/2024 "决算"
[总表]: https://example.org/all
"""


def test_addresses_and_notes_reach_the_page_and_the_search(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('title = "公报"\n', encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/report.md").write_text(NOTES, encoding="utf-8")
    config = load_config(tmp_path)
    assert build_site(config, jobs=1).problems == ()
    (document,) = load_library(config).documents
    assert document.meta.notes == ()
    page = (config.output / f"docs/{document.slug}/index.html").read_text(encoding="utf-8")
    assert '收入900亿元<sup><a href="#fn-1">[1]</a></sup>' in page
    assert '<p id="fn-1"><sup>[1]</sup> 快报数，未经审计。</p>' in page
    assert '<a href="https://example.org/2024" title="决算">决算</a>' in page
    assert '<a href="https://example.org/all">总表</a>' in page
    assert not [p for p in check_site(config, load_library(config)) if p.severity != "note"]
    packs = (config.output / "search-index").glob("text-*.json")
    assert any("快报数，未经审计。" in pack.read_text(encoding="utf-8") for pack in packs)
