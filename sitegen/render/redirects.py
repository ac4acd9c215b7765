"""Old addresses of documents, which lead to where they are now.

A file host cannot answer 301, so each is a small page with a refresh and a canonical link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content.library import LANGUAGES, SOURCE_LANG, Library, prefix
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
    """The aliases of every document, and their English twins.

    An alias `old/page/` also moves `en/old/page/`, since a renamed document had both; an alias
    under `en/` stands for itself alone.
    """
    for document in library.documents:
        seen: set[str] = set()
        for alias in document.meta.aliases:
            for lang, url in _addresses(alias):
                if url not in seen:
                    seen.add(url)
                    yield Redirect(url, library.document_url(document, lang), lang, document)


def _addresses(alias: str) -> Iterator[tuple[str, str]]:
    path = alias.strip("/")
    url = path if path.endswith((".html", ".htm")) else f"{path}/"
    for lang in LANGUAGES:
        if lang != SOURCE_LANG and url.startswith(prefix(lang)):
            yield lang, url
            return
    for lang in LANGUAGES:
        yield lang, prefix(lang) + url
