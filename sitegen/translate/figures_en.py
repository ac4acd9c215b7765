"""The figures of an English text by value: 1.1 trillion, 126,500, fourteen, March 14, 2024."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sitegen.translate.figures_en_words import (
    IN_WORDS,
    LEAST_PERCENT,
    MONTHS,
    PARTS,
    PLURALS,
    ROMAN,
    SCALES,
    WORDS,
)
from sitegen.translate.figures_zh import DIGITS
from sitegen.translate.figures_zh_types import decimal, fold, rounded
from sitegen.translate.measures import ENGLISH, Measure, Unit
from sitegen.translate.measures_read import english_unit, name_powers

_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|uary|ruary|ch|il|e|y|ust|ember|ober)?\b"
)


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PERCENT_SIGN = r"%|per ?cent\b|pct\b|percentage[ -]points?\b|pp\b"
_NUMBER = re.compile(
    rf"(?:(?<![\w.])|(?<=RMB|CNY)|(?<=US)|(?<=\bQ))(?P<number>{DIGITS})(?:st|nd|rd|th)?(?![A-Za-z]*\d)"
    rf"(?P<scales>(?:[ \-]?(?:{_any(SCALES)})\b)*)"
    rf"(?P<basis>\s*basis points?\b)?(?P<percent>\s*(?:{_PERCENT_SIGN}|points?\b))?",
    re.IGNORECASE,
)
_FOLLOWERS = {*WORDS, *SCALES, *PLURALS} - {"a", "an", "k", "m", "b"}
_WORD_NUMBER = re.compile(
    rf"\b(?:{_any(WORDS)})(?:(?:[ \-]|\sand\s)(?:{_any(_FOLLOWERS)}))*\b"
    rf"(?P<percent>\s*(?:{_PERCENT_SIGN}))?",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?P<count>{_any(WORDS)})[ \-](?P<part>{_any(PARTS)})s?\b",
    re.IGNORECASE,
)
"""Two thirds, three-quarters, a fifth."""
_LINK = re.compile(
    r"\s*(?:[-~–—]|to|and|or|through|,|, and|%? ?(?:[-–—]|to))\s*(?:(?:US)?[$¥€])?", re.IGNORECASE
)
_HALF = re.compile(r"\bhalf[ \-](?:an? )?", re.IGNORECASE)
_DAY = re.compile(
    rf"{_MONTH.pattern}\s+(?P<after>\d{{1,2}})\b(?!,\d)"
    rf"|\b(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.pattern}"
)
_BASIS = re.compile(r"\bbasis points?\b", re.IGNORECASE)
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
    is_day: bool = False
    """Whether it stands beside the name of a month."""
    measures: tuple[Measure, ...] = ()
    """What it measures, where a unit follows."""


@dataclass(frozen=True, slots=True)
class English:
    """All figures of an English text."""

    figures: tuple[EnglishFigure, ...]
    months: frozenset[Decimal]
    """Numbers of the months named."""
    has_percent: bool
    enumerator: Decimal | None
    """The number that the text begins with, in digits: 3 for `3.` and `(3)`."""


def read_english(text: str) -> English:
    """The figures of a plain English text."""
    folded = name_powers(fold(text))
    months = frozenset(
        Decimal(number)
        for match in _MONTH.finditer(folded)
        for number, name in enumerate(MONTHS, start=1)
        if name.startswith(match[1].lower()[:3])
    )
    found = (*_digits(folded), *_words(folded), *_fractions(folded), *_romans(folded))
    begins = _ENUMERATOR.match(folded)
    return English(
        figures=found,
        months=months,
        has_percent=bool(_PERCENT.search(folded) or _BASIS.search(folded)),
        enumerator=decimal(begins[1]) if begins else None,
    )


def _digits(text: str) -> Iterator[EnglishFigure]:
    matches = list(_NUMBER.finditer(text))
    days = {
        match.start("after") if match["after"] else match.start() for match in _DAY.finditer(text)
    }
    for position, match in enumerate(matches):
        number = decimal(match["number"])
        values = {number * _scale(match["scales"])}
        heirs = list(_heirs(text, matches[position:]))
        if not match["scales"].strip():
            values |= {number * scale for scale in _inherited(heirs)}
        if match["basis"]:
            values.add(number / 100)
        measures, unit = _measures(text, match, heirs, values)
        yield EnglishFigure(
            text=(match[0] + unit).strip(),
            values=frozenset(values),
            is_percent=bool(match["percent"]),
            is_word=False,
            is_aside=text.count("(", 0, match.start()) > text.count(")", 0, match.start()),
            is_day=match.start() in days,
            measures=measures,
        )


def _measures(
    text: str, match: re.Match[str], heirs: Iterable[re.Match[str]], values: Iterable[Decimal]
) -> tuple[tuple[Measure, ...], str]:
    """What a number measures, by its own unit or the one at the end of its list, and the words of
    its own.
    """
    own, words = english_unit(text, match.end())
    unit = own or next((u for heir in heirs if (u := english_unit(text, heir.end())[0])), None)
    found = [Measure(value, unit) for value in values] if unit else []
    if match["scales"] == "m" and not own:  # 500m may be metres
        found.append(Measure(decimal(match["number"]), ENGLISH["meter"]))
    return tuple(found), words


def _scale(words: str) -> Decimal:
    scale = Decimal(1)
    for word in re.findall("[a-z]+", words.lower()):
        scale *= SCALES[word]
    return scale


def _heirs(text: str, matches: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The numbers that follow the first one in a list or range: 2.3, 4 and 5 million."""
    for first, second in pairwise(matches):
        if not _LINK.fullmatch(text[first.end() : second.start()]):
            return
        yield second


