"""Keywords, summaries, related documents and topics of small collections, and of real ones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import document

from sitegen.digest import digest_documents
from sitegen.digest.topics import topics
from sitegen.model import Digest, Document
from sitegen.search.tokens import Tokenizer

RENEWAL = (
    "全市目前拥有城市更新项目397个，总投资1.1万亿元，已累计完成投资2800亿元。"
    "城市更新让老城区有了新的样子。居民对城市更新的评价很高。",
    "此外，城市更新还带动了周边街区的改造，新增公园绿地若干。"
    "今年城市更新的目标是完成投资2000亿元，重点放在老旧小区和低效工业用地上。",
)
FINANCE = (
    "金融机构全年新增贷款3200亿元，同比增长8.1%。金融机构支持中小企业的力度加大。",
    "地方金融组织全部纳入监管，金融机构的不良贷款率保持在1.5%以下。",
)
WATER = (
    "黄河干流水质连续5年达到Ⅱ类标准，全市断面水质全部稳定达标。水质改善得益于污水治理。",
    "全市农村生活污水治理率达到70.5%，污水处理厂新建12座，水质监测点增加到97个。",
)


def collection() -> list[Document]:
    return [
        document("renewal", "城市更新一年间", [("", RENEWAL)], day=date(2025, 1, 1)),
        document("housing", "住房与城市更新", [("", RENEWAL[:1])], day=date(2025, 3, 1)),
        document("finance", "金融活水", [("", FINANCE)]),
        document("water", "水质报告", [("", WATER)]),
    ]


def digests(documents: list[Document], tokenizer: Tokenizer) -> dict[str, Digest]:
    return digest_documents(documents, tokenizer)


def test_keywords_are_what_a_document_is_about(tokenizer: Tokenizer) -> None:
    found = digests(collection(), tokenizer)
    assert found["renewal"].keywords[0] == "城市更新"
    assert found["finance"].keywords[0] == "金融机构"
    assert "水质" in found["water"].keywords
    assert len(found["renewal"].keywords) <= 8


def test_keywords_are_no_figures_and_no_officialese(tokenizer: Tokenizer) -> None:
    words = {
        word for digest in digests(collection(), tokenizer).values() for word in digest.keywords
    }
    assert not {word for word in words if re.search(r"\d", word)}
    assert not words & {"加快", "推进", "全市", "项目", "累计", "目标", "同比"}


def test_a_name_that_no_dictionary_has_is_joined(tokenizer: Tokenizer) -> None:
    text = (
        "新质生产力正在形成。",
        "新质生产力需要创新。",
        "各地都在谈新质生产力，新质生产力是热词。",
    )
    found = digests([document("a", "产业", [("", text)])], tokenizer)
    assert found["a"].keywords[0] == "新质生产力"


def test_keywords_are_written_as_in_the_text(tokenizer: Tokenizer) -> None:
    text = ("CBD片区启动。", "CBD片区招商。", "CBD商圈升级。")
    assert "CBD" in digests([document("a", "商圈", [("", text)])], tokenizer)["a"].keywords


def test_a_summary_quotes_whole_sentences_with_their_place(tokenizer: Tokenizer) -> None:
    [made, *_] = collection()
    summary = digests(collection(), tokenizer)["renewal"].summary
    assert [sentence.text for sentence in summary] == [
        "全市目前拥有城市更新项目397个，总投资1.1万亿元，已累计完成投资2800亿元。",
        "今年城市更新的目标是完成投资2000亿元，重点放在老旧小区和低效工业用地上。",
    ]
    blocks = list(made.blocks())
    assert [(s.anchor, s.index, s.section) for s in summary] == [
        (blocks[0].anchor, 0, made.lead.id),
        (blocks[1].anchor, 1, made.lead.id),
    ]


@pytest.mark.parametrize(
    "opening",
    ["此外，", "与此同时，", "其中，", "因此，", "二是", "这"],
)
def test_a_sentence_that_leans_on_another_is_avoided(opening: str, tokenizer: Tokenizer) -> None:
    leaning = f"{opening}城市更新项目397个总投资1.1万亿元，累计完成2800亿元。"
    others = ("城市更新让老城区有了新的样子。", "居民对城市更新的评价普遍很高。")
    made = document("a", "城市更新", [("", ("".join((leaning, *others)),))])
    texts = [s.text for s in digests([made], tokenizer)["a"].summary]
    assert texts == list(others)


def test_broken_sentences_and_datelines_are_not_quoted(tokenizer: Tokenizer) -> None:
    paragraphs = (
        "（上接一版）城市更新的步子越迈越大，全市都在看。",
        "本报讯（记者 甲乙）全市城市更新项目达到397个，总投资1.1万亿元。老城换了样子，配套也越来越",
        "完善，城市更新带来的变化看得见、摸得着。城市更新的下一站是老旧小区，计划改造120个。",
        "城市更新：未完待续",
    )
    made = document("a", "更新", [("", paragraphs)])
    assert [s.text for s in digests([made], tokenizer)["a"].summary] == [
        "全市城市更新项目达到397个，总投资1.1万亿元。",
        "城市更新的下一站是老旧小区，计划改造120个。",
    ]


def test_near_duplicates_are_quoted_once(tokenizer: Tokenizer) -> None:
    twice = (
        "全市城市更新项目397个，总投资1.1万亿元。",
        "目前全市城市更新项目有397个，总投资1.1万亿元。",
        "老旧小区改造完成120个，惠及居民3万户。",
    )
    summary = digests([document("a", "更新", [("", twice)])], tokenizer)["a"].summary
    assert len([s for s in summary if "397" in s.text]) == 1


def test_the_title_is_not_its_own_summary(tokenizer: Tokenizer) -> None:
    text = ("全市城市更新项目达到三百九十七个。老旧小区改造完成120个，惠及居民3万户。",)
    made = document("a", "全市城市更新项目达到三百九十七个", [("", text)])
    assert [s.text for s in digests([made], tokenizer)["a"].summary] == [
        "老旧小区改造完成120个，惠及居民3万户。"
    ]


def test_a_document_without_sentences_has_an_empty_digest(tokenizer: Tokenizer) -> None:
    assert digests([document("a", "无", [])], tokenizer)["a"].summary == ()


def test_documents_on_one_subject_are_related(tokenizer: Tokenizer) -> None:
    found = digests(collection(), tokenizer)
    assert found["renewal"].related[0] == "housing"
    assert "finance" not in found["renewal"].related
    assert all(slug not in digest.related for slug, digest in found.items())


def test_the_order_of_documents_does_not_matter(tokenizer: Tokenizer) -> None:
    documents = collection()
    assert digests(documents[::-1], tokenizer) == digests(documents, tokenizer)


def test_topics_are_tags_and_shared_keywords_with_the_newest_document_first() -> None:
    documents = collection()
    documents[2] = replace(documents[2], meta=replace(documents[2].meta, tags=("金融",)))
    keywords = {
        "renewal": ("城市更新", "公园"),
        "housing": ("城市更新",),
        "finance": ("金融机构",),
        "water": ("水质",),
    }
    found = [(t.name, t.slug, [d.slug for d in t.documents]) for t in topics(documents, keywords)]
    assert found == [
        ("城市更新", "cheng-shi-geng-xin", ["housing", "renewal"]),
        ("金融", "jin-rong", ["finance"]),
    ]


def test_topics_that_sound_alike_get_different_slugs() -> None:
    documents = collection()
    keywords = {d.slug: ("实体", "尸体") for d in documents[:2]}
    assert sorted(t.slug for t in topics(documents, keywords)) == ["shi-ti", "shi-ti-2"]


def test_real_documents_are_digested_as_an_editor_would(shared: Path, tokenizer: Tokenizer) -> None:
    """Articles of a real newspaper page: each about what its headline says."""
    [page] = (shared / "seeds").glob("000_*.txt")
    articles = re.split(r"(?m)^## ", page.read_text(encoding="utf-8"))
    documents = [
        document(f"d{number}", lines[0], [("", [line for line in lines[1:] if line.strip()])])
        for number, lines in enumerate(article.splitlines() for article in articles)
        if len("".join(lines)) > 300
    ]
    found = digests(documents, tokenizer)
    keywords = {d.meta.title: found[d.slug].keywords for d in documents}
    assert "保交房" in keywords["郑州市保交房年度目标任务超额完成"][:2]
    assert "新质生产力" in keywords["在培育发展新质生产力上走在前"][:2]
    assert "城市更新" in keywords["多措并举推动城市更新提速"][:2]
    for made in documents:
        text = "\n".join(block.plain for block in made.blocks())
        summary = found[made.slug].summary
        assert 2 <= len(summary) <= 4
        assert all(sentence.text in text for sentence in summary)
        assert not [s for s in summary if re.match("此外|同时|其中|与此同时|二是|[，、）]", s.text)]
