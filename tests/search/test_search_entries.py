from __future__ import annotations

from dataclasses import replace
from datetime import date

from builders import block, document, library

from sitegen.content.facts import LONG_DOCUMENT
from sitegen.model import Block, BlockKind, Document
from sitegen.search.entries import Entry, Passage, entries


def homes() -> Document:
    return document(
        "homes",
        "保交房工作",
        [("", ["全市保交房进展顺利。"]), ("成效", ["交付1.2万套。", "12.74"]), ("问题", [])],
        day=date(2025, 1, 8),
        publisher="郑州日报",
    )


def test_every_section_is_an_entry_in_reading_order() -> None:
    found = list(entries(library([homes()])))
    assert [entry.title for entry in found] == ["", "成效", "问题"]
    assert [entry.url for entry in found] == ["docs/homes/", "docs/homes/#s1", "docs/homes/#s2"]
    assert found[1] == Entry(
        lang="zh",
        document="homes",
        document_title="保交房工作",
        title="成效",
        url="docs/homes/#s1",
        date="2025-01-08",
        publisher="郑州日报",
        passages=(Passage("p-1-0", "交付1.2万套。"), Passage("p-1-1", "12.74")),
    )


def test_what_stands_above_the_text_is_found_in_the_first_entry() -> None:
    made = homes()
    meta = replace(made.meta, subtitle="副题", kicker="引题", authors=("某甲", "某乙"))
    first, *others = entries(library([replace(made, meta=meta)]))
    above = [passage.text for passage in first.passages if not passage.anchor]
    assert above == ["引题", "保交房工作", "副题", "某甲 某乙", "郑州日报"]
    assert not any(passage.anchor == "" for entry in others for passage in entry.passages)


def test_a_document_without_text_can_be_found_by_its_title() -> None:
    (entry,) = entries(library([document("empty", "只有标题", [])]))
    assert entry.passages == (Passage("", "只有标题"),)


def test_english_has_the_translated_blocks_only() -> None:
    units = {"成效": "Results", "交付1.2万套。": "12,000 homes handed over."}
    found = list(entries(library([homes()], {"homes": units})))
    english = [entry for entry in found if entry.lang == "en"]
    assert [entry.title for entry in english] == ["Results"]
    assert english[0].url == "en/docs/homes/#s1"
    assert english[0].document_title == "保交房工作"
    assert [passage.text for passage in english[0].passages] == [
        "12,000 homes handed over.",
        "12.74",
    ]


def test_figures_alone_do_not_make_a_section_english() -> None:
    found = list(entries(library([homes()], {"homes": {"全市保交房进展顺利。": "Going well."}})))
    assert [entry.url for entry in found if entry.lang == "en"] == ["en/docs/homes/"]


def test_languages_and_documents_are_ranges() -> None:
    other = document("other", "另一篇", [("", ["正文。"])])
    english = {
        slug: {"正文。": "Text.", "全市保交房进展顺利。": "Well."} for slug in ("homes", "other")
    }
    order = [(e.lang, e.document) for e in entries(library([homes(), other], english))]
    assert order == [("zh", "homes")] * 3 + [("zh", "other"), ("en", "homes"), ("en", "other")]


def test_tables_are_read_row_by_row_in_both_languages() -> None:
    table = Block(
        BlockKind.TABLE, "", "指标 数值\n产量 12", "p-t", 1, rows=(("指标", "数值"), ("产量", "12"))
    )
    made = document("table", "表", [("", [])])
    made = replace(made, lead=made.lead._replace(blocks=(table,)))
    zh, en = entries(library([made], {"table": {"指标": "Indicator", "产量": "Output"}}))
    assert zh.passages[-1].text == "指标 数值\n产量 12"
    assert en.passages[-1].text == "Indicator\nOutput 12"


def test_markdown_marks_are_not_searched() -> None:
    made = document("marks", "标记", [("", ["x"])])
    marked = block("**重点** [项目](https://example.org/)")._replace(plain="重点 项目")
    made = replace(made, lead=made.lead._replace(blocks=(marked,)))
    english = {"marks": {marked.text: "**Key** [projects](https://example.org/)"}}
    zh, en = entries(library([made], english))
    assert (zh.passages[-1].text, en.passages[-1].text) == ("重点 项目", "Key projects")


def test_a_section_of_a_long_document_has_the_url_of_its_page() -> None:
    half = "字" * (LONG_DOCUMENT // 2)
    made = document("long", "长文", [("上", [half]), ("下", [half])])
    assert [e.url for e in entries(library([made]))] == ["docs/long/s0/#s0", "docs/long/s1/#s1"]
