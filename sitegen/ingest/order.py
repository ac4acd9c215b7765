"""Reading order: sections that a page printed in columns and a copy read row by row.

1  6             copied as 1, 6, 2, 7 …; put back as 1, 2 … 10, each with its own text
2  7
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.ingest.marks import Style, to_number
from sitegen.ingest.pieces import Kind, Piece, Role, is_complete

MIN_SECTIONS = 4
"""Fewer numbered sections out of order may be a slip of the author, not of the copy."""

SORTED = "put back in order"
"""What the report says of sections that were sorted by their numbers."""

_LISTED = (Kind.ITEM, Kind.TABLE)
_CLOSING = (Role.SIGNATURE, Role.DATE, Role.COPY)
_REMARK = re.compile(r"[(\uff08]?(?:注|备注|说明|资料来源|数据来源)\s*\d{0,2}\s*[:\uff1a.、]")
_COUNT = re.compile(
    r"([\d一二三四五六七八九十]{1,3})(?:个方面|大方面|项重点|项任务|项工作|大任务|项措施|个重点|件实事)"
)


def reading_order(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces in reading order and, for the report, what was moved."""
    notes: list[str] = []
    ordered = list(pieces)
    level = min((p.level for p in ordered if p.kind is Kind.HEADING), default=0)
    starts = [
        i for i, p in enumerate(ordered) if p.kind is Kind.HEADING and p.level == level and p.mark
    ]
    if len(starts) >= MIN_SECTIONS:
        ordered = _sort_sections(ordered, starts, notes)
        ordered = _lead_to_front(ordered, starts[0], notes)
    return _boxes_last(ordered, notes), notes


def _sort_sections(pieces: list[Piece], starts: list[int], notes: list[str]) -> list[Piece]:
    numbers = [mark.number for i in starts if (mark := pieces[i].mark)]
    styles = {(mark.style, mark.family) for i in starts if (mark := pieces[i].mark)}
    if len(styles) > 1 or sorted(numbers) != list(range(1, len(numbers) + 1)):
        return pieces
    if numbers == sorted(numbers):
        return pieces
    ends = [*starts[1:], len(pieces)]
    chunks = dict(zip(numbers, zip(starts, ends, strict=True), strict=True))
    result = pieces[: starts[0]]
    for number in sorted(chunks):
        start, end = chunks[number]
        result.extend(pieces[start:end])
    printed = ", ".join(map(str, numbers))
    notes.append(f"sections stood in the order {printed}; {SORTED}")
    return result


def _lead_to_front(pieces: list[Piece], first: int, notes: list[str]) -> list[Piece]:
    """Move the paragraph that announces the sections from between them to before the first."""
    count = sum(1 for p in pieces if p.kind is Kind.HEADING and p.level == pieces[first].level)
    for position in range(first + 2, len(pieces) - 1):
        piece, following = pieces[position], pieces[position + 1]
        between = following.kind is Kind.HEADING and following.level == pieces[first].level
        if between and piece.is_body and _announces(piece.text, count):
            rest = pieces[:position] + pieces[position + 1 :]
            notes.append(f"line {piece.line}: the lead stood between two sections; put first")
            return [*rest[:first], piece, *rest[first:]]
    return pieces


def _announces(text: str, count: int) -> bool:
    if text.endswith("——"):
        return True
    return any(to_number(found[1]) == count for found in _COUNT.finditer(text))


def _boxes_last(pieces: list[Piece], notes: list[str]) -> list[Piece]:
    """Move boxes (`专栏1`) behind the paragraphs of the section that they interrupt.

    A box floats in print. Left where it stands, its heading would take in the paragraphs that
    follow it.
    """
    result: list[Piece] = []
    boxes: list[Piece] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if _is_box(piece):
            end = _box_end(pieces, position)
            boxes.extend(pieces[position:end])
            position = end
            continue
        if piece.kind is Kind.HEADING or piece.role in _CLOSING:
            result.extend(boxes)
            boxes = []
        elif boxes and piece.is_body and pieces[position - 1] is boxes[-1]:
            notes.append(f"line {piece.line}: the box above it moved behind its section")
        result.append(piece)
        position += 1
    return result + boxes


def _is_box(piece: Piece) -> bool:
    in_style = piece.mark is not None and piece.mark.style is Style.BOX
    return piece.kind is Kind.HEADING and in_style


def _box_end(pieces: Sequence[Piece], start: int) -> int:
    """Position behind the last piece of the box whose heading stands at `start`.

    Items and numbered lines show where a box ends, but for a remark under them; a box of plain
    paragraphs shows no end before the next heading.
    """
    end = start + 1
    while end < len(pieces) and _is_plain(pieces[end]):
        end += 1
    if end > start + 1:
        return end
    first = pieces[end] if end < len(pieces) else None
    style = first.mark.style if first and first.is_body and first.mark else None
    titled = False
    for position in range(end, len(pieces)):
        piece = pieces[position]
        if piece.kind is Kind.HEADING or piece.role in _CLOSING:
            break
        if piece.is_body and piece.mark is not None and piece.mark.style is style:
            titled = titled or position > end
            end = position + 1
        elif position == end and (_stays_in_box(piece) or (titled and _is_title(pieces[end - 1]))):
            end = position + 1
    return end


def _stays_in_box(piece: Piece) -> bool:
    return piece.kind in _LISTED or bool(_REMARK.match(piece.text))


def _is_title(piece: Piece) -> bool:
    """Whether a numbered line of a box names what the paragraph under it tells."""
    return piece.mark is not None and not is_complete(piece.text)


def _is_plain(piece: Piece) -> bool:
    plain = piece.kind is Kind.TEXT and piece.role in {Role.BODY, Role.LABEL}
    return plain and piece.mark is None
