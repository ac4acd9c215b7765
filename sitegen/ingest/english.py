"""Seeds in English: which they are, what of their lines belongs together, and what is a heading.

Chinese needs no spaces, so that every break is weighed by the words around it (see flow.py). In
English a line that layout broke was full: the next word did not fit.

    Notice on Water Supply                      first line: the title
    City Water Group                            the next line would have fitted: a line of its own
    Water will be cut in the northern and the
    eastern districts on 28 June.               "eastern" would not: one paragraph
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitegen.ingest.pieces import Kind, Piece, Role, is_complete

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_FUNCTION_WORD = re.compile(
    r"\b(?:the|of|and|to|in|is|are|was|were|will|be|for|on|by|with|from|that|this|has|have)\b",
    re.IGNORECASE,
)
_SAMPLE = 20_000
_OPEN_END = re.compile(rf"(?:,|{_FUNCTION_WORD.pattern})$", re.IGNORECASE)
_LEAST_WORDS = 8
"""Words from which on a text shows what language it is in."""
_HAN_SHARE = 0.02
"""Ideographs for each word up to which a text is English that names something in Chinese."""
_FUNCTION_SHARE = 0.12
"""Of the words; a quarter of running English, hardly any of a table or another language."""
_WIDEST = 120
"""Characters: longer lines are paragraphs, which no layout broke."""
_LONGEST_TITLE = 200
_LONGEST_HEADING = 80
_LONGEST_BEGINNING = 80
_BEGINS_HEADING = re.compile(r"[A-Z0-9“\"']")
_ENDS_NO_HEADING = (*".,;:!…",)


def is_english(text: str) -> bool:
    """Whether a text is clearly English, with hardly any ideographs in it."""
    text = text[:_SAMPLE]
    words = len(_LATIN_WORD.findall(text))
    if words < _LEAST_WORDS or len(_HAN.findall(text)) > _HAN_SHARE * words:
        return False
    return len(_FUNCTION_WORD.findall(text)) >= _FUNCTION_SHARE * words


def flow_english(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the lines of paragraphs, and find the title and the headings that nothing marks."""
    joined = list(_joined(pieces))
    return [
        _as_heading(piece, joined[position + 1 : position + 2], _opens(joined[:position]))
        for position, piece in enumerate(joined)
    ]


def beginning(text: str) -> str:
    """The first words of an English text, to stand for a title."""
    if len(text) <= _LONGEST_BEGINNING:
        return text
    return text[: _LONGEST_BEGINNING + 1].rpartition(" ")[0] or text[:_LONGEST_BEGINNING]


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    width = max((piece.width for piece in pieces if piece.is_body), default=0)
    paragraph: list[Piece] = []
    for last, piece in zip((None, *pieces), pieces, strict=False):
        if last and paragraph and piece.is_body and _goes_on(last, piece, width):
            is_item = paragraph[0].kind is Kind.ITEM
            if piece.hangs or not (is_item and is_complete(last.text)):
                paragraph.append(piece)
                continue
        yield from _paragraph(paragraph)
        paragraph = [piece] if piece.is_open else []
        if not piece.is_open:
            yield piece
    yield from _paragraph(paragraph)


def _goes_on(last: Piece, piece: Piece, width: int) -> bool:
    """Whether a line goes on with the paragraph of the one above."""
    if piece.fresh or piece.markdown:
        return not piece.fresh
    if piece.mark and is_complete(last.text):
        return False
    is_open = piece.text[0].islower() or bool(_OPEN_END.search(last.text))
    if is_open and not is_complete(last.text):
        return True
    word = piece.text.partition(" ")[0]
    return width <= _WIDEST and len(last.text) + 1 + len(word) > width


def _paragraph(lines: Sequence[Piece]) -> Iterator[Piece]:
    if lines:
        text = lines[0].text
        for line in lines[1:]:
            is_cut = text.endswith("-") and text[-2:-1].isalpha() and line.text[0].islower()
            text += line.text if is_cut else f" {line.text}"
        yield lines[0]._replace(text=text, joined=tuple(line.line for line in lines[1:]))


def _opens(above: Sequence[Piece]) -> bool:
    """Whether only dates, numbers and labels stand above."""
    return not any(piece.is_body or piece.kind is not Kind.TEXT for piece in above)


def _as_heading(piece: Piece, below: Sequence[Piece], opens_seed: bool) -> Piece:
    if not piece.is_body or piece.markdown or piece.mark or not below:
        return piece
    if opens_seed and len(piece.text) <= _LONGEST_TITLE and not is_complete(piece.text):
        return piece._replace(kind=Kind.HEADING, level=1, why="first line")
    if _is_heading(piece, below[0]):
        why = "short line that is no sentence, with text under it"
        return piece._replace(kind=Kind.HEADING, why=why)
    return piece


def _is_heading(piece: Piece, below: Piece) -> bool:
    text = piece.text
    if not piece.fresh or len(text) > _LONGEST_HEADING or text.endswith(_ENDS_NO_HEADING):
        return False
    has_text = below.kind is not Kind.TEXT or (below.role is Role.BODY and is_complete(below.text))
    return has_text and below.fresh and bool(_BEGINS_HEADING.match(text))
