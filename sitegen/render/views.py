"""What templates see: values made for one page, never the library's own objects.

Links are final (as the page writes them), texts are escaped, so that a template cannot get
either wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sitegen.render.blocks import BlockView
from sitegen.render.texts import Text


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go."""

    url: str
    text: Text
    count: int = 0
    """How many documents are behind it, where that is shown."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language, for hreflang."""

    hreflang: str
    url: str
    name: str = ""
    """Of the language, in the language itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """What every page carries around its content."""

    site: Text
    description: Text
    """Of the site."""
    kind: str
    """Template name without suffix; also the class of `body`."""
    root: str
    """Prefix that leads from this page to the site root; ends with "/"."""
    home: str
    documents: str
    topics: str
    search: str
    feed: str
    search_description: str
    """Address of opensearch.xml; "" where browsers could not use it."""
    languages: tuple[Alternate, ...]
    """This page in every language, its own included, for the switch."""
    texts: tuple[Alternate, ...]
    """The text of this page in one language each; as `languages`, but on a parallel page the
    pages of the document."""
    parallel: str
    """This text beside its translation; "" where there is none."""
    alternates: tuple[Alternate, ...]
    canonical: str
    """Absolute address, "" when the site's own is not known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list."""

    url: str
    title: Text
    kicker: Text
    date: date | None
    publisher: Text
    summary: tuple[Text, ...]
    keywords: tuple[Link, ...]


class OutlineEntry(NamedTuple):
    """A heading in an outline."""

    url: str
    text: Text
    children: tuple[OutlineEntry, ...]


class SectionView(NamedTuple):
    """A heading with its text."""

    id: str
    depth: int
    """Heading element: 2 for h2 ... 6 for h6."""
    title: Text
    blocks: tuple[BlockView, ...]
    children: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class TranslationNote:
    """How much of a document is shown in the page's language."""

    percent: int
    """Whole percent of its blocks, rounded down; 0 only when nothing is translated."""
    machine: bool
    """Whether some of it is unreviewed machine translation."""
    outdated: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """What readers should know of a document before they read it."""

    kind: str
    """`continued`, `unfinished` or `reordered`; themes ignore what they do not know."""
    quoted: str
    """The mark of the source that says so, where there is one, such as （上接一版）."""


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What identifies a document, on its own page and on its section pages."""

    url: str
    title: Text
    kicker: Text
    subtitle: Text
    date: date | None
    publisher: Text
    authors: tuple[Text, ...]
    source: str
    source_url: str
    """Where the document's file can be read and corrected, "" when not known."""
    characters: int
    words: int
    """0 for a Chinese document, whose length is told in characters."""
    minutes: int
    """Reading time."""
    topics: tuple[Link, ...]
    remarks: tuple[Remark, ...]
    translation: TranslationNote | None
    """None in the document's own language."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The page of a document."""

    head: DocumentHead
    description: str
    summary: tuple[Link, ...]
    keywords: tuple[Link, ...]
    outline: tuple[OutlineEntry, ...]
    pages: tuple[Link, ...]
    """Section pages of a long document; its text stands there."""
    lead: SectionView
    """What stands before the first heading; its title is empty."""
    sections: tuple[SectionView, ...]
    related: tuple[Entry, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True)
class SectionPageView:
    """One top-level section of a long document."""

    head: DocumentHead
    section: SectionView
    outline: tuple[OutlineEntry, ...]
    number: int
    """1-based."""
    total: int
    previous: Link
    """The section before, or the document's own page."""
    next: Link | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A block and its translation."""

    views: tuple[BlockView, ...]
    """Only the first has anchors."""


@dataclass(frozen=True, slots=True)
class ParallelSection:
    """A heading with its text, and the translations."""

    id: str
    depth: int
    title: tuple[Text, ...]
    pairs: tuple[Pair, ...]
    children: tuple[ParallelSection, ...]


@dataclass(frozen=True, slots=True)
class ParallelView:
    """A document, or a part of a long one, beside its translation."""

    head: DocumentHead
    languages: tuple[str, ...]
    """Of the columns; texts of a row stand in this order."""
    title: tuple[Text, ...]
    subtitle: tuple[Text, ...]
    lead: tuple[Pair, ...]
    sections: tuple[ParallelSection, ...]
    pages: tuple[Link, ...]
    """The parallel pages of a long document's sections."""
    here: int
    """Number of the section that is shown, from 1; 0 on the document's own page."""
    whole: str
    """Address of the document's own parallel page."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page."""

    entries: tuple[Entry, ...]
    topics: tuple[Link, ...]
    total: int
    sections: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class YearView:
    """The documents of one year; `year` 0 holds those without a date."""

    year: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """Every document by year, newest first."""

    years: tuple[YearView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """A topic with its newest documents."""

    link: Link
    documents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """Every topic, the ones with most documents first."""

    topics: tuple[TopicSummary, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic with its documents."""

    title: Text
    entries: tuple[Entry, ...]
    others: tuple[Link, ...]
    """Topics that share documents with this one, most shared first."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page before a script fills it."""

    years: tuple[int, ...]
    languages: tuple[str, ...]
    topics: tuple[Link, ...]
    """Where to begin, as long as nothing is asked."""


@dataclass(frozen=True, slots=True)
class MissingView:
    """The page for addresses that do not exist."""

    other_homes: tuple[Alternate, ...]
    """Front page in the other languages."""
