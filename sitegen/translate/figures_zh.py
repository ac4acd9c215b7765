"""The figures of a Chinese text by value: 1.1万亿元, 12.65万人, 53.8%, 2024年3月14日.

Only what certainly is a figure counts as one that English must repeat: 一 in 一体化 or 十大战略
are words. `mentioned` is the wide net beside it: every value that the text may be read to hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_HAN_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# 千 in front of a unit (千瓦, 千伏, 千米) belongs to the unit.
_SCALE = r"(?:[十百千]?万亿|[十百千]?[万亿]|百|千(?![伏瓦米克卡]))"
_CODE = re.compile(rf"[A-Za-z][A-Za-z.\-]*\d[\w.\-]*|(?:{DIGITS})[A-Za-z]\w*", re.ASCII)
"""5G, S2, F1H2O, 6200P: names, the same in both languages."""
_NUMBER = re.compile(
    rf"(?P<number>{DIGITS})\s*[多余几]?\s*(?P<scale>{_SCALE})?"
    rf"(?:(?<=亿)(?P<rest>{DIGITS})(?P<rest_scale>[百千]?万))?"
    r"\s*(?P<unit>%|‰|个?百分点|个月|[年月日号时点倍成亩斤])?"
)
_RANGE = re.compile(r"\s*(?:[-~—–－至到或、]|以?至)\s*")
_PERCENT_WORDS = re.compile(
    r"百分之([零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?)"
)
_SPELLED = re.compile(
    r"(?<![数几十百千万亿])[一二两三四五六七八九][一二三四五六七八九十百千零]*[万亿]+"
)
_ENUMERATOR = re.compile(r"\(?([一二三四五六七八九十]{1,3})(?:\)|、)")
_HAN_RUN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_CONVERTED = frozenset("亩斤")
"""Chinese measures that translators turn into hectares and kilograms."""


class Kind(Enum):
    """What a figure counts."""

    NUMBER = "number"
    PERCENT = "percent"
    MONTH = "month"
    DAY = "day"
    CONVERTIBLE = "convertible"
    """In a measure that English may give in another one."""


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


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a plain Chinese text, in order."""
    folded = _CODE.sub(lambda match: " " * len(match[0]), fold(text))
    found = [*_in_digits(folded), *_percent_words(folded), *_spelled(folded)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def enumerator(text: str) -> Decimal | None:
    """The number that a heading or item begins with: 3 for 三、 and (三)."""
    found = _ENUMERATOR.match(fold(text))
    return from_han(found[1]) if found else None


def mentioned(text: str) -> frozenset[Decimal]:
    """Every value that the text could be said to mention, in digits, characters or codes."""
    folded = fold(text)
    values = {value for figure in figures(text) for value in figure.values}
    values.update(decimal(number) for number in re.findall(DIGITS, folded))
    for run in _HAN_RUN.findall(folded):
        if all(character in _SCALES for character in run):
            values.add(scale_of(run))  # 亿元以上项目
        values.update(from_han(part) for part in (run, *run) if any(c in _HAN_DIGITS for c in part))
        values.update(from_han(part) for part in re.findall("十[一二三四五六七八九]?", run))
    return frozenset(values)


def fold(text: str) -> str:
    """Full-width digits and signs as ASCII."""
    return unicodedata.normalize("NFKC", text)


def decimal(number: str) -> Decimal:
    """The value of digits with separators."""
    return Decimal(number.replace(",", ""))


def scale_of(scale: str) -> Decimal:
    """千万 is 10**7."""
    return Decimal(10) ** sum(_SCALES[character] for character in scale)


def from_han(text: str) -> Decimal:
    """The value of a numeral in characters: 十四, 一百二十, 三万五千, 二〇二五."""
    if not any(character in _SCALES for character in text):
        return Decimal("".join(str(_HAN_DIGITS[character]) for character in text))
    total = part = digit = 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in "万亿":
            total = (total + part + digit or 1) * 10 ** _SCALES[character]
            part = digit = 0
        else:
            part += (digit or 1) * 10 ** _SCALES[character]
            digit = 0
    return Decimal(total + part + digit)


def _in_digits(text: str) -> Iterator[Figure]:
    matches = list(_NUMBER.finditer(text))
    for position, match in enumerate(matches):
        following = matches[position + 1] if position + 1 < len(matches) else None
        heir = following if following and _is_range(text, match, following) else None
        yield _figure(match, heir)


def _is_range(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return bool(_RANGE.fullmatch(text[first.end() : second.start()]))


def _figure(match: re.Match[str], heir: re.Match[str] | None) -> Figure:
    """The figure of a match; without a scale or unit of its own it may take the next one's."""
    number = decimal(match["number"])
    scale, unit = match["scale"] or "", match["unit"] or ""
    value = number * scale_of(scale)
    if match["rest"]:
        value += decimal(match["rest"]) * scale_of(match["rest_scale"])
    values = {value}
    if heir and not scale and heir["scale"]:
        values.add(number * scale_of(heir["scale"]))
    if heir and not unit:
        unit = heir["unit"] or ""
    kind = _kind(unit)
    if unit in {"时", "点"}:
        values |= {value + 12, abs(value - 12)}
    if unit == "倍":
        values |= {value + 1, value * 100, (value + 1) * 100}
    if unit == "成":
        values = {value * 10}
    is_first_month = kind is Kind.MONTH and value == 1 and heir is not None
    is_single = kind is Kind.NUMBER and match["number"] == "1" and not scale
    text = match[0].strip()
    return Figure(text, frozenset(values), kind, match.start(), is_first_month or is_single)


def _kind(unit: str) -> Kind:
    if unit in {"%", "百分点", "个百分点", "成"}:
        return Kind.PERCENT
    if unit in _CONVERTED:
        return Kind.CONVERTIBLE
    return {"月": Kind.MONTH, "日": Kind.DAY, "号": Kind.DAY}.get(unit, Kind.NUMBER)


def _percent_words(text: str) -> Iterator[Figure]:
    for match in _PERCENT_WORDS.finditer(text):
        whole, _, fraction = match[1].partition("点")
        digits = "".join(str(_HAN_DIGITS[character]) for character in fraction)
        value = from_han(whole) + (Decimal(f"0.{digits}") if digits else 0)
        yield Figure(match[0], frozenset({value}), Kind.PERCENT, match.start())


def _spelled(text: str) -> Iterator[Figure]:
    for match in _SPELLED.finditer(text):
        value = from_han(match[0])
        yield Figure(match[0], frozenset({value}), Kind.NUMBER, match.start())
