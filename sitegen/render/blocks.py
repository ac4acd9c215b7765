"""Blocks of a section as templates show them: list items gathered into lists, tables numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sitegen.model import Block, BlockKind, Document, TranslationState
from sitegen.render.texts import Scope, Text

_NUMBER = re.compile(r"[\s≈<>≤≥+\-−–—~约]*\d[\d,.\s]*(%|‰|％)?\s*")
_BLANK = re.compile(r"[\s\-−–—/…]*")
_ORDERED = re.compile(r"(\d+)[.)]")


class Paragraph(NamedTuple):
    """A paragraph, or an image that stands alone (`kind` tells); a tuple, as `Text` is."""

    anchor: str
    text: Text
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Item:
    """One list item with what stands inside it."""

    anchor: str
    text: Text
    value: int
    """Number of an ordered item; 0 for a bullet."""
    more: tuple[Paragraph, ...]
    """Further paragraphs of the item."""
    lists: tuple[ItemList, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """Consecutive items of one kind."""

    ordered: bool
    items: tuple[Item, ...]
    kind: str = "list"


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell."""

    text: Text
    numeric: bool
    """Whether its column holds numbers, to be aligned to the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `number` counts the tables of the page from 1."""

    anchor: str
    number: int
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    state: TranslationState
    """The state that most needs a reader's care among the cells."""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Quote:
    """Consecutive quoted paragraphs."""

    paragraphs: tuple[Paragraph, ...]
    kind: str = "quote"


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted lines, never translated."""

    anchor: str
    code: str
    kind: str = "code"


BlockView = Paragraph | ItemList | Table | Quote | Code


class BlockWriter:
    """Makes block views for one page; keeps the count of its tables."""

    def __init__(self, scope: Scope, document: Document, *, has_anchors: bool = True) -> None:
        """Write for the page of `scope`; ids stay away from what a page shows a second time."""
        self._scope = scope
        self._has_anchors = has_anchors
        self._document = document
        self._tables = 0

    def write(self, blocks: Iterable[Block]) -> tuple[BlockView, ...]:
        """The views of some blocks in order."""
        views: list[BlockView] = []
        for kind, run in groupby(blocks, key=lambda block: block.kind):
            if kind is BlockKind.ITEM:
                views.extend(self._lists(list(run)))
            elif kind is BlockKind.QUOTE:
                views.append(Quote(tuple(map(self._paragraph, run))))
            else:
                views.extend(map(self._single, run))
        return tuple(views)

    def _single(self, block: Block) -> BlockView:
        if block.kind is BlockKind.TABLE:
            return self._table(block)
        if block.kind is BlockKind.CODE:
            return Code(self._anchor(block), block.plain)
        return self._paragraph(block)

    def _paragraph(self, block: Block) -> Paragraph:
        kind = "image" if block.kind is BlockKind.IMAGE else "paragraph"
        return Paragraph(self._anchor(block), self._text(block.text), kind)

    def _anchor(self, block: Block) -> str:
        return block.anchor if self._has_anchors else ""

    def _text(self, unit: str) -> Text:
        return self._scope.inline(self._document, unit)

    def _lists(self, blocks: Sequence[Block]) -> list[ItemList]:
        """Items as lists; one list for each run of the same kind (numbers, bullets)."""
        items = [self._item(run) for run in _item_runs(blocks)]
        return [
            ItemList(ordered, tuple(run))
            for ordered, run in groupby(items, key=lambda item: item.value > 0)
        ]

    def _item(self, run: Sequence[Block]) -> Item:
        first, inside = run[0], run[1:]
        deeper = [block for block in inside if block.depth > first.depth]
        match = _ORDERED.match(first.marker)
        return Item(
            anchor=self._anchor(first),
            text=self._text(first.text),
            value=int(match[1]) if match else 0,
            more=tuple(self._paragraph(b) for b in inside if b.depth <= first.depth),
            lists=tuple(self._lists(deeper)) if deeper else (),
        )

    def _table(self, block: Block) -> Table:
        self._tables += 1
        rows = _align([tuple(map(self._cell, row)) for row in block.rows])
        states = {cell.text.state for row in rows for cell in row}
        return Table(
            anchor=self._anchor(block),
            number=self._tables,
            header=rows[0] if rows else (),
            rows=tuple(rows[1:]),
            state=_most_telling(states),
        )

    def _cell(self, unit: str) -> Cell:
        return Cell(self._text(unit), numeric=False)


def _item_runs(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks of neighbouring items, cut where an item of the outermost depth begins."""
    outermost = min(block.depth for block in blocks)
    runs: list[list[Block]] = []
    for block in blocks:
        if not runs or (block.depth == outermost and block.marker):
            runs.append([])
        runs[-1].append(block)
    return runs


def _align(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """A column that holds nothing but numbers and blanks stands to the right, its heading too."""
    width = max(map(len, rows), default=0)
    numeric = [_is_numeric([row[at] for row in rows[1:] if at < len(row)]) for at in range(width)]
    return [tuple(Cell(cell.text, numeric[at]) for at, cell in enumerate(row)) for row in rows]


def _is_numeric(column: Sequence[Cell]) -> bool:
    filled = [cell.text.plain for cell in column if not _BLANK.fullmatch(cell.text.plain)]
    return bool(filled) and all(map(_NUMBER.fullmatch, filled))


def _most_telling(states: set[TranslationState]) -> TranslationState:
    for state in (TranslationState.OUTDATED, TranslationState.MACHINE):
        if state in states:
            return state
    return TranslationState.SOURCE
