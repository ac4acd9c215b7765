"""All documents in all languages: the one owner of cross-document and cross-language lookup.

Pages, feeds, search and the API ask here for URLs, translations and alternates, so that no two
of them can disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.content.languages import BUILT_IN, ENGLISH, SOURCE_LANG
from sitegen.model import (
    Catalog,
    Digest,
    Document,
    Section,
    Term,
    Translated,
    TranslationState,
)

LONG_DOCUMENT = 12_000
"""Characters from which on a document gets a page per top-level section: about half an hour of
reading, and 40 KB of text, past which phones scroll badly."""

MOST_SECTION_PAGES = 200
"""Top-level sections up to which each gets a page. Every such page carries the whole outline, so
that their weight grows with the square; a document of more sections has short ones anyway."""


@dataclass(frozen=True)
class Topic:
    """A tag with the documents that carry it."""

    name: str
    """The tag as written in front matter."""
    slug: str
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class Library:
    """Every document with its translations, newest first."""

    documents: tuple[Document, ...]
    catalogs: Mapping[str, Mapping[str, Catalog]]
    """slug -> language -> catalog."""
    glossary: tuple[Term, ...]
    topics: tuple[Topic, ...]
    digests: Mapping[str, Digest]
    """slug -> summary, keywords and related documents."""
    tags: tuple[Term, ...] = ()
    """Names of tags and keywords that are too common for the glossary, whose terms the review of
    translations insists on."""
    languages: tuple[str, ...] = BUILT_IN
    """Of the site, the source language first."""

    @cached_property
    def by_slug(self) -> Mapping[str, Document]:
        """Documents by slug."""
        return {document.slug: document for document in self.documents}

    @cached_property
    def with_links(self) -> frozenset[str]:
        """Slugs of documents whose text, in any language, may link or show a picture."""
        return frozenset(document.slug for document in self.documents if self._has_links(document))

    def _has_links(self, document: Document) -> bool:
        if any("](" in unit for block in document.blocks() for unit in block.units):
            return True
        if any("](" in section.title for section in document.walk()):
            return True
        catalogs = self.catalogs.get(document.slug, {}).values()
        return any("](" in shown.text for found in catalogs for shown in found.entries.values())

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], str]:
        """(term, language) -> its name there."""
        terms = (*self.glossary, *self.tags)
        others = {(term.zh, lang): name for term in terms for lang, name in term.others}
        return {(term.zh, ENGLISH): term.en for term in terms} | others

    def translate(self, document: Document, unit: str, lang: str) -> Translated:
        """A unit (inline Markdown of the document's own language) as shown in `lang`.

        The source text comes back marked MISSING where there is no translation. Units without a
        letter to translate (numbers, dashes) count as translated.
        """
        if lang == document.meta.lang or not unit:
            return Translated(unit, TranslationState.SOURCE)
        catalog = self.catalogs.get(document.slug, {}).get(lang)
        found = catalog.get(unit) if catalog else Translated(unit, TranslationState.MISSING)
        if found.is_fallback and not any(character.isalpha() for character in unit):
            return Translated(unit, TranslationState.CURRENT)
        return found

    def tag(self, name: str, lang: str) -> str:
        """A tag's name in a language: of tags.csv, else of the glossary, else as it is."""
        return self.named(name, lang)[0]

    def named(self, name: str, lang: str) -> tuple[str, str]:
        """A tag's name for readers of `lang`, and the language that it is in: theirs, else
        English, else the source's.
        """
        if lang != SOURCE_LANG:
            for known in (lang, ENGLISH):
                if found := self._names.get((name, known)):
                    return found, known
        return name, SOURCE_LANG

    def is_translated(self, document: Document, lang: str) -> bool:
        """Whether at least one block of the document is shown in `lang`."""
        if lang == document.meta.lang:
            return True
        catalog = self.catalogs.get(document.slug, {}).get(lang)
        return bool(catalog and catalog.entries)

    @cached_property
    def _long(self) -> frozenset[str]:
        return frozenset(d.slug for d in self.documents if _is_long(d))

    def has_section_pages(self, document: Document) -> bool:
        """Whether the text stands on a page per top-level section instead of one page."""
        return document.slug in self._long

    def page_sections(self, document: Document) -> tuple[Section, ...]:
        """The sections that have a page of their own, in order; () for a short document."""
        return document.sections if self.has_section_pages(document) else ()

    @cached_property
    def _page_of(self) -> Mapping[tuple[str, str], str]:
        return {
            (document.slug, section.id): top.id
            for document in self.documents
            for top in self.page_sections(document)
            for section in top.walk()
        }

    def document_url(self, document: Document, lang: str) -> str:
        """`docs/<slug>/` relative to the site root, under `en/` for English."""
        return f"{prefix(lang)}docs/{slug_in(document, lang)}/"

    def page_url(self, document: Document, section: Section, lang: str) -> str:
        """URL of the page, without fragment, that carries a section's text."""
        page = self._page_of.get((document.slug, section.id))
        return self.document_url(document, lang) + (f"{page}/" if page else "")

    def parallel_url(self, document: Document, lang: str, section: Section | None = None) -> str:
        """URL of the view of a document, or of a section that has a page of its own, beside its
        translation: `parallel/docs/<slug>/`, under `en/` with English around it.
        """
        page = f"{section.id}/" if section else ""
        return f"{prefix(lang)}parallel/docs/{slug_in(document, lang)}/{page}"

    def has_parallel(self, document: Document) -> bool:
        """Whether there is a translation to show beside the document."""
        others = (lang for lang in self.languages if lang != document.meta.lang)
        return any(self.is_translated(document, lang) for lang in others)

    def section_url(self, document: Document, section: Section, lang: str) -> str:
        """URL of a section with its anchor, relative to the site root."""
        page = self.page_url(document, section, lang)
        return f"{page}#{section.id}" if section.title else page

    def topic_url(self, topic: Topic, lang: str) -> str:
        """`topics/<slug>/` relative to the site root."""
        return f"{prefix(lang)}topics/{topic.slug}/"

    def sections(self) -> Iterator[tuple[Document, Section]]:
        """Every section of every document, in the order of `documents`."""
        for document in self.documents:
            for section in document.walk():
                yield document, section


def prefix(lang: str) -> str:
    """URL prefix of a language: "" for the source language, "en/" for English."""
    return "" if lang == SOURCE_LANG else f"{lang}/"


def slug_in(document: Document, lang: str) -> str:
    """The document's name in addresses of a language; English may have its own."""
    return (document.meta.slug_en if lang == ENGLISH else "") or document.slug


def _is_long(document: Document) -> bool:
    if not 2 <= len(document.sections) <= MOST_SECTION_PAGES:
        return False
    return sum(len(block.plain) for block in document.blocks()) >= LONG_DOCUMENT
