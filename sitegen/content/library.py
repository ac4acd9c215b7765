"""All documents in all languages: the one owner of cross-document and cross-language lookup.

Pages, feeds, search and the API ask here for URLs, translations and alternates, so that no two
of them can disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.config import Config
from sitegen.content.facts import Facts, facts_of
from sitegen.content.languages import BUILT_IN, ENGLISH, SOURCE_LANG
from sitegen.model import (
    Catalog,
    Digest,
    Document,
    Section,
    Sentence,
    Term,
    Translated,
    TranslationState,
)


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
    def facts(self) -> Mapping[str, Facts]:
        """What can be said of each document without its text, by slug."""
        return {document.slug: facts_of(document) for document in self.documents}

    @cached_property
    def with_links(self) -> frozenset[str]:
        """Slugs of documents whose text, in any language, may link or show a picture."""
        return frozenset(
            slug
            for slug, facts in self.facts.items()
            if facts.has_links
            or any(catalog.has_links for catalog in self.catalogs.get(slug, {}).values())
        )

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
        if found.is_fallback and not (unit[0].isalpha() or any(map(str.isalpha, unit))):
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
        return bool(catalog and not catalog.is_empty)

    def page_sections(self, document: Document) -> tuple[Section, ...]:
        """The sections that have a page of their own, in order; () for a short document."""
        return document.sections if self.facts[document.slug].pages else ()

    @cached_property
    def _pages(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _page_of(self, document: Document, section: str) -> str:
        """Id of the section that has a page of its own with this one on it; "" for none."""
        if not self.facts[document.slug].pages:
            return ""
        if document.slug not in self._pages:
            self._pages[document.slug] = {
                inner.id: top.id for top in document.sections for inner in top.walk()
            }
        return self._pages[document.slug].get(section, "")

    def document_url(self, document: Document, lang: str) -> str:
        """`docs/<slug>/` relative to the site root, under `en/` for English."""
        return document_url(document, lang)

    def page_url(self, document: Document, section: Section, lang: str) -> str:
        """URL of the page, without fragment, that carries a section's text."""
        page = self._page_of(document, section.id)
        return self.document_url(document, lang) + (f"{page}/" if page else "")

    def sentence_url(self, document: Document, sentence: Sentence, lang: str) -> str:
        """URL of the block in which a sentence of the document's summary stands."""
        page = self._page_of(document, sentence.section)
        return f"{self.document_url(document, lang)}{page}{'/' * bool(page)}#{sentence.anchor}"

    def own_page_url(self, document: Document, section: str, lang: str) -> str:
        """URL of the page of a section that has one, given by its id."""
        return f"{self.document_url(document, lang)}{section}/"

    def parallel_url(self, document: Document, lang: str, section: str = "") -> str:
        """URL of the view of a document, or of a section that has a page of its own (its id),
        beside its translation: `parallel/docs/<slug>/`, under `en/` with English around it.
        """
        page = f"{section}/" if section else ""
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


def document_url(document: Document, lang: str) -> str:
    """`docs/<slug>/` relative to the site root, under `en/` for English."""
    return f"{prefix(lang)}docs/{slug_in(document, lang)}/"


def prefix(lang: str) -> str:
    """URL prefix of a language: "" for the source language, "en/" for English."""
    return "" if lang == SOURCE_LANG else f"{lang}/"


def slug_in(document: Document, lang: str) -> str:
    """The document's name in addresses of a language; English may have its own."""
    return (document.meta.slug_en if lang == ENGLISH else "") or document.slug


Base = tuple[Library, Config]
"""Documents without their digests yet, and settings: what work that is handed out reads."""
