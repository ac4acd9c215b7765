"""The unit behind a number, in either language, and measures in characters (半小时, 三百亩).

Signs (m², ㎏) become names first: digits in a sign are no figure, and letters no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from sitegen.translate.figures_zh_types import HAN_DIGITS, from_han, is_numeral
from sitegen.translate.measures import CHINESE, ENGLISH, SIGNS, Measure, Unit


def _any(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SIGN = re.compile(rf"(?<=[\d十百千万亿多余])\s?({_any(SIGNS)})(?![A-Za-z\d])")
_POWER = re.compile(r"(?<![A-Za-z])(?P<prefix>[kc]?)m(?P<power>[23])(?!\w)")
_POWERS = {"2": "square ", "3": "cubic "}
_PREFIXES = {"": "meters", "k": "kilometers", "c": "centimeters"}

_CHINESE = re.compile(rf"\s*(?P<open>[多余几])?\s*(?P<unit>{_any(CHINESE)})")
_OTHER_WORDS = {"升": "级至到高温入", "周": "岁年边期", "克": "拉服隆", "度": "假", "米": "粉面"}
"""Unit -> what follows where the character is no unit."""
_HAN_MEASURE = re.compile(
    rf"(?P<number>[零〇一二两三四五六七八九十百千万亿]+|半)(?:个(?=小时|星期))?"
    rf"(?={_CHINESE.pattern})"
)

_SIGNS_OF_ENGLISH = [name for name in ENGLISH if name in SIGNS or not name.islower()]
_NAMES_OF_ENGLISH = [name for name in ENGLISH if name not in _SIGNS_OF_ENGLISH]


def _spellings(name: str) -> str:
    """Pattern of a name: degrees Celsius, square-metres."""
    pattern = re.sub("(met|lit)er", r"\1(?:er|re)", name).replace("degree ", "degrees? ")
    return pattern.replace(" ", "[ -]") + "s?"


_NAMES = "|".join(sorted(map(_spellings, _NAMES_OF_ENGLISH), key=len, reverse=True))
_ENGLISH = re.compile(
    rf"[\s\-]*(?:(?P<sign>{_any(_SIGNS_OF_ENGLISH)})(?!\w)|(?P<name>(?i:{_NAMES}))(?!\w))"
)
_BRITISH = re.compile("(met|lit)re")


def name_signs(chinese: str) -> str:
    """A folded Chinese text with units by name: 500㎡ as 500平方米."""
    return _SIGN.sub(lambda match: SIGNS[match[1]], chinese)


def name_powers(english: str) -> str:
    """A folded English text without digits in units: 300 m2 as 300 square meters."""
    return _POWER.sub(
        lambda match: f" {_POWERS[match['power']]}{_PREFIXES[match['prefix']]}", english
    )


def chinese_units(text: str, start: int) -> tuple[tuple[Unit, ...], str]:
    """What the unit that begins at `start` may mean, and its name; () and "" for none."""
    match = _CHINESE.match(text, start)
    if not match or text.startswith(tuple(_OTHER_WORDS.get(match["unit"], "")), match.end()):
        return (), ""
    return CHINESE[match["unit"]], match["unit"]


def english_unit(text: str, start: int) -> tuple[Unit | None, str]:
    """The unit that begins at `start`, and the text up to its end; None and "" for none."""
    match = _ENGLISH.match(text, start)
    if not match:
        return None, ""
    return _unit_named(match["sign"] or match["name"]), match[0]


def _unit_named(name: str) -> Unit:
    if name in ENGLISH:
        return ENGLISH[name]
    plain = _BRITISH.sub(r"\1er", name.lower().replace("-", " ")).replace("degrees ", "degree ")
    return ENGLISH[plain] if plain in ENGLISH else ENGLISH[plain.removesuffix("s")]


def in_characters(text: str) -> tuple[Measure, ...]:
    """Measures whose number is written in characters; English need not have them."""
    found: list[Measure] = []
    for match in _HAN_MEASURE.finditer(text):
        word = match["number"]
        if word == "半":
            number = Decimal("0.5")
        elif is_numeral(word) and any(character in HAN_DIGITS for character in word):
            number = from_han(word)
        else:
            continue
        units, _ = chinese_units(text, match.end())
        found += [Measure(number, unit) for unit in units]
    return tuple(found)
