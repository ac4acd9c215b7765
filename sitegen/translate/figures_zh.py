"""The figures of a Chinese text by value: 1.1万亿元, 12.65万人, 53.8%, 2024年3月14日.

Only what certainly is a figure counts as one that English must repeat: 一 in 一体化 or 十大战略
are words. `mentioned` is the wide net beside it: every value that the text may be read to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from sitegen.translate.figures_zh_types import (
    HAN_DIGITS,
    SCALES,
    Figure,
    Kind,
    decimal,
    fold,
    from_han,
    is_numeral,
    scale_of,
)
from sitegen.translate.figures_zh_words import hide_decades, hinted, in_words
from sitegen.translate.measures import Measure
from sitegen.translate.measures_read import chinese_units, in_characters, name_signs

DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# 千 in front of a unit (千瓦, 千伏, 千米) belongs to the unit.
_SCALE = r"(?:[十百千]?万亿|[十百千]?[万亿]|百|千(?![伏瓦米克卡]))"
_CODE = re.compile(rf"[A-Za-z][A-Za-z.\-]*\d[\w.\-]*|(?:{DIGITS})[A-Za-z]\w*", re.ASCII)
"""5G, S2, F1H2O, 6200P: names, the same in both languages."""
_NUMBER = re.compile(
    rf"(?P<number>{DIGITS})\s*[多余几]?\s*(?P<scale>{_SCALE})?"
    rf"(?:(?<=亿)(?P<rest>{DIGITS})(?P<rest_scale>[百千]?万))?"
    r"\s*(?P<unit>%|‰|个?百分点|个月|[年月日号时点倍成])?"
)
_RANGE = re.compile(r"\s*(?:[-~—–－至到或、]|以?至)\s*")
_ENUMERATOR = re.compile(
    r"\(?(?:(?P<han>[一二三四五六七八九十]{1,3})(?:\)|、)|(?P<digits>\d{1,2})(?:\)|、|\.(?!\d)))"
)
_FORMULA = re.compile(r"\d+(?:\+(?:\d+|[A-Z]\b))+")
"""1+2+N, 10+4: names of policies, the same in both languages."""
_HAN_RUN = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a plain Chinese text, in order."""
    folded = _CODE.sub(lambda match: " " * len(match[0]), name_signs(fold(text)))
    found = [*_in_digits(hide_decades(folded)), *in_words(folded)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def codes(text: str) -> tuple[str, ...]:
    """Names with digits in them (5G, S2), which English repeats."""
    return tuple(match[0] for match in _CODE.finditer(name_signs(fold(text))))


def formulas(text: str) -> tuple[str, ...]:
    """Names that are made of numbers (1+2+N), which English repeats."""
    return tuple(match[0] for match in _FORMULA.finditer(fold(text).replace(" ", "")))


def measured(text: str) -> tuple[Measure, ...]:
    """Every measure of the text, numbers in characters included."""
    in_figures = (measure for figure in figures(text) for measure in figure.measures)
    return (*in_figures, *in_characters(fold(text)))


def enumerator(text: str) -> Decimal | None:
    """The number that a heading or item begins with: 3 for 三、 and (三) and 3."""
    found = _ENUMERATOR.match(fold(text))
    if not found:
        return None
    return from_han(found["han"]) if found["han"] else decimal(found["digits"])


def mentioned(text: str) -> frozenset[Decimal]:
    """Every value that the text could be said to mention, in digits, characters or codes."""
    folded = name_signs(fold(text))
    found = figures(text)
    values = {value for figure in found for value in figure.values | figure.percent_values}
    values.update(hinted(folded))
    values.update(decimal(number) for number in re.findall(DIGITS, folded))
    for run in _HAN_RUN.findall(folded):
        if all(character in SCALES for character in run):
            values.add(scale_of(run))  # 亿元以上项目
        values.update(
            from_han(part)
            for part in (run, *run)
            if any(c in HAN_DIGITS for c in part) and is_numeral(part)
        )
        values.update(from_han(part) for part in re.findall("十[一二三四五六七八九]?", run))
    return frozenset(values)


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
    measures, name = _measures(match, heir, values)
    if heir and not unit:
        unit = heir["unit"] or ""
    kind = _kind(unit)
    values |= _other_values(value, unit)
    if unit == "成":
        values = {value * 10}
    is_first_month = kind is Kind.MONTH and value == 1 and heir is not None
    is_nothing_or_one = match["number"] in {"0", "1"} and not scale and not _is_ordinal(match)
    is_single = kind is Kind.NUMBER and is_nothing_or_one
    return Figure(
        text=match[0].strip() + (name if not match["unit"] else ""),
        values=frozenset(values),
        kind=kind,
        start=match.start(),
        is_optional=is_first_month or is_single,
        measures=measures,
    )


def _other_values(value: Decimal, unit: str) -> set[Decimal]:
    """What English may make of a number with that unit."""
    if unit in {"时", "点"}:
        return {value + 12, abs(value - 12)}
    if unit == "倍":
        return {value + 1, value * 100, (value + 1) * 100}
    if unit == "个月" and value % 6 == 0:
        return {value / 12}  # half a year
    return set()


def _measures(
    match: re.Match[str], heir: re.Match[str] | None, values: set[Decimal]
) -> tuple[tuple[Measure, ...], str]:
    """What the number measures, and the name of its own unit."""
    units, name = chinese_units(match.string, _end_of_number(match))
    if not units and heir:
        units, _ = chinese_units(heir.string, _end_of_number(heir))
    sign = -1 if match.string[: match.start()].endswith("零下") else 1
    is_open = bool(re.search("[多余几]", match[0]))
    found = [Measure(sign * value, unit, is_open) for value in values for unit in units]
    return tuple(found), name


def _end_of_number(match: re.Match[str]) -> int:
    return match.start("unit") if match["unit"] else match.end()


def _is_ordinal(match: re.Match[str]) -> bool:
    return match.string[: match.start()].endswith("第")


def _kind(unit: str) -> Kind:
    if unit in {"%", "百分点", "个百分点", "成"}:
        return Kind.PERCENT
    return {"月": Kind.MONTH, "日": Kind.DAY, "号": Kind.DAY}.get(unit, Kind.NUMBER)
