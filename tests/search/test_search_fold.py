from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.search.fold import fold, squeeze, squeezed
from sitegen.search.grams import gram_codes, texts_of
from sitegen.search.numbers import MOST, decode, encode, gaps
from sitegen.search.points import KEPT, TRADITIONAL, points_of, text_of
from sitegen.search.variants import simplified

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
MIXED = st.text(alphabet="保障性住房ab12 ，.", max_size=12)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_folds_and_squeezes_as_the_vectors_say(vectors: Any) -> None:
    for case in vectors("fold"):
        assert fold(case["text"]) == case["folded"], case["title"]
        text, offsets = squeeze(case["folded"])
        assert text == case["squeezed"], case["title"]
        in_units = [units(case["folded"][:offset]) for offset in offsets]
        firsts = [at for at in case["offsets"] if at in in_units]
        assert in_units == firsts, case["title"]


def grams(text: str) -> set[str]:
    points = points_of(text).folded
    return set(texts_of(gram_codes(points, np.zeros(len(points), np.int32))))


def test_grams_are_those_of_the_vectors(vectors: Any) -> None:
    for case in vectors("grams"):
        assert grams(case["squeezed"]) == set(case["grams"]), case["title"]


@given(TEXT)
def test_folding_keeps_every_offset_in_python_and_in_javascript(text: str) -> None:
    folded = fold(text)
    assert [units(character) for character in folded] == [units(character) for character in text]


@given(TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_table_of_characters_folds_and_squeezes_as_one_does(text: str) -> None:
    points = points_of(text)
    assert text_of(points.folded) == fold(text)
    kept = points.are(KEPT) | points.decimal_points()
    assert text_of(points.folded[kept]) == squeezed(fold(text))
    assert points.are(TRADITIONAL).tolist() == [character in simplified() for character in text]


@given(TEXT)
def test_offsets_lead_back_to_the_squeezed_characters(text: str) -> None:
    folded = fold(text)
    characters, offsets = squeeze(folded)
    assert [folded[offset] for offset in offsets] == list(characters)
    assert characters == squeezed(folded)
    assert all(
        character.isalnum() or character == "." or ord(character) >= 0x20000
        for character in characters
    )


@given(MIXED)
def test_every_pair_in_a_text_begins_one_of_its_grams(text: str) -> None:
    run = squeezed(text)
    found = grams(run)
    assert all(any(gram.startswith(run[i : i + 2]) for gram in found) for i in range(len(run)))
    assert all(gram in run for gram in found)


@given(st.lists(st.integers(min_value=0, max_value=MOST - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decode(encode(numbers)) == numbers


def test_numbers_that_six_digits_cannot_hold_are_refused() -> None:
    for number in (-1, MOST):
        with pytest.raises(ValueError, match=str(number)):
            encode([number])


def test_numbers_are_written_as_the_vectors_say(vectors: Any) -> None:
    for case in vectors("numbers"):
        assert encode(case["numbers"]) == case["text"]


@given(st.lists(st.integers(min_value=0, max_value=10_000), unique=True).map(sorted))
def test_gaps_add_up_again(numbers: list[int]) -> None:
    total = 0
    back = [total := total + gap for gap in gaps(numbers)]
    assert back == numbers
