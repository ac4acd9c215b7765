"""What a figure of a Chinese text is, and the value of its numerals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from sitegen.translate.measures import Measure

SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""Powers of ten."""
HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


class Kind(Enum):
    """What a figure counts."""

    NUMBER = "number"
    PERCENT = "percent"
    MONTH = "month"
    DAY = "day"
    SHARE = "share"
    """A fraction or multiple, which English may give as a number or as a percentage."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the English must have."""

    text: str
    """As written, with its scale and unit."""
    values: frozenset[Decimal]
    """Any of these is right: the first number of 3—5万 may stand for 3 or 30,000."""
    kind: Kind
    start: int = 0
    """Offset in the text."""
    is_optional: bool = False
    """For figures that English may leave to a word: 1个 is `a`, 1—11月 is `the first 11 months`."""
    percent_values: frozenset[Decimal] = frozenset()
    """For shares: what it is as a percentage."""
    measures: tuple[Measure, ...] = ()
    """What it measures, for figures with a unit; English may tell it in another one."""


def fold(text: str) -> str:
    """Full-width digits and signs as ASCII."""
    return unicodedata.normalize("NFKC", text)


def decimal(number: str) -> Decimal:
    """The value of digits with separators."""
    return Decimal(number.replace(",", ""))


def rounded(value: Decimal) -> Decimal:
    """A value that fractions of both languages share: one third is 0.333333."""
    return value.quantize(Decimal("0.000001")).normalize()


def scale_of(scale: str) -> Decimal:
    """千万 is 10**7."""
    return Decimal(10) ** sum(SCALES[character] for character in scale)


def from_han(text: str) -> Decimal:
    """The value of a numeral in characters: 十四, 一百二十, 三万五千, 二〇二五."""
    if not any(character in SCALES for character in text):
        return Decimal("".join(str(HAN_DIGITS[character]) for character in text))
    total = part = digit = 0
    for character in text:
        if character in HAN_DIGITS:
            digit = HAN_DIGITS[character]
        elif character in "万亿":
            total = (total + part + digit or 1) * 10 ** SCALES[character]
            part = digit = 0
        else:
            part += (digit or 1) * 10 ** SCALES[character]
            digit = 0
    return Decimal(total + part + digit)


def is_numeral(text: str) -> bool:
    """Whether characters form one number: 十四五 is two digits too many for one."""
    has_scale = any(character in SCALES for character in text)
    return not (has_scale and re.search("[一二两三四五六七八九]{2}", text))
