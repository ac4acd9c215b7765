"""Levels of headings: one hierarchy over the document, whatever the order of its marks.

`#` marks of several depths are believed. Where all are flat (pages copied out of a PDF), or there
are none, the numbering decides: a style nests in the styles that contain it, in the order of
GB/T 9704 unless the numbers themselves show the reverse (an inner style starts again at 1 under
each number of the outer one).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sitegen.ingest.marks import Style
from sitegen.ingest.pieces import Kind, Piece

TOP = 2
"""Level of a document's first headings; level 1 is its title."""

DEEPEST = 6

Key = tuple[str, int]
"""What two sibling headings have in common: a style (and depth of a decimal number)."""

_PLAIN: Key = ("", 0)


def with_levels(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with a level from 2 to 6 on every heading."""
    headings = [piece for piece in pieces if piece.kind is Kind.HEADING]
    levels = _explicit(headings) or _numbered(headings)
    numbered = iter(levels)
    return [
        piece._replace(level=next(numbered)) if piece.kind is Kind.HEADING else piece
        for piece in pieces
    ]


def _explicit(headings: Sequence[Piece]) -> list[int]:
    """Levels out of `#` marks of at least two depths, closed up; [] when they say nothing."""
    given = [heading.level for heading in headings]
    distinct = sorted(set(given) - {0})
    if 0 in given or len(distinct) < 2:
        return []
    stack: list[int] = []
    levels = []
    for level in given:
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        levels.append(_clamp(TOP + len(stack) - 1))
    return levels


def _numbered(headings: Sequence[Piece]) -> list[int]:
    keys = [_key(heading) for heading in headings]
    ranks = _ranks(headings, keys)
    stack: list[int] = []
    levels = []
    for key in keys:
        rank = ranks[key]
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        levels.append(_clamp(TOP + len(stack) - 1))
    return levels


def _clamp(level: int) -> int:
    return min(level, DEEPEST)


def _key(heading: Piece) -> Key:
    mark = heading.mark
    if mark is None or mark.style.is_run_in:
        return _PLAIN
    depth = mark.family.count(".") + 1 if mark.style is Style.DECIMAL else 0
    return mark.style.value, depth


def _ranks(headings: Sequence[Piece], keys: Sequence[Key]) -> dict[Key, int]:
    """Position of each style in the containment order of this document."""
    order = sorted(set(keys), key=_canonical)
    if _PLAIN in order:  # headings without a number: above the others when they come first
        order.remove(_PLAIN)
        order.insert(0 if keys[0] == _PLAIN else len(order), _PLAIN)
    for outer, inner in list(pairwise(order)):
        if _PLAIN in (outer, inner):
            continue
        if _contains(headings, keys, inner, outer) or _only_in_boxes(keys, outer, inner):
            a, b = order.index(outer), order.index(inner)
            order[a], order[b] = order[b], order[a]
    return {key: rank for rank, key in enumerate(order)}


def _canonical(key: Key) -> tuple[int, int]:
    return (Style(key[0]).rank if key[0] else -1, key[1])


def _contains(headings: Sequence[Piece], keys: Sequence[Key], a: Key, b: Key) -> bool:
    """Whether style `b` starts again at 1 while style `a` goes on counting."""
    last = restarts = beginnings = 0
    for heading, key in zip(headings, keys, strict=True):
        number = heading.mark.number if heading.mark else 0
        if key == a:
            if number != last + 1:
                return False
            last = number
        elif key == b and number == 1:
            beginnings += 1
            restarts += last > 0
    return last >= 2 and restarts >= 2 and restarts == beginnings


def _only_in_boxes(keys: Sequence[Key], style: Key, box: Key) -> bool:
    """Whether headings of a style stand nowhere but under boxes (`专栏1`, then `1.`, `2.`)."""
    if box[0] != Style.BOX.value:
        return False
    in_box = False
    for key in keys:
        if key == style and not in_box:
            return False
        in_box = key == box or (in_box and key == style)
    return True
