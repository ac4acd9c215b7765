"""Cutting long texts to a limit, and glossary terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import ContentError
from sitegen.model import Term
from sitegen.translate.glossary import find_terms, parse_glossary, read_glossary
from sitegen.translate.send import split_to_limit, with_terms
from sitegen.translate.services import encoded_bytes

GLOSSARY = (Term("城市", "city"), Term("城市更新", "urban renewal"), Term("亩", "mu"))


def test_a_short_text_stays_whole() -> None:
    assert split_to_limit("好。坏。", 10, len) == ("好。坏。",)


def test_cuts_come_at_sentence_ends_then_at_commas_then_anywhere() -> None:
    assert split_to_limit("一二三。四五六。七八九。", 8, len) == ("一二三。四五六。", "七八九。")
    assert split_to_limit("一二三，四五六，七八九。", 5, len) == (
        "一二三，",
        "四五六，",
        "七八九。",
    )
    assert split_to_limit("一二三四五六七", 3, len) == ("一二三", "四五六", "七")


@given(st.text(alphabet="城市a1 。，！“”(", max_size=80), st.integers(9, 60))
def test_pieces_are_the_whole_text_and_fit(text: str, limit: int) -> None:
    pieces = split_to_limit(text, limit, encoded_bytes)
    assert "".join(pieces) == text
    assert all(encoded_bytes(piece) <= limit for piece in pieces)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("推进城市更新工作", "推进 urban renewal 工作"),
        ("城市更新，提速", "urban renewal，提速"),
        ("一座城市（城市更新）", "一座 city（urban renewal）"),
        ("共5亩地", "共5亩地"),
        ("见[1]城市[2]", "见[1] city [2]"),
        ("没有术语", "没有术语"),
    ],
)
def test_terms_are_replaced_the_longest_first(text: str, sent: str) -> None:
    assert with_terms(text, GLOSSARY) == sent


def test_a_term_inside_a_longer_one_is_not_found() -> None:
    assert [term.zh for _, term in find_terms("城市更新与城市", GLOSSARY)] == ["城市更新", "城市"]


def test_a_glossary_may_lack_notes_and_have_commas_in_quotes() -> None:
    text = (
        '\ufeffzh,en,note\r\n城市更新,urban renewal\r\n\r\n市委,"Party committee, municipal",a\r\n'
    )
    assert parse_glossary(text.removeprefix("\ufeff"), file="g") == (
        Term("城市更新", "urban renewal"),
        Term("市委", "Party committee, municipal", "a"),
    )


def test_a_glossary_may_have_columns_of_further_languages() -> None:
    text = "zh,en,ja,note,pt-BR\n绿化,greening,緑化,,\n公园,park,,a,parque\n"
    assert parse_glossary(text, file="g") == (
        Term("绿化", "greening", "", (("ja", "緑化"),)),
        Term("公园", "park", "a", (("pt-BR", "parque"),)),
    )


def test_no_glossary_is_an_empty_one(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.csv", file="g") == ()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("城市更新,urban renewal\n", 1, "the first line must be: zh,en,note"),
        ("zh,en,note\n城市更新\n", 2, "needs both languages"),
        ("zh,en,note\n,city\n", 2, "has no Chinese term"),
        ("zh,en,note\n市委,Party committee, municipal,a\n", 2, "in quotation marks"),
        ("zh,en,note\n城市,city\n\n城市,town\n", 4, "stands here again"),
        ('zh,en,note\n城市,"city\n', 2, "not closed"),
        ("zh,en,klingon\n", 1, "has a column 'klingon'; columns are zh, en, note and codes"),
        ("zh,en,note,note\n", 1, "each once"),
    ],
)
def test_a_wrong_line_is_named(text: str, line: int, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        parse_glossary(text, file="content/glossary.csv")
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("content/glossary.csv", line)
    assert message in problem.message
