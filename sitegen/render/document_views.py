"""Views of a document's own page and of the section pages of a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.model import BlockKind, Document, Section, TranslationState
from sitegen.render.blocks import BlockWriter
from sitegen.render.entries import document_link, entry, keyword, sentence_link, topic_link
from sitegen.render.texts import Scope, unlinked
from sitegen.render.views import (
    DocumentHead,
    DocumentView,
    Link,
    OutlineEntry,
    Remark,
    SectionPageView,
    SectionView,
    TranslationNote,
)

CHARACTERS_PER_MINUTE = 400
"""Reading speed for Chinese prose; measured means lie between 300 and 500."""
WORDS_PER_MINUTE = 238
"""For English (Brysbaert, "How many words do we read per minute?", 2019)."""

_DEEPEST_HEADING = 6
_DESCRIPTION_LENGTH = 160


def document_view(scope: Scope, document: Document) -> DocumentView:
    """The page of a document; a long one shows its digest and outline, not its sections."""
    library = scope.library
    digest = scope.site.digest_of(document)
    writer = BlockWriter(scope, document)
    pages = library.page_sections(document)
    summary = tuple(sentence_link(scope, document, s) for s in digest.summary)
    newer, older = _neighbours(scope, document)
    return DocumentView(
        head=document_head(scope, document),
        description=" ".join(link.text.plain for link in summary)[:_DESCRIPTION_LENGTH],
        summary=summary,
        keywords=tuple(keyword(scope, word) for word in digest.keywords),
        outline=outline(scope, document, document.sections),
        pages=tuple(_page_link(scope, document, section) for section in pages),
        lead=_section(scope, document, document.lead, writer, depth=1),
        sections=()
        if pages
        else tuple(_section(scope, document, s, writer) for s in document.sections),
        related=tuple(
            entry(scope, library.by_slug[slug], sentences=1, keywords=0)
            for slug in digest.related
            if slug in library.by_slug
        ),
        newer=newer,
        older=older,
    )


def section_page_view(scope: Scope, document: Document, section: str) -> SectionPageView:
    """The page of one top-level section of a long document, given by its id."""
    pages = scope.library.page_sections(document)
    at = scope.library.facts[document.slug].pages.index(section)
    here = pages[at]
    own = document_link(scope, document)
    return SectionPageView(
        head=document_head(scope, document),
        section=_section(scope, document, here, BlockWriter(scope, document), depth=1),
        outline=_outline_from(scope, document, section),
        number=at + 1,
        total=len(pages),
        previous=_page_link(scope, document, pages[at - 1]) if at else own,
        next=_page_link(scope, document, pages[at + 1]) if at + 1 < len(pages) else None,
    )


def document_head(scope: Scope, document: Document) -> DocumentHead:
    """What identifies a document."""
    meta = document.meta
    facts = scope.library.facts[document.slug]
    minutes = facts.words / WORDS_PER_MINUTE or facts.characters / CHARACTERS_PER_MINUTE
    repository = scope.site.config.settings.repository.rstrip("/")
    return DocumentHead(
        url=scope.href(scope.library.document_url(document, scope.lang)),
        title=scope.label(document, meta.title),
        kicker=scope.label(document, meta.kicker),
        subtitle=scope.label(document, meta.subtitle),
        date=meta.date,
        publisher=scope.label(document, meta.publisher),
        authors=tuple(scope.label(document, author) for author in meta.authors),
        source=meta.source,
        source_url=f"{repository}/blob/HEAD/{document.file}" if repository else "",
        characters=facts.characters,
        words=facts.words,
        minutes=max(1, round(minutes)),
        topics=tuple(
            topic_link(scope, topic) for topic in scope.site.topics_of.get(document.slug, ())
        ),
        remarks=tuple(map(_remark, meta.notes)),
        translation=scope.site.once(
            ("translation", document.slug, scope.lang), lambda: _translation_note(scope, document)
        ),
    )


def _remark(note: str) -> Remark:
    """A note of ingest, `kind` or `kind: words of the source`."""
    kind, _, quoted = note.partition(":")
    return Remark(kind.strip(), quoted.strip())


def outline(
    scope: Scope, document: Document, sections: Sequence[Section]
) -> tuple[OutlineEntry, ...]:
    """The headings of some sections with links to them."""
    return tuple(_outline_entry(scope, document, each, each.children) for each in sections)


def _outline_from(scope: Scope, document: Document, here: str) -> tuple[OutlineEntry, ...]:
    """The outline of a long document with only the section that is open unfolded."""
    return tuple(
        _outline_entry(scope, document, each, each.children if each.id == here else ())
        for each in document.sections
    )


def _outline_entry(
    scope: Scope, document: Document, section: Section, children: Sequence[Section]
) -> OutlineEntry:
    return OutlineEntry(
        scope.href(scope.library.section_url(document, section, scope.lang)),
        unlinked(scope.heading(document, section)),
        outline(scope, document, children),
    )


def _section(
    scope: Scope, document: Document, section: Section, writer: BlockWriter, depth: int = 2
) -> SectionView:
    """A section whose heading element follows its depth in the page, so that none is skipped."""
    return SectionView(
        id=section.id,
        depth=min(depth, _DEEPEST_HEADING),
        title=scope.heading(document, section),
        blocks=writer.write(section.blocks),
        children=tuple(
            _section(scope, document, child, writer, depth + 1) for child in section.children
        ),
    )


def _page_link(scope: Scope, document: Document, section: Section) -> Link:
    url = scope.href(scope.library.page_url(document, section, scope.lang))
    return Link(url, unlinked(scope.heading(document, section)))


def _neighbours(scope: Scope, document: Document) -> tuple[Link | None, Link | None]:
    """The documents before and after this one in the order of the list, newest first."""
    documents = scope.library.documents
    at = scope.site.position_of[document.slug]
    newer = document_link(scope, documents[at - 1]) if at else None
    older = document_link(scope, documents[at + 1]) if at + 1 < len(documents) else None
    return newer, older


def _translation_note(scope: Scope, document: Document) -> TranslationNote | None:
    if scope.lang == document.meta.lang:
        return None
    if not scope.library.is_translated(document, scope.lang):
        is_empty = not any(map(_has_letters, _units(document)))
        return TranslationNote(percent=100 if is_empty else 0, machine=False, outdated=False)
    states = [
        scope.library.translate(document, unit, scope.lang).state
        for unit in _units(document)
        if _has_letters(unit)
    ]
    done = sum(state is not TranslationState.MISSING for state in states)
    return TranslationNote(
        percent=max(100 * done // len(states), 1 if done else 0) if states else 100,
        machine=TranslationState.MACHINE in states,
        outdated=TranslationState.OUTDATED in states,
    )


def _has_letters(unit: str) -> bool:
    return any(character.isalpha() for character in unit)


def _units(document: Document) -> Iterator[str]:
    """Every text of a document that can be translated; code is not."""
    yield document.meta.title
    for section in document.walk():
        if section.title:
            yield section.title
        for block in section.blocks:
            if block.kind is not BlockKind.CODE:
                yield from block.units
