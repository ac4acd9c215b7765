"""Views of the parallel pages: each block of a document with its translation beside it.

One row for a block, an item of a list or a heading, so that the two languages never drift apart
on a page; two columns of running text were refused for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sitegen.model import Block, Document, Section
from sitegen.render.blocks import BlockView, BlockWriter, ItemList
from sitegen.render.document_views import document_head
from sitegen.render.texts import Scope, Text, unlinked
from sitegen.render.views import Link, Pair, ParallelSection, ParallelView

_DEEPEST_HEADING = 6


def parallel_view(scope: Scope, document: Document, section: str = "") -> ParallelView:
    """A document beside its translation; of a long one a top-level section by its id, or what
    stands before the first (`section` empty).
    """
    writer = _Writer(scope, document)
    pages = scope.library.page_sections(document)
    at = scope.library.facts[document.slug].pages.index(section) if section else 0
    shown = pages[at : at + 1] if section else (() if pages else document.sections)
    return ParallelView(
        head=document_head(scope, document),
        languages=writer.languages,
        title=writer.words(document.meta.title),
        subtitle=writer.words(document.meta.subtitle) if document.meta.subtitle else (),
        lead=() if section else tuple(writer.pairs(document.lead.blocks)),
        sections=tuple(writer.section(each, 2) for each in shown),
        pages=tuple(_page_link(scope, document, each) for each in pages),
        here=at + 1 if section else 0,
        whole=scope.href(scope.library.parallel_url(document, scope.lang)),
    )


def _page_link(scope: Scope, document: Document, section: Section) -> Link:
    url = scope.href(scope.library.parallel_url(document, scope.lang, section.id))
    return Link(url, unlinked(scope.heading(document, section)))


class _Writer:
    """Writes every text of a document in its own language and in another one: the page's where
    there is such a translation, else the first that there is.
    """

    def __init__(self, scope: Scope, document: Document) -> None:
        self._document = document
        own = document.meta.lang
        wanted = [lang for lang in (scope.lang, *scope.library.languages) if lang != own]
        translated = (lang for lang in wanted if scope.library.is_translated(document, lang))
        self.languages = (own, next(translated, wanted[0]))
        self._scopes = [replace(scope, lang=lang) for lang in self.languages]
        self._writers = [
            # Ids are unique on a page: the source has them.
            BlockWriter(each, document, has_anchors=each.lang == own)
            for each in self._scopes
        ]

    def words(self, text: str) -> tuple[Text, ...]:
        return tuple(scope.label(self._document, text) for scope in self._scopes)

    def section(self, section: Section, depth: int) -> ParallelSection:
        return ParallelSection(
            id=section.id,
            depth=min(depth, _DEEPEST_HEADING),
            title=tuple(scope.heading(self._document, section) for scope in self._scopes),
            pairs=tuple(self.pairs(section.blocks)),
            children=tuple(self.section(child, depth + 1) for child in section.children),
        )

    def pairs(self, blocks: Sequence[Block]) -> Iterator[Pair]:
        columns = [_rows(writer.write(blocks)) for writer in self._writers]
        yield from (Pair(row) for row in zip(*columns, strict=True))


def _rows(views: Sequence[BlockView]) -> Iterator[BlockView]:
    """Blocks, and the items of lists one by one."""
    for view in views:
        if isinstance(view, ItemList):
            yield from (ItemList(view.ordered, (item,)) for item in view.items)
        else:
            yield view
