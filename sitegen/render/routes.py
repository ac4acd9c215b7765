"""Every page of the site: its address in each language, its template and how its view is made.

The sitemap reads the same list as the renderer, so that neither can forget a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from sitegen.content.languages import SOURCE_LANG
from sitegen.content.library import Library, prefix
from sitegen.model import Document
from sitegen.render.document_views import document_view, section_page_view
from sitegen.render.list_views import (
    documents_view,
    home_view,
    missing_view,
    search_view,
    topic_view,
    topics_view,
)
from sitegen.render.parallel_views import parallel_view
from sitegen.render.texts import Scope

MISSING = "404.html"
SEARCH = "search.html"
PARALLEL = "parallel.html"


@dataclass(frozen=True, slots=True)
class Route:
    """One page in one language."""

    template: str
    lang: str
    urls: Mapping[str, str]
    """Language -> address relative to the site root, this page's own included."""
    make: Callable[[Scope], object]
    """The view that the template shows."""
    parallel: str = ""
    """Address of the same text beside its translation; "" where there is none."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Parallel pages: language -> address of the text in that language alone."""

    @property
    def url(self) -> str:
        """Address of this page relative to the site root."""
        return self.urls[self.lang]

    @property
    def is_listed(self) -> bool:
        """Whether search engines should know it."""
        # A parallel page repeats what two other pages say.
        return self.template not in {MISSING, SEARCH, PARALLEL}


def routes(library: Library) -> Iterator[Route]:
    """Every page, all languages of a page together."""
    for template, path, make in _FIXED:
        yield from _route(library, template, partial(_fixed_url, path), make)
    for topic in library.topics:
        make = partial(topic_view, topic=topic)
        yield from _route(library, "topic.html", partial(library.topic_url, topic), make)
    for document in library.documents:
        make = partial(document_view, document=document)
        found = _route(library, "document.html", partial(library.document_url, document), make)
        yield from _with_parallel(library, document, "", found)
        for section in library.facts[document.slug].pages:
            make = partial(section_page_view, document=document, section=section)
            address = partial(library.own_page_url, document, section)
            found = _route(library, "section.html", address, make)
            yield from _with_parallel(library, document, section, found)


def _with_parallel(
    library: Library, document: Document, section: str, found: Iterator[Route]
) -> Iterator[Route]:
    """The pages of a text, and the parallel ones where it has a translation."""
    if not library.has_parallel(document):
        yield from found
        return
    make = partial(parallel_view, document=document, section=section)
    urls = {lang: library.parallel_url(document, lang, section) for lang in library.languages}
    for route in found:
        yield replace(route, parallel=urls[route.lang])
        yield Route(PARALLEL, route.lang, urls, make, urls[route.lang], route.urls)


_FIXED: tuple[tuple[str, str, Callable[[Scope], object]], ...] = (
    ("home.html", "", home_view),
    ("documents.html", "docs/", documents_view),
    ("topics.html", "topics/", topics_view),
    (SEARCH, "search/", search_view),
    (MISSING, "404.html", missing_view),
)


def _fixed_url(path: str, lang: str) -> str:
    return prefix(lang) + path


def _route(
    library: Library,
    template: str,
    address: Callable[[str], str],
    make: Callable[[Scope], object],
) -> Iterator[Route]:
    urls = {lang: address(lang) for lang in library.languages}
    for lang in urls:
        yield Route(template, lang, urls, make)


def default_url(route: Route) -> str:
    """Address for readers of any other language (hreflang x-default)."""
    return route.urls[SOURCE_LANG]
