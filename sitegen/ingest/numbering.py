"""Headings by their numbering, articles of laws, and printed tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sitegen.ingest.bylines import line_role
from sitegen.ingest.lines import Line
from sitegen.ingest.marks import Mark, Style, parse_mark
from sitegen.ingest.pieces import Role, is_complete

MAX_HEADING = 45
"""Longest numbered heading in characters (longest seen in 683 regulations: 31)."""

_NOT_AT_END = "。;；,，、!！?？:：…"
_OPENING = (Style.RUN_IN, Style.ARTICLE)
_ITEMS = (Style.PARENTHESIS, Style.DIGIT, Style.DIGIT_PARENTHESIS, Style.CIRCLED)
_LEADER = re.compile(r"[\s.…·]*\d*\s*$")
_CONTENTS = re.compile(r"目\s*[录次]$")


def heading_lines(lines: Sequence[Line], marks: Sequence[Mark | None]) -> set[int]:
    """Positions of the lines that are headings by their numbering.

    A numbered line is a heading when it is short and does not end like a sentence; styles that
    also occur in running text need siblings; three in a row with nothing between are a list.
    """
    by_family: dict[tuple[Style, str], list[int]] = defaultdict(list)
    signed = _first_date(lines) if any(map(_names_appendix, marks)) else 0
    in_law = False
    for position, mark in enumerate(marks):
        line = lines[position].text
        in_law = in_law or (mark is not None and mark.style is Style.ARTICLE)
        if mark is None or _opens_paragraph(mark) or (in_law and mark.style in _ITEMS):
            continue
        if position and mark.style in _ITEMS and lines[position - 1].text[-1] in ":\uff1a":
            continue
        if _names_appendix(mark) and position < signed:
            continue
        if _title_like(line, mark):
            family = mark.family if mark.style is Style.SERIES else ""
            by_family[mark.style, family].append(position)
    found: set[int] = set()
    for (style, _), positions in by_family.items():
        numbers = {mark.number for p in positions if (mark := marks[p])}
        if _has_siblings(style, numbers):
            found.update(_without_lists(positions, lines, marks))
    return found


def _first_date(lines: Sequence[Line]) -> int:
    """Position of the first date line, which closes a paper; behind the last line without one."""
    dates = (i for i, line in enumerate(lines) if line_role(line.text) is Role.DATE)
    return next(dates, len(lines))


def _names_appendix(mark: Mark | None) -> bool:
    return mark is not None and mark.style is Style.APPENDIX and bool(mark.rest)


def _opens_paragraph(mark: Mark) -> bool:
    return mark.style in _OPENING


def article_lines(
    lines: Sequence[Line], marks: Sequence[Mark | None], headings: set[int]
) -> set[int]:
    """Positions of the lines that begin an article (第X条).

    White space behind the number is proof. Without it the number must go on from the last one
    and the line before be whole: `第五条规定的…` may also begin a line of running text.
    """
    found: set[int] = set()
    last = 0
    for position, mark in enumerate(marks):
        if mark is None or mark.style is not Style.ARTICLE:
            continue
        parted = mark.head[-1] in " :：" or not mark.rest
        fresh = position == 0 or is_complete(lines[position - 1].text) or position - 1 in headings
        if parted or (mark.number == last + 1 and fresh):
            found.add(position)
            last = mark.number
    return found


def _title_like(text: str, mark: Mark) -> bool:
    text = text.rstrip("| ")
    if mark.style is Style.QUESTION:
        return len(text) <= 2 * MAX_HEADING
    if len(text) > MAX_HEADING + len(mark.head) or text[-1] in _NOT_AT_END:
        return mark.style is Style.APPENDIX and text.rstrip(":：") == mark.head.rstrip(": ：")
    if mark.style is Style.APPENDIX:
        return True
    return bool(mark.rest.rstrip("| ")) and "。" not in mark.rest


def _has_siblings(style: Style, numbers: set[int]) -> bool:
    if style is Style.TITLED:
        return {1, 2, 3} <= numbers
    if style is Style.SERIES:
        return len(numbers) >= 2
    if style in {Style.DECIMAL, Style.DIGIT, Style.DIGIT_PARENTHESIS, Style.CIRCLED}:
        return {1, 2} <= numbers
    return True


def _without_lists(
    positions: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark | None]
) -> Iterator[int]:
    """Leave out runs of neighbours with nothing under them: a list, not headings."""
    run: list[int] = []
    for position in [*positions, -1]:
        if run and position != run[-1] + 1:
            below = run[-1] + 1
            bare = below >= len(lines) or marks[below] is not None
            if len(run) < 2 or (len(run) == 2 and not bare):
                yield from run
            run = []
        run.append(position)


def contents_lines(lines: Sequence[Line]) -> set[int]:
    """Positions of a printed table of contents: `目录` and the marked lines right behind it.

    It ends where the first of its headings stands again, page numbers and leader dots aside.
    """
    for position, line in enumerate(lines[:200]):
        if _CONTENTS.match(line.text):
            end = position + 1
            first = _bare(lines[end].text) if end < len(lines) else ""
            while end < len(lines) and _in_contents(lines[end].text):
                if end > position + 1 and _bare(lines[end].text) == first:
                    break
                end += 1
            return set(range(position, end)) if end > position + 2 else set()
    return set()


def _bare(text: str) -> str:
    return "".join(_LEADER.sub("", text).split())


def _in_contents(text: str) -> bool:
    mark = parse_mark(text)
    return bool(mark and not _opens_paragraph(mark) and len(_bare(text)) <= MAX_HEADING)
