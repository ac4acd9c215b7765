"""Old addresses of documents, which lead to where they are now.

A file host cannot answer 301, so each is a small page with a refresh and a canonical link.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from sitegen.content.languages import ENGLISH, SOURCE_LANG
from sitegen.content.library import Library, prefix
from sitegen.model import Document


@dataclass(frozen=True, slots=True)
class Redirect:
    """One old address."""

    url: str
    """Relative to the site root; ends in `/` unless it names an HTML file."""
    target: str
    lang: str
    document: Document


def redirects(library: Library) -> Iterator[Redirect]:
    """The aliases of every document, and their twins in other languages; English addresses from
    before the document had an English slug.

    An alias `old/page/` also moves `en/old/page/`, since a renamed document had both; an alias
    under `en/` stands for itself alone.
    """
    for document in library.documents:
        seen: set[str] = set()
        for alias in document.meta.aliases:
            for lang, url in _addresses(alias, library.languages):
                if url not in seen:
                    seen.add(url)
                    yield Redirect(url, library.document_url(document, lang), lang, document)
        if document.meta.slug_en not in {"", document.slug}:
            yield from _before_english_slug(library, document, seen)


def _addresses(alias: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    path = alias.strip("/")
    url = path if path.endswith((".html", ".htm")) else f"{path}/"
    for lang in languages:
        if lang != SOURCE_LANG and url.startswith(prefix(lang)):
            yield lang, url
            return
    for lang in languages:
        yield lang, prefix(lang) + url


def _before_english_slug(
    library: Library, document: Document, seen: Container[str]
) -> Iterator[Redirect]:
    new, old = f"docs/{document.meta.slug_en}/", f"docs/{document.slug}/"
    pairs = ((url.replace(new, old, 1), url) for url in _english_pages(library, document))
    for url, target in pairs:
        if url not in seen:
            yield Redirect(url, target, ENGLISH, document)


def _english_pages(library: Library, document: Document) -> Iterator[str]:
    yield library.document_url(document, ENGLISH)
    sections = library.facts[document.slug].pages
    yield from (library.own_page_url(document, section, ENGLISH) for section in sections)
    if library.has_parallel(document):
        yield library.parallel_url(document, ENGLISH)
        yield from (library.parallel_url(document, ENGLISH, section) for section in sections)
