"""Figures that disagree, on pairs that a person can read (figures.yaml)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.translate.figures import disagreements
from sitegen.translate.figures_zh_types import from_han

PAIRS = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("chinese", "english"), PAIRS["right"])
def test_equal_figures_raise_no_alarm(chinese: str, english: str) -> None:
    assert disagreements(chinese, english) == ()


@pytest.mark.parametrize(("chinese", "english"), PAIRS["wrong"])
def test_different_figures_are_reported(chinese: str, english: str) -> None:
    assert disagreements(chinese, english)


def test_the_pairs_are_many_and_none_stands_twice() -> None:
    pairs = [tuple(pair) for pair in (*PAIRS["right"], *PAIRS["wrong"])]
    assert len(pairs) == len(set(pairs)) >= 300


def test_the_report_names_both_figures_and_the_value() -> None:
    [message] = disagreements("总投资1.1万亿元", "total investment of 1.1 billion yuan")
    expected = "the Chinese says 1.1万亿 (1,100,000,000,000), the English says 1.1 billion"
    assert message == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十四", 14),
        ("一百二十", 120),
        ("三万五千", 35_000),
        ("两亿", 2 * 10**8),
        ("二〇二五", 2025),
    ],
)
def test_numerals_in_characters_have_values(text: str, value: int) -> None:
    assert from_han(text) == value


def in_chinese(value: int, scale: str) -> str:
    size = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    return f"{(Decimal(value) / size).normalize():f}{scale}"


@given(st.integers(1, 10**15), st.sampled_from(["万", "亿", "万亿"]))
def test_any_amount_equals_itself_and_not_ten_times_itself(value: int, scale: str) -> None:
    chinese = f"共{in_chinese(value, scale)}元"
    assert disagreements(chinese, f"{value:,} yuan in all") == ()
    assert disagreements(chinese, f"{value * 10:,} yuan in all")


LETTERS = "一二三十百千万亿半多余第成分之个零下0123456789.,%-—~()亩斤公里米吨度年月日时小倍折番五"
WORDS = (
    "1 2.5 1,000 half a two third million km m2 hectares degrees Fahrenheit percent to and ( ) - ."
)


@given(
    st.text(LETTERS, max_size=30),
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=12).map(" ".join) | st.text(max_size=30),
)
def test_whatever_stands_in_a_text_is_compared_without_an_error(chinese: str, english: str) -> None:
    assert all("the English" in message for message in disagreements(chinese, english))
