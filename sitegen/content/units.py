"""The translatable units of a document: what its catalogs list, in reading order.

One unit is one msgid. A unit that stands in several places is translated once and listed with
every place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sitegen.model import Block, BlockKind, Document


class UnitKind(StrEnum):
    """What a unit is; translators read it as a comment above the entry."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    KICKER = "kicker"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    CELL = "table cell"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to translate, with where it stands."""

    text: str
    """The msgid: inline Markdown, or plain text for front matter."""
    kind: UnitKind
    """Of its first place."""
    lines: tuple[int, ...]
    """1-based lines of index.md, ascending; front matter counts as line 1."""


_KIND_OF_BLOCK = {
    BlockKind.PARAGRAPH: UnitKind.PARAGRAPH,
    BlockKind.ITEM: UnitKind.ITEM,
    BlockKind.TABLE: UnitKind.CELL,
    BlockKind.QUOTE: UnitKind.QUOTE,
    BlockKind.IMAGE: UnitKind.CAPTION,
}


def document_units(document: Document) -> tuple[Unit, ...]:
    """Every text of the document that has a letter to translate, once, in reading order."""
    places: dict[str, tuple[UnitKind, list[int]]] = {}
    for text, kind, line in _occurrences(document):
        if is_translatable(text):
            lines = places.setdefault(text, (kind, []))[1]
            if line not in lines:
                lines.append(line)
    return tuple(Unit(text, kind, tuple(lines)) for text, (kind, lines) in places.items())


def is_translatable(text: str) -> bool:
    """Whether the text has a letter of any script; figures and dashes need no translation."""
    return any(character.isalpha() for character in text)


def _occurrences(document: Document) -> Iterator[tuple[str, UnitKind, int]]:
    meta = document.meta
    yield meta.title, UnitKind.TITLE, 1
    yield meta.subtitle, UnitKind.SUBTITLE, 1
    yield meta.kicker, UnitKind.KICKER, 1
    for section in document.walk():
        yield section.title, UnitKind.HEADING, section.line
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[tuple[str, UnitKind, int]]:
    for text in block.units if block.kind in _KIND_OF_BLOCK else ():  # code stays as it is
        yield text, _KIND_OF_BLOCK[block.kind], block.line
