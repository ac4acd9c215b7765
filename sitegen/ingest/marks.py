"""Numbering marks of Chinese documents, read into values.

    第三章 总则      chapter 3          (二)聚焦…        parenthesis 2
    一、工作目标     ideograph 1        专栏1:轨道交通   box 1
    3.加强领导       digit 3            重点工作3: …     series "重点工作" 3

Formats follow GB/T 9704-2012 (一、 (一) 1. (1)) and the Regulation on Legislative Procedure
(编 章 节 条). One place knows them, so that outline, order and articles agree.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUM = r"[零〇一二三四五六七八九十百千两\d]+"
_HAN_DIGITS = "零〇一二三四五六七八九十百"
_HAN_NUM = rf"[{_HAN_DIGITS}]+"


class Style(StrEnum):
    """The families of marks, in the order in which they usually contain each other."""

    APPENDIX = "附件"
    PART = "编"
    CHAPTER = "章"
    SECTION = "节"
    ARTICLE = "第一条"
    SERIES = "重点工作1:"
    TITLED = "1 关于"
    DECIMAL = "2.1"
    IDEOGRAPH = "一、"
    PARENTHESIS = "(一)"
    DIGIT = "1."
    DIGIT_PARENTHESIS = "(1)"
    CIRCLED = "①"
    BOX = "专栏1"
    QUESTION = "问:"
    RUN_IN = "一是"

    @property
    def rank(self) -> int:
        """Position in that order; a lower rank contains a higher one."""
        return _RANKS[self]

    @property
    def is_run_in(self) -> bool:
        """Whether the mark opens a paragraph rather than standing above one."""
        return self is Style.RUN_IN


_RANKS = {style: position for position, style in enumerate(Style)}


class Mark(NamedTuple):
    """A mark found at the beginning of a line."""

    style: Style
    number: int
    """Its number, 0 for none."""
    head: str
    """The mark as written, white space behind it included."""
    rest: str
    """The line without it."""
    family: str = ""
    """SERIES: the word before the number; DECIMAL: the number of the section above."""


_PATTERNS: tuple[tuple[Style, str, re.Pattern[str]], ...] = (
    (Style.PART, "第", re.compile(rf"第(?P<n>{_NUM})[编篇](?:\s+|(?=\S)|$)")),
    (Style.CHAPTER, "第", re.compile(rf"第(?P<n>{_NUM})章(?:\s+|(?=\S)|$)")),
    (Style.SECTION, "第", re.compile(rf"第(?P<n>{_NUM})节(?:\s+|(?=\S)|$)")),
    (
        Style.ARTICLE,
        "第",
        re.compile(rf"第(?P<n>{_NUM})条(?:之{_HAN_NUM})?(?:[\s:：]+|$|(?=\S))"),
    ),
    (Style.BOX, "专", re.compile(r"专栏\s*(?P<n>[一二三四五六七八九十\d]*)\s*[:：]?\s*(?=\S)")),
    (
        Style.APPENDIX,
        "附",
        re.compile(r"附(?:件|录|表)\s*(?P<n>[一二三四五六七八九十\d]*)\s*(?:[:：]\s*|$|\s)"),
    ),
    (
        Style.RUN_IN,
        "一二三四五六七八九十",
        re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})是(?=\S)"),
    ),
    (Style.IDEOGRAPH, _HAN_DIGITS, re.compile(rf"(?P<n>{_HAN_NUM})[、.．]\s*")),
    (Style.PARENTHESIS, "(（", re.compile(rf"[(（](?P<n>{_HAN_NUM})[)）]\s*")),
    (Style.DIGIT_PARENTHESIS, "(（", re.compile(r"(?:[(（](?P<n>\d{1,2})[)）])\s*")),
    (Style.DIGIT, r"\d", re.compile(r"(?P<n>\d{1,2})[.．、](?!\d)\s*")),
    (Style.CIRCLED, "①-⑳", re.compile(r"(?P<n>[①-⑳])\s*")),
    (Style.QUESTION, "问Q", re.compile(r"(?P<n>)(?:问|Q)\s*\d*\s*[:：]\s*")),
    (Style.DECIMAL, r"\d", re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3}) +(?=[^\d\s])")),
    (Style.TITLED, r"\d", re.compile(r"(?P<n>\d{1,2}) (?=[^\d\s])")),
    (
        Style.SERIES,
        r"\u4e00-\u9fff",
        re.compile(
            rf"(?!附?[图表]\s?\d)(?P<family>[\u4e00-\u9fff]{{1,6}}?)\s?(?P<n>\d{{1,2}}|{_HAN_NUM})"
            r"\s?[:：]\s*(?=\S)"
        ),
    ),
)
"""Style, the characters with which it may begin, and its form; the first that fits is meant."""


def parse_mark(line: str) -> Mark | None:
    """The mark at the beginning of a line, or None. Whether it is a heading is not decided here."""
    for style, pattern in _patterns_for(line[:1]):
        found = pattern.match(line)
        if found:
            family, numeral = "", found["n"] or ""
            if style is Style.SERIES:
                family = found["family"]
            elif style is Style.DECIMAL:
                family, _, numeral = numeral.rpartition(".")
            return Mark(style, to_number(numeral), found[0], line[found.end() :], family)
    return None


@cache
def _patterns_for(first: str) -> tuple[tuple[Style, re.Pattern[str]], ...]:
    return tuple(
        (style, pattern) for style, firsts, pattern in _PATTERNS if re.match(f"[{firsts}]", first)
    )


@lru_cache(maxsize=4096)
def to_number(text: str) -> int:
    """`二十三`, `23` or `㉓` style numerals as an integer; 0 when it is none.

    Example: to_number("一百零五") == 105.
    """
    if not text:
        return 0
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    total = current = 0
    for character in text:
        if character in _UNITS:
            total += (current or 1) * _UNITS[character]
            current = 0
        elif character in _DIGITS:
            current = current * 10 + _DIGITS[character] if current else _DIGITS[character]
        else:
            return 0
    return total + current
