"""Drafts to the Markdown of content/: what a careful person would have typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from sitegen.content.frontmatter import write_meta
from sitegen.content.markdown import escape, escape_cell
from sitegen.ingest.draft import Draft
from sitegen.ingest.marks import Style
from sitegen.ingest.pieces import Kind, Piece
from sitegen.model import Meta

_COLUMN = 3
"""Width of a list's mark with the space behind it: enough for all up to `9.`."""

_RUN_IN_HEAD = re.compile(r"([^。！？；]{4,40})(?=。.)")


def document_text(draft: Draft, meta: Meta) -> str:
    """The whole index.md of a draft, front matter included; ends with one newline."""
    body = body_text(draft)
    return f"{write_meta(meta)}\n{body}" if body else write_meta(meta)


def body_text(draft: Draft) -> str:
    """What stands under the front matter of a draft; ends with one newline unless it is empty."""
    blocks = "\n\n".join(_blocks(draft.pieces))
    return f"{blocks}\n" if blocks else ""


def _blocks(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for is_item, run in groupby(pieces, key=lambda piece: piece.kind is Kind.ITEM):
        found = list(run)
        yield from _lists(found) if is_item else map(_block, found)


def _lists(pieces: Sequence[Piece]) -> Iterator[str]:
    """Items as Markdown, each below the text of the one that it stands in."""
    items: list[str] = []
    columns: list[int] = []  # where the text of the items begins that are open
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if before and _starts_list(before, piece):
            yield "\n".join(items)
            items.clear()
        del columns[piece.depth :]
        indent = columns[-1] if columns else 0
        columns.append(indent + max(_COLUMN, len(piece.marker) + 1))
        items.append(f"{' ' * indent}{piece.marker} {_text(piece)}")
    yield "\n".join(items)


def _starts_list(before: Piece, piece: Piece) -> bool:
    """Whether a list of the other sort begins: bullets after numbers or the reverse."""
    return before.depth == piece.depth and (before.marker == "-") != (piece.marker == "-")


def _block(piece: Piece) -> str:
    if piece.kind is Kind.HEADING:
        return f"{'#' * piece.level} {_text(piece)}"
    if piece.kind is Kind.TABLE:
        return _table(piece)
    if piece.kind is Kind.CODE:
        return f"```\n{piece.text}\n```"
    return _text(piece)


def _text(piece: Piece) -> str:
    """The text as Markdown; the head of `一是…。` set in bold.

    The full stop stays outside the bold: CommonMark closes `**` behind punctuation only when
    white space or punctuation follows.
    """
    if piece.markdown:
        return piece.text
    if piece.mark and piece.mark.style is Style.RUN_IN and piece.kind is Kind.TEXT:
        head = _RUN_IN_HEAD.match(piece.text)
        if head:
            bold = head[1]
            return f"**{escape(bold)}**{escape(piece.text[len(bold) :])}"
    return escape(piece.text)


def _table(piece: Piece) -> str:
    width = max(len(row) for row in piece.rows)
    rows = [_row(row, width, piece.markdown) for row in piece.rows]
    return "\n".join([rows[0], f"|{' --- |' * width}", *rows[1:]])


def _row(cells: tuple[str, ...], width: int, markdown: bool) -> str:
    texts = [cell if markdown else escape_cell(cell) for cell in cells]
    texts += [""] * (width - len(texts))
    return f"| {' | '.join(texts)} |"
