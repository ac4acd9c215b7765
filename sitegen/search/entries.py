"""What a search finds: one section of one document in one language.

Paragraphs were refused as entries (a query's words seldom all stand in one), whole documents too
(a reader wants the place, not the file).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sitegen.content.library import Library
from sitegen.content.markdown import plain_text
from sitegen.model import Block, BlockKind, Document


class Passage(NamedTuple):
    """One paragraph, list item or table as a reader sees it in the entry's language."""

    anchor: str
    """HTML id on the page; "" for what stands above the text (title, subtitle, authors)."""
    text: str
    """Plain text."""


class Entry(NamedTuple):
    """One section in one language; its number is its place in the list of entries."""

    lang: str
    document: str
    """Slug: the id in documents.json."""
    document_title: str
    title: str
    """Heading of the section in plain text; "" for the lead or where it is not translated."""
    url: str
    """Page and anchor of the section, relative to the site root."""
    date: str
    """ISO date of the document, or ""."""
    publisher: str
    passages: tuple[Passage, ...]
    topics: tuple[str, ...] = ()
    """The document's tags in the entry's language."""


def entries(library: Library) -> Iterator[Entry]:
    """Every entry by language, then document, then reading order.

    A document or a language is thus one range of entry numbers. A language other than the
    document's own has the sections with at least one translated block, and their translated
    text only.
    """
    for lang, document in members(library):
        yield from document_entries(library, lang, document)


def members(library: Library) -> Iterator[tuple[str, Document]]:
    """Each language with each document that may have entries in it, in the order of entries."""
    for lang in library.languages:
        for document in library.documents:
            if lang == document.meta.lang or library.is_translated(document, lang):
                yield lang, document


def document_entries(library: Library, lang: str, document: Document) -> Iterator[Entry]:
    """The entries of one document in one language."""
    yield from _DocumentText(library, document, lang).entries()


@dataclass(frozen=True, slots=True)
class _DocumentText:
    library: Library
    document: Document
    lang: str

    def entries(self) -> Iterator[Entry]:
        if not self.library.is_translated(self.document, self.lang):
            return
        bare, front = self._bare(), self._front()
        for section in [*self.document.walk()] or [self.document.lead]:
            passages = self._passages(section.blocks)
            if passages or self._is_source or front:
                yield bare._replace(
                    title=plain_text(self._text(section.title)),
                    url=self.library.section_url(self.document, section, self.lang),
                    passages=(*front, *passages),
                )
                front = ()

    @property
    def _is_source(self) -> bool:
        return self.lang == self.document.meta.lang

    def _bare(self) -> Entry:
        """What all entries of the document have in common."""
        meta = self.document.meta
        return Entry(
            lang=self.lang,
            document=meta.slug,
            document_title=self._text(meta.title) or meta.title,
            title="",
            url="",
            date=meta.date.isoformat() if meta.date else "",
            publisher=meta.publisher,
            passages=(),
            topics=tuple(self.library.tag(tag, self.lang) for tag in meta.tags),
        )

    def _front(self) -> tuple[Passage, ...]:
        meta = self.document.meta
        lines = (meta.kicker, meta.title, meta.subtitle, " ".join(meta.authors), meta.publisher)
        shown = (self._text(line) for line in lines)
        return tuple(Passage("", text) for text in shown if text)

    def _text(self, unit: str) -> str:
        """The unit in the entry's language, "" where it has no translation."""
        shown = self.library.translate(self.document, unit, self.lang)
        return "" if shown.is_fallback else shown.text

    def _passages(self, blocks: Sequence[Block]) -> tuple[Passage, ...]:
        if self._is_source:
            return tuple(Passage(block.anchor, block.plain) for block in blocks if block.plain)
        found = [Passage(block.anchor, self._plain(block)) for block in blocks]
        translated = tuple(passage for passage in found if passage.text)
        # Figures alone count as translated everywhere; they do not make a section English.
        has_words = any(map(str.isalpha, "".join(passage.text for passage in translated)))
        return translated if has_words else ()

    def _plain(self, block: Block) -> str:
        if block.kind is BlockKind.TABLE:
            rows = (" ".join(self._cells(row)) for row in block.rows)
            return "\n".join(row for row in rows if row)
        text = self._text(block.text)
        return text if block.kind is BlockKind.CODE else plain_text(text)

    def _cells(self, row: tuple[str, ...]) -> list[str]:
        return [plain_text(text) for text in map(self._text, row) if text]
