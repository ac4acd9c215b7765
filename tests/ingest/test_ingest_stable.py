"""What must not matter: blank lines, line ends, a second pass; what may not happen: a crash."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content.load import parse_document
from sitegen.errors import SitegenError
from sitegen.ingest.draft import Draft
from sitegen.ingest.pieces import Kind
from sitegen.ingest.read import Seed, decode, read_seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import document_text
from sitegen.search.tokens import Tokenizer

ROOT = Path(__file__).parents[2]
CUT = Tokenizer().cut
SEEDS = [
    read_seed(path, path.name, file=path.name) for path in sorted((ROOT / "seeds").glob("*.txt"))
]


def parse(text: str, name: str = "a.txt") -> tuple[Draft, ...]:
    markdown = name.endswith(".md")
    return parse_seed(Seed(name, text, "UTF-8", "", markdown), CUT).drafts


def outline(drafts: tuple[Draft, ...]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (draft.meta.title, [(p.level, p.text) for p in draft.pieces if p.kind is Kind.HEADING])
        for draft in drafts
    ]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n\n", "\n \n\u3000\n"])
def test_line_ends_and_blank_lines_do_not_change_the_outline(seed: Seed, newline: str) -> None:
    lines = [line for line in seed.text.splitlines() if line.strip()]
    changed = replace(seed, text=newline.join(lines))
    assert outline(parse_seed(changed, CUT).drafts) == outline(parse_seed(seed, CUT).drafts)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_long_paragraphs_split_at_random_places_do_not_change_the_outline(seed: Seed) -> None:
    chance = random.Random(seed.name)
    lines = []
    for line in seed.text.splitlines():
        text = line.strip()
        if len(text) > 120 and not text.startswith("▲"):
            words = CUT(text)
            middle = sum(map(len, words[: chance.randrange(len(words) // 3, len(words) // 2)]))
            lines += [text[: middle + 1], "", text[middle + 1 :]]
        else:
            lines.append(line)
    changed = replace(seed, text="\n".join(lines))
    assert outline(parse_seed(changed, CUT).drafts) == outline(parse_seed(seed, CUT).drafts)


@pytest.mark.parametrize("path", sorted((ROOT / "content").glob("*/index.md")), ids=str)
def test_a_document_ingested_again_is_the_same_document(path: Path) -> None:
    text = path.read_text("utf-8")
    (draft,) = parse(text, "index.md")
    again = parse_document(document_text(draft, draft.meta), file="x", folder="x")
    first = parse_document(text, file="x", folder="x")
    assert again.meta == replace(first.meta, source=again.meta.source)
    assert [b.plain for b in again.blocks()] == [b.plain for b in first.blocks()]
    assert [(s.level, s.title) for s in again.walk()] == [(s.level, s.title) for s in first.walk()]


def test_markdown_keeps_its_own_structure() -> None:
    source = (
        "标题一\n=====\n\n第一段第一行\n第二行。\n\n小节\n-----\n\n- 甲\n  - 乙\n- 丙\n\n"
        "1. 一\n2. 二\n\n> 引文。\n\n```\n代码 | 不动\n```\n\n**重点**与[链接](https://example.org)。\n"
    )
    (draft,) = parse(source, "a.md")
    body = document_text(draft, replace(draft.meta, slug="a")).split("---\n", 2)[2]
    assert draft.meta.title == "标题一"
    assert body == (
        "\n第一段第一行第二行。\n\n## 小节\n\n- 甲\n   - 乙\n- 丙\n\n1. 一\n2. 二\n\n> 引文。\n\n"
        "```\n代码 | 不动\n```\n\n**重点**与[链接](https://example.org)。\n"
    )


HOSTILE = [
    *"#-=*_`|<>[](\\&a1一、。,(第专:“▲①问记\u3000",
    "第一",
    "1.",
    "| ",
    "记者 ",
    "2024年",
    "[(",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_one_long_line_of_one_character_costs_no_more_than_its_length(unit: str) -> None:
    started = time.process_time()
    drafts = parse((unit * 300_000)[:300_000])
    for draft in drafts:
        document_text(draft, replace(draft.meta, slug="a"))
    assert time.process_time() - started < 3  # linear: about 0.1 s; quadratic: minutes


def test_thousands_of_offices_above_one_date_are_no_deeper_than_a_few() -> None:
    (draft,) = parse("通告\n" + "市安委会\n" * 3000 + "2025年6月1日\n")
    assert draft.meta.title == "通告"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_give_documents_or_one_problem(data: bytes) -> None:
    try:
        text, _ = decode(data, file="seeds/a.txt")
    except SitegenError as error:
        assert str(error).startswith("seeds/a.txt: ")
        assert "\n" not in str(error)
        return
    for draft in parse(text):
        written = document_text(draft, replace(draft.meta, slug="a"))
        parse_document(written, file="index.md", folder="a")


def test_damaged_copies_of_real_files_never_end_in_a_traceback() -> None:
    chance = random.Random(1)
    originals = [path.read_bytes() for path in sorted((ROOT / "seeds").iterdir())]
    for _ in range(300):
        data = bytearray(chance.choice(originals)[: chance.randrange(2000)])
        for _ in range(chance.randrange(20)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            text, _ = decode(bytes(data), file="a.txt")
        except SitegenError:
            continue
        for draft in parse(text):
            written = document_text(draft, replace(draft.meta, slug="a"))
            parse_document(written, file="index.md", folder="a")
