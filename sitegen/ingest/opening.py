"""The first lines of a paper: who issues it, its title over one line or more, who speaks.

    临川市人民政府办公室        the issuing authority, above a title of its own
    关于做好防汛排涝            a title that the page broke
    工作的通知
    临政办〔2025〕12号

Lines are joined by `flow` when they are cut sentences; a title is none, so what it should end
with, the name of a kind of paper, decides here before `flow` reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.ingest import bylines
from sitegen.ingest.layout import glue
from sitegen.ingest.names import is_office, names_a_paper, speaker
from sitegen.ingest.pieces import Kind, Piece, Role, open_brackets

MAX_ABOVE = 6
"""Most lines above a title: numbers of papers, labels, authorities."""

MAX_LINES = 3
"""Most lines of one title."""

MAX_LINE = 45
"""Longest line of a broken title, in characters."""

MAX_BELOW = 4
"""Most lines between a title and the text: day, occasion, speaker."""

_NOT_IN_TITLE = re.compile(
    r"[。;\uff1b:\uff1a!\uff01?\uff1f]|^(?:—|附件|[(\uff08].*[)\uff09]$)|[,\uff0c]$"
)
_GOES_ON = re.compile(r"(?:关于|印发|转发|批转|发布|公布|[、的和与及在对])$")
_TAIL = re.compile(r"[的》”)\uff09]")
_OCCASION = re.compile(r"(?:—|[(\uff08]\s*\d{4}年).{4,80}$")
_PLACE = re.compile(
    r"(?!我)(?:中共|中国)?[\u4e00-\u9fff]{1,6}?(?:省|自治[区州县]|市|县|区|州|镇|乡)"
)


def with_opening(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the title of a paper in one piece and the authority above it marked.

    Nothing is changed where the first lines do not show a paper: `flow` weighs them.
    """
    issuers, start = _above(pieces)
    end = _title_end(pieces, start)
    result = _with_speaker(pieces, max(end, start + 1))
    if end == start or (end == start + 1 and not issuers):
        return result
    for position in issuers:
        why = "an authority above the title of its paper"
        result[position] = pieces[position]._replace(kind=Kind.HEADING, role=Role.ISSUER, why=why)
    result[start:end] = [_joined(pieces[start:end])]
    return result


def _above(pieces: Sequence[Piece]) -> tuple[list[int], int]:
    """Positions of the authorities in the first lines, and of the line that may be a title."""
    issuers: list[int] = []
    for position, piece in enumerate(pieces[:MAX_ABOVE]):
        if piece.is_body and not piece.markdown and is_office(piece.text):
            issuers.append(position)
        elif piece.kind is not Kind.TEXT or (piece.is_body and not _is_letterhead(piece.text)):
            return issuers, position
    return [], len(pieces)


def _is_letterhead(text: str) -> bool:
    """`临川市人民政府文件`: it stays in the text, being no part of the title."""
    return text.endswith("文件") and is_office(text.removesuffix("文件"))


def _title_end(pieces: Sequence[Piece], start: int) -> int:
    """Position behind the last line of the title that begins at `start`; `start` for none."""
    found, text = start, ""
    for end, piece in enumerate(pieces[start : start + MAX_LINES], start + 1):
        if not _may_be_in_title(piece) or (text and not _goes_on(text, piece.text)):
            break
        text += piece.text
        if names_a_paper(text) and not open_brackets(text):
            found = end
    news = found < len(pieces) and bylines.is_news_lead(pieces[found].text)
    return start if news else found


def _may_be_in_title(piece: Piece) -> bool:
    plain = piece.is_body and not piece.mark and not piece.markdown
    return plain and len(piece.text) <= MAX_LINE and not _NOT_IN_TITLE.search(piece.text)


def _goes_on(text: str, below: str) -> bool:
    """Whether the line below a part of a title belongs to it."""
    if names_a_paper(text) and not open_brackets(text):
        return bool(_TAIL.match(below))
    if open_brackets(text) or _GOES_ON.search(text) or "关于" in text:
        return True
    of_place = _PLACE.match(text) and not _PLACE.match(below)
    return bool(of_place) and names_a_paper(below) and " " not in text


def _with_speaker(pieces: Sequence[Piece], below: int) -> list[Piece]:
    """The pieces with whoever speaks marked: a name among the first lines below a title, beside
    the day of the speech or above its salutation.
    """
    result = list(pieces)
    for position in range(below, min(below + MAX_BELOW, len(pieces))):
        piece = pieces[position]
        beside = [*pieces[position - 1 : position], *pieces[position + 1 : position + 2]]
        if piece.is_body and speaker(piece.text) and any(map(_tells_of_speech, beside)):
            why = "a name beside the day of a speech or above a salutation"
            result[position] = piece._replace(role=Role.SPEAKER, why=why)
            break
        if piece.is_body and not _tells_of_speech(piece):
            break
    return result


def _tells_of_speech(piece: Piece) -> bool:
    """Whether a line has the day or place of a speech, or those whom it greets."""
    if piece.role is Role.DATE or bylines.is_salutation(piece.text):
        return True
    return piece.is_body and bool(_OCCASION.match(piece.text))


def _joined(lines: Sequence[Piece]) -> Piece:
    why = "a title that ends with the name of a paper"
    text = glue([piece.text for piece in lines])
    joined = tuple(piece.line for piece in lines[1:])
    return lines[0]._replace(kind=Kind.HEADING, role=Role.TITLE, text=text, why=why, joined=joined)
