"""The masthead of a newspaper page: its name, the day, the number and subject of the page.

    临川日报                                 the name, in a line of its own or before the day
    2025年3月12日 星期三 第03版 要闻          the issue line

It belongs to the page, not to an article: it is counted as layout, and every document of the seed
has its name and day. An issue line without a name is left where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sitegen.ingest import bylines
from sitegen.ingest.pieces import Piece, Role

MAX_LINE = 60
"""Longest line of a masthead, in characters."""

_NAME = r"《?(?P<name>[\u4e00-\u9fff]{1,8}(?:报|周刊|时讯))》?"
_NEWSPAPER = re.compile(rf"{_NAME}(?:$|\s*(?=\d{{4}}年))")
_OF_PAGE = re.compile(
    r"(?:星期[一二三四五六日天]|农历\S{2,12}|第?\s*[A-Z]?\d{1,2}\s*版(?:\s*[:\uff1a]?\s*\S{1,8})?)$"
)
_EDITED = re.compile(r"责编|责任编辑|美编|版式|校对")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a page says of all its articles."""

    publisher: str = ""
    """Name of the newspaper, "" when no line names it."""
    date: date | None = None
    """Day of the issue."""


def take_masthead(pieces: Sequence[Piece], removed: Counter[str]) -> tuple[list[Piece], Masthead]:
    """The pieces without mastheads, whose characters count into `removed`, and what they said.

    Of several pages the first masthead speaks. A seed that holds nothing else keeps its lines.
    """
    found = Masthead()
    kept: list[Piece] = []
    taken = 0
    for in_masthead, run in groupby(pieces, _may_be_in_masthead):
        lines = list(run)
        said = _read(lines) if in_masthead else None
        if said is None:
            kept.extend(lines)
            continue
        found = found if found.publisher else said
        taken += sum(len("".join(piece.text.split())) for piece in lines)
    if not kept:
        return list(pieces), Masthead()
    removed["masthead of a page"] += taken
    return kept, found


def _may_be_in_masthead(piece: Piece) -> bool:
    if len(piece.text) > MAX_LINE:
        return False
    if piece.role in {Role.ISSUE, Role.DATE}:
        return True
    if piece.role in {Role.BYLINE, Role.LABEL}:
        return bool(_EDITED.search(piece.text)) and not bylines.authors_in(piece.text, whole=True)
    return piece.is_body and bool(_NEWSPAPER.match(piece.text) or _OF_PAGE.match(piece.text))


def _read(lines: Sequence[Piece]) -> Masthead | None:
    """What neighbouring lines say if they name a newspaper and its issue; else None.

    A name over a mere date may be the signature of a text.
    """
    names = [match["name"] for line in lines if (match := _NEWSPAPER.match(line.text))]
    of_issue = any(line.role is Role.ISSUE or _OF_PAGE.match(line.text) for line in lines)
    days = [day for line in lines if (day := bylines.find_date(line.text))]
    return Masthead(names[0], days[0]) if names and of_issue and days else None
