"""The frozen values that stages pass to each other.

    Seed ──ingest──> content/ ──load──> Document (Sections of Blocks) ──> Library ──> OutputFile

A value is complete when it is made; no field is filled in later. Mutable builders were refused:
they hide which stage decides what. What a large site has a million of is a named tuple, which is
made in a third of the time. Text is str (Unicode) everywhere; offsets count code points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a problem is: an error stops the command, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding in the user's files, printed as `file:line: message`."""

    file: str
    """Path as the user knows it: relative to the site root where possible; "" for none."""
    line: int
    """1-based line, 0 where no line applies."""
    message: str
    """What is wrong, with the offending value, and how to mend it, in one line."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """`file:line: message`, leaving out what does not apply."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}" if place else self.message


class BlockKind(StrEnum):
    """What a block is to a reader; the theme styles by it."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    """One list item; consecutive items form a list."""
    TABLE = "table"
    QUOTE = "quote"
    CODE = "code"
    IMAGE = "image"


class Block(NamedTuple):
    """The smallest piece with an anchor of its own: a paragraph, list item or table."""

    kind: BlockKind
    text: str
    """Inline Markdown as it stands in index.md (one line), with the addresses that its links mean.
    For tables: "" (see rows)."""
    plain: str
    """What a reader sees: `text` without Markdown marks; table cells joined by a space,
    rows by a newline. Search and digest read this."""
    anchor: str
    """HTML id, unique in the document, equal in every language, e.g. `p-3fa2b1`: digest of the
    plain text, so that it survives insertions elsewhere."""
    line: int
    """1-based line in index.md."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Tables only: cells as inline Markdown, the header row first."""
    marker: str = ""
    """Items only: "-" for bullets, "1." style number for ordered lists."""
    depth: int = 0
    """Items only: nesting depth, 0 at the top."""

    @property
    def units(self) -> tuple[str, ...]:
        """The translatable texts (msgids) of this block in order: its text or its table cells."""
        if self.kind is BlockKind.TABLE:
            return tuple(cell for row in self.rows for cell in row)
        return (self.text,)


class Section(NamedTuple):
    """A heading with what stands under it."""

    id: str
    """Anchor and URL segment, unique in the document, ASCII (pinyin of the heading)."""
    title: str
    """Heading as inline Markdown; "" only for the lead before the first heading."""
    level: int
    """2..6 as in Markdown; the lead has 1."""
    line: int
    blocks: tuple[Block, ...]
    children: tuple[Section, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and everything under it, in reading order."""
        return _walked((self,))


@dataclass(frozen=True, slots=True)
class Meta:
    """Front matter of one document (the contract of docs/architecture.md)."""

    title: str
    slug: str
    subtitle: str = ""
    kicker: str = ""
    date: date | None = None
    publisher: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    """File name in seeds/, "" for a document typed straight into content/."""
    lang: str = "zh"
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Old URLs of this document, each relative to the site root, that redirect to it."""
    notes: tuple[str, ...] = ()
    """What ingest wants readers to know: `continued`, `unfinished`, `reordered`."""
    slug_en: str = ""
    """Slug of the English pages; "" for the same as of the others."""


def _walked(sections: Sequence[Section]) -> Iterator[Section]:
    """Sections with all below them, in reading order."""
    waiting = [*reversed(sections)]
    while waiting:
        section = waiting.pop()
        yield section
        if section.children:
            waiting += reversed(section.children)


@dataclass(frozen=True, slots=True)
class Document:
    """One document of content/, whole."""

    meta: Meta
    file: str
    """Path of index.md relative to the site root, POSIX."""
    lead: Section
    """Blocks before the first heading (level 1, title "")."""
    sections: tuple[Section, ...]
    """Top-level sections, children inside."""

    @property
    def slug(self) -> str:
        """The document's id everywhere: URL segment, documents.json, search."""
        return self.meta.slug

    def once(self, name: str, make: Callable[[Document], str], about: str = "") -> str:  # noqa: ARG002
        """What `make` tells of this document, and of what is given as `about`, on one line; `name`
        is its own for each such function. A build may know it from before (cache/texts.py).
        """
        return make(self)

    def walk(self) -> Iterator[Section]:
        """The lead (when it has blocks), then every section in reading order."""
        if self.lead.blocks:
            yield self.lead
        yield from _walked(self.sections)

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        for section in self.walk():
            yield from section.blocks


class TranslationState(StrEnum):
    """Where a piece of shown text stands."""

    SOURCE = "source"
    """The document's own language."""
    CURRENT = "current"
    """Translated and checked by a person."""
    MACHINE = "machine"
    """Translated by a provider and not yet reviewed."""
    OUTDATED = "outdated"
    """The source changed after it was translated (fuzzy in the catalog)."""
    MISSING = "missing"
    """No translation: the source text is shown."""


class Translated(NamedTuple):
    """One unit as shown in a language."""

    text: str
    """Inline Markdown."""
    state: TranslationState

    @property
    def is_fallback(self) -> bool:
        """Whether the source text stands in for a missing translation."""
        return self.state is TranslationState.MISSING


@dataclass(frozen=True, slots=True)
class Catalog:
    """Translations of one document into one language, read from `<lang>.po`."""

    lang: str
    file: str
    """Path relative to the site root; the file need not exist."""
    entries: dict[str, Translated] = field(default_factory=dict)
    """msgid (source unit) -> translation; only entries with text, never MISSING."""
    lines: dict[str, int] = field(default_factory=dict)
    """msgid -> 1-based line of its entry, where the file was read for people to mend."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is translated."""
        return not self.entries

    @property
    def has_links(self) -> bool:
        """Whether a translation may link or show a picture."""
        return any("](" in shown.text for shown in self.entries.values())

    def get(self, unit: str) -> Translated:
        """The translation of a unit, or the unit itself marked as missing."""
        return self.entries.get(unit) or Translated(unit, TranslationState.MISSING)


@dataclass(frozen=True, slots=True)
class Term:
    """One line of content/glossary.csv."""

    zh: str
    en: str
    note: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """(language, name) for the columns of further languages."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document, as quoted by its summary."""

    text: str
    """Plain text in the source language."""
    section: str
    """Id of the section it stands in."""
    anchor: str
    """Anchor of its block."""
    index: int
    """0-based position among the sentences of its block (a translation aligns by it)."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a document says, before anyone reads it."""

    summary: tuple[Sentence, ...]
    """Two to four sentences of the document, in reading order."""
    keywords: tuple[str, ...]
    """Most telling words against the whole collection, best first, at most eight."""
    related: tuple[str, ...]
    """Slugs of up to four documents that share most with this one, nearest first."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of public/."""

    path: str
    """Relative to the output folder, POSIX, never absolute, never with `..`."""
    data: bytes