def _inherited(heirs: Iterable[re.Match[str]]) -> Iterator[Decimal]:
    """The scale at the end of a list."""
    for heir in heirs:
        if heir["scales"].strip():
            yield _scale(heir["scales"])
            return


def _words(text: str) -> Iterator[EnglishFigure]:
    for match in _WORD_NUMBER.finditer(text):
        words = re.findall("[a-z]+", match[0].lower())
        value = Decimal(_value_of(words))
        if words not in (["a"], ["an"]):
            unit, _ = english_unit(text, match.end())
            yield _in_words(match[0], value, unit, is_percent=bool(match["percent"]))
    for match in _HALF.finditer(text):
        unit, words_of_unit = english_unit(text, match.end())
        if unit:
            yield _in_words(match[0] + words_of_unit, Decimal("0.5"), unit)
    for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower()):
        for known in map(Decimal, IN_WORDS.get(word, ())):
            is_percent = known >= LEAST_PERCENT and word != "century"
            yield _in_words(word, known, None, is_percent=is_percent)


def _in_words(
    text: str, value: Decimal, unit: Unit | None, *, is_percent: bool = False
) -> EnglishFigure:
    measures = (Measure(value, unit),) if unit else ()
    return EnglishFigure(text, frozenset({value}), is_percent, True, False, measures=measures)


def _fractions(text: str) -> Iterator[EnglishFigure]:
    for match in _PART.finditer(text):
        count, part = match["count"].lower(), match["part"].lower()
        share = rounded(Decimal(WORDS[count]) / PARTS[part])
        yield _in_words(match[0], share, None)
        yield _in_words(match[0], rounded(100 * share), None, is_percent=True)


def _romans(text: str) -> Iterator[EnglishFigure]:
    for word in re.findall(r"\b[IVX]+\b", text):
        if word in ROMAN:
            yield _in_words(word, Decimal(ROMAN[word]), None)


def _value_of(words: list[str]) -> int:
    """The value of `one hundred and twenty thousand`: 120000."""
    total = part = 0
    for word in words:
        scale = SCALES.get(word.removesuffix("s") if word in PLURALS else word)
        if word in WORDS:
            part += WORDS[word]
        elif scale in {12, 100}:
            part = (part or 1) * scale
        elif scale:
            total += (part or 1) * scale
            part = 0
    return total + part
