"""Figures that Chinese writes in words: 三分之一, 八成, 翻一番, 第二十次, 二〇二五年, 十四五.

Beside each other because they share the numerals; apart from figures_zh because each is a rule of
its own about what English may make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from sitegen.translate.figures_zh_types import (
    HAN_DIGITS,
    SCALES,
    Figure,
    Kind,
    decimal,
    from_han,
    rounded,
)

_DIGIT = "一二三四五六七八九"
_NUMERAL = "[零〇一二两三四五六七八九十百千]"
_PERCENT = re.compile(rf"百分之({_NUMERAL}+(?:点[零〇{_DIGIT}]+)?)")
_FRACTION = re.compile(rf"(?<!百)(?P<whole>(?:[{_DIGIT}十千万]|\d)+)分之(?P<part>{_NUMERAL}+|\d+)")
_TENTHS = re.compile(
    rf"(?<![第十百])([二三四五六七八九])成([{_DIGIT}])?(?![为立效果员本功都交长品绩人就型熟])"
)
_DOUBLED = re.compile(r"翻了?([一两二三四])番")
_DISCOUNT = re.compile(rf"([{_DIGIT}])([{_DIGIT}])?折")
_ORDINAL = re.compile(rf"第({_NUMERAL}+)(?=[次届条位名批章节款项卷期轮季])")
_YEAR = re.compile(rf"[一二][零〇○{_DIGIT}]{{3}}(?=年)")
_PLAN = re.compile(rf"(?<!{_NUMERAL})十([{_DIGIT}])五(?=”?(?:规划|时期|期间|以来|末))")
_DECADE = re.compile(r"(\d{2})世纪(\d{2})年代")
_COUNT = re.compile(
    rf"(?<![第数几{_DIGIT}十百千万亿])([二两三四五六七八九]|十[{_DIGIT}]?)(?=大[^家学会量力气小])"
)
_LARGE = re.compile(
    rf"(?<![数几十百千万亿])[{_DIGIT}两][{_DIGIT}十百千零]*[多余几]?[万亿]+"
    rf"(?:零?[{_DIGIT}][千百十][{_DIGIT}十百千零]*)?"
)
_WEEKS = re.compile(r"([一两二三四])周")


def in_words(text: str) -> Iterator[Figure]:
    """The figures in words that English must have, in any order."""
    for pattern, make in _RULES:
        for match in pattern.finditer(text):
            yield make(match)


def hinted(text: str) -> Iterator[Decimal]:
    """Values that English may state, though it need not: 打八折 is 20 percent off."""
    for match in _DISCOUNT.finditer(text):
        rest = 10 * HAN_DIGITS[match[1]] + HAN_DIGITS.get(match[2] or "", 0)
        yield from (Decimal(rest), Decimal(100 - rest))
    for match in _WEEKS.finditer(text):
        yield 7 * from_han(match[1])


def hide_decades(text: str) -> str:
    """The text without 20世纪90年代, whose digits are no figures of their own."""
    return _DECADE.sub(lambda match: " " * len(match[0]), text)


def _percent(match: re.Match[str]) -> Figure:
    whole, _, fraction = match[1].partition("点")
    digits = "".join(str(HAN_DIGITS[character]) for character in fraction)
    value = from_han(whole) + (Decimal(f"0.{digits}") if digits else 0)
    return Figure(match[0], frozenset({value}), Kind.PERCENT, match.start())


def _fraction(match: re.Match[str]) -> Figure:
    whole, part = _number(match["whole"]), _number(match["part"])
    values = {rounded(part / whole)} if whole else set()
    if whole >= 1000:
        values.add(part)  # three per thousand
    percent = frozenset({rounded(100 * part / whole)}) if whole else frozenset()
    return Figure(match[0], frozenset(values), Kind.SHARE, match.start(), percent_values=percent)


def _tenths(match: re.Match[str]) -> Figure:
    value = 10 * HAN_DIGITS[match[1]] + HAN_DIGITS.get(match[2] or "", 0)
    return Figure(match[0], frozenset({Decimal(value)}), Kind.PERCENT, match.start())


def _doubled(match: re.Match[str]) -> Figure:
    times = 2 ** from_han(match[1])
    percent = frozenset({(times - 1) * 100})
    values = frozenset({Decimal(times)})
    return Figure(match[0], values, Kind.SHARE, match.start(), percent_values=percent)


def _plain(match: re.Match[str]) -> Figure:
    text = re.sub("[多余几]", "", match[0])
    return Figure(match[0], frozenset({from_han(text)}), Kind.NUMBER, match.start())


def _first_group(match: re.Match[str]) -> Figure:
    return Figure(match[0], frozenset({from_han(match[1])}), Kind.NUMBER, match.start())


def _plan(match: re.Match[str]) -> Figure:
    value = Decimal(10 + HAN_DIGITS[match[1]])
    return Figure(match[0], frozenset({value}), Kind.NUMBER, match.start())


def _decade(match: re.Match[str]) -> Figure:
    century, years = decimal(match[1]), decimal(match[2])
    values = frozenset({(century - 1) * 100 + years, years})
    return Figure(match[0], values, Kind.NUMBER, match.start())


@cache
def _number(text: str) -> Decimal:
    if text.isdecimal():
        return Decimal(text)
    return from_han(text) if not set(text) <= SCALES.keys() else _scale(text)


def _scale(text: str) -> Decimal:
    return Decimal(10) ** sum(SCALES[character] for character in text)


_RULES = (
    (_PERCENT, _percent),
    (_FRACTION, _fraction),
    (_TENTHS, _tenths),
    (_DOUBLED, _doubled),
    (_ORDINAL, _first_group),
    (_YEAR, _plain),
    (_PLAN, _plan),
    (_DECADE, _decade),
    (_COUNT, _first_group),
    (_LARGE, _plain),
)
