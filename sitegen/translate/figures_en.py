"""The figures of an English text by value: 1.1 trillion, 126,500, fourteen, March 14, 2024."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sitegen.translate.figures_zh import DIGITS, decimal, fold

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_WORDS = {word: value for value, word in enumerate(_ONES)}
_WORDS |= {word: value for value, word in enumerate(_ORDINALS)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_WORDS |= {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, start=2)}
_WORDS |= {"a": 1, "an": 1}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6}
_SCALES |= {"billion": 10**9, "trillion": 10**12, "k": 10**3, "mn": 10**6, "m": 10**6}
_SCALES |= {"bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12}
_PLURALS = ["dozens", "hundreds", "thousands", "millions", "billions", "trillions"]
_IN_WORDS = {
    "half": ("0.5", "50"), "halved": ("0.5", "50"), "quarter": ("0.25", "25"),
    "both": ("2",), "pair": ("2",), "twin": ("2",), "dual": ("2",), "two-way": ("2",),
    "twice": ("2", "200"), "double": ("2", "200", "100"), "doubled": ("2", "200", "100"),
    "doubling": ("2", "200", "100"), "twofold": ("2", "200", "100"),
    "triple": ("3", "300"), "tripled": ("3", "300", "200"), "threefold": ("3", "300", "200"),
    "quadruple": ("4",), "quadrupled": ("4", "400", "300"), "decade": ("10",), "decades": ("10",),
    "century": ("100",), "noon": ("12",), "midnight": ("0", "24"), "fortnight": ("14",),
    "all": ("100",), "every": ("100",), "full": ("100",), "fully": ("100",), "entire": ("100",),
    "entirely": ("100",), "complete": ("100",), "completely": ("100",), "universal": ("100",),
    "round-the-clock": ("24",),
}  # fmt: skip
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|uary|ruary|ch|il|e|y|ust|ember|ober)?\b"
)


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PERCENT_SIGN = r"%|per ?cent\b|pct\b|percentage[ -]points?\b|pp\b"
_NUMBER = re.compile(
    rf"(?:(?<![\w.])|(?<=RMB|CNY)|(?<=US))(?P<number>{DIGITS})(?:st|nd|rd|th)?(?![A-Za-z]*\d)"
    rf"(?P<scales>(?:[ \-]?(?:{_any(_SCALES)})\b)*)"
    rf"(?P<percent>\s*(?:{_PERCENT_SIGN}|points?\b))?",
    re.IGNORECASE,
)
_FOLLOWERS = {*_WORDS, *_SCALES, *_PLURALS} - {"a", "an", "k", "m", "b"}
_WORD_NUMBER = re.compile(
    rf"\b(?:{_any(_WORDS)})(?:(?:[ \-]|\sand\s)(?:{_any(_FOLLOWERS)}))*\b"
    rf"(?P<percent>\s*(?:{_PERCENT_SIGN}))?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:[-~–—]|to|and|or|through|,|, and|%? ?(?:[-–—]|to))\s*(?:(?:US)?[$¥€])?", re.IGNORECASE
)
_OTHER_MEASURES = re.compile(
    r"\b(?:hectares?|ha|acres?|kg|kilograms?|kilos?|tonnes?|tons?|pounds?)\b", re.IGNORECASE
)
_ENUMERATOR = re.compile(r"\(?(\d{1,2})(?:\)|\.(?!\d))")
_PERCENT = re.compile(_PERCENT_SIGN, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EnglishFigure:
    """A figure in an English text."""

    text: str
    values: frozenset[Decimal]
    """Its possible values: the 3 of `3 to 5 million` may be 3 or 3,000,000."""
    is_percent: bool
    is_word: bool
    """Whether it is written in words, which are never held against a translation."""
    is_aside: bool
    """Whether it stands in brackets: a translator's gloss."""


@dataclass(frozen=True, slots=True)
class English:
    """All figures of an English text."""

    figures: tuple[EnglishFigure, ...]
    months: frozenset[Decimal]
    """Numbers of the months named."""
    has_percent: bool
    measures_anew: bool
    """Whether it gives areas or weights in measures of other lands."""
    enumerator: Decimal | None
    """The number that the text begins with, in digits: 3 for `3.` and `(3)`."""


def read_english(text: str) -> English:
    """The figures of a plain English text."""
    folded = fold(text)
    months = frozenset(
        Decimal(number)
        for match in _MONTH.finditer(folded)
        for number, name in enumerate(_MONTHS, start=1)
        if name.startswith(match[1].lower()[:3])
    )
    found = (*_digits(folded), *_words(folded))
    begins = _ENUMERATOR.match(folded)
    return English(
        figures=found,
        months=months,
        has_percent=bool(_PERCENT.search(folded)),
        measures_anew=bool(_OTHER_MEASURES.search(folded)),
        enumerator=decimal(begins[1]) if begins else None,
    )


def _digits(text: str) -> Iterator[EnglishFigure]:
    matches = list(_NUMBER.finditer(text))
    for position, match in enumerate(matches):
        number = decimal(match["number"])
        values = {number * _scale(match["scales"])}
        if not match["scales"].strip():
            values |= {number * scale for scale in _inherited(text, matches[position:])}
        aside = text.count("(", 0, match.start()) > text.count(")", 0, match.start())
        is_percent = bool(match["percent"])
        yield EnglishFigure(match[0].strip(), frozenset(values), is_percent, False, aside)


def _scale(words: str) -> Decimal:
    scale = Decimal(1)
    for word in re.findall("[a-z]+", words.lower()):
        scale *= _SCALES[word]
    return scale


def _inherited(text: str, matches: list[re.Match[str]]) -> Iterator[Decimal]:
    """The scale at the end of a list: 2.3, 4 and 5 million."""
    for first, second in pairwise(matches):
        if not _LINK.fullmatch(text[first.end() : second.start()]):
            return
        if second["scales"].strip():
            yield _scale(second["scales"])
            return


def _words(text: str) -> Iterator[EnglishFigure]:
    for match in _WORD_NUMBER.finditer(text):
        words = re.findall("[a-z]+", match[0].lower())
        value = _value_of(words)
        if words not in (["a"], ["an"]):
            percent = bool(match["percent"])
            yield EnglishFigure(match[0], frozenset({Decimal(value)}), percent, True, False)
    for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()):
        for value_text in _IN_WORDS.get(word, ()):
            value_of_word = frozenset({Decimal(value_text)})
            yield EnglishFigure(word, value_of_word, True, True, False)
            yield EnglishFigure(word, value_of_word, False, True, False)


def _value_of(words: list[str]) -> int:
    """The value of `one hundred and twenty thousand`: 120000."""
    total = part = 0
    for word in words:
        scale = _SCALES.get(word.removesuffix("s") if word in _PLURALS else word)
        if word in _WORDS:
            part += _WORDS[word]
        elif scale in {12, 100}:
            part = (part or 1) * scale
        elif scale:
            total += (part or 1) * scale
            part = 0
    return total + part
