"""Seed text to clean lines, with every removed character counted by name.

What is taken out here is invisible or pure layout. The counts are how ingest can promise that
kept + removed = all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

REMOVED = {
    "\ufeff": "byte order mark",
    "\u200b": "zero-width space",
    "\u200c": "zero-width mark",
    "\u200d": "zero-width mark",
    "\u2060": "zero-width mark",
    "\u00ad": "soft hyphen",
    "\u200e": "direction mark",
    "\u200f": "direction mark",
    "\u061c": "direction mark",
}
MIN_SPACED = 5
"""Fewest characters, each between spaces, that are one spaced-out line."""

_TAB = 4
"""Columns from one tab stop to the next, as CommonMark has it."""

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_REMOVED_CLASS = re.compile(
    "[" + "".join(REMOVED) + _BIDI + r"\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]"
)
_GAP = re.compile(r"[\t\u2003\u3000]|\s{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """One line of a seed that holds something."""

    text: str
    """Without invisible characters, trimmed, runs of spaces as one space."""
    number: int
    """1-based in the seed."""
    blank_before: bool
    """Whether an empty line (or the beginning) stands before it."""
    indent: int
    """Width of the white space before the text, in columns."""
    gapped: str = ""
    """The line as it stood where a gap in it may part columns (see `columns`), else ""."""


def _close_up(parts: Sequence[str]) -> str:
    """A line cut at its spaces, `郑 州 市 人 民 政 府` without those that letter-spacing put in."""
    text = " ".join(parts)
    if len(parts) < MIN_SPACED or sum(len(part) == 1 for part in parts) < 0.8 * len(parts):
        return text
    return re.sub(r"(?<![A-Za-z]) | (?![A-Za-z])", "", text)


def clean_lines(text: str) -> tuple[list[Line], Counter[str]]:
    """The lines that hold something, and how many characters of each name were removed.

    White space is not counted: its amount carries nothing.
    """
    removed: Counter[str] = Counter()

    def drop(match: re.Match[str]) -> str:
        removed[REMOVED.get(match[0], "control character")] += 1
        return ""

    cleaned = _REMOVED_CLASS.sub(drop, text) if _REMOVED_CLASS.search(text) else text
    cleaned = _SURROGATE.sub("\ufffd", cleaned)
    lines: list[Line] = []
    blank = True
    for number, raw in enumerate(cleaned.splitlines(), start=1):
        parts = raw.split()
        if parts:
            indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(_TAB))
            gapped = raw if len(parts) > 1 and _GAP.search(raw.strip()) else ""
            lines.append(Line(_close_up(parts), number, blank, indent, gapped))
        blank = not parts
    return lines, removed
