"""Parsed documents, catalogs and digests as plain data, and back.

The data are lists in the order of the fields; whoever changes a field changes the code, and with
it the version that every key of the cache contains.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sitegen.model import (
    Block,
    BlockKind,
    Catalog,
    Digest,
    Document,
    Meta,
    Section,
    Sentence,
    Translated,
    TranslationState,
)

Body = tuple[Section, tuple[Section, ...]]
"""The lead and the sections of a document."""
_KINDS = {kind.value: kind for kind in BlockKind}


def meta_data(meta: Meta) -> list[Any]:
    """Front matter as JSON can hold it."""
    return [
        meta.title,
        meta.slug,
        meta.subtitle,
        meta.kicker,
        meta.date.isoformat() if meta.date else None,
        meta.publisher,
        meta.authors,
        meta.source,
        meta.lang,
        meta.tags,
        meta.aliases,
        meta.notes,
        meta.slug_en,
    ]


def meta_from(data: Any) -> Meta:
    """The front matter of `meta_data`."""
    title, slug, subtitle, kicker, day, publisher, authors, source, lang, *more = data
    tags, aliases, notes, slug_en = more
    return Meta(
        title=title,
        slug=slug,
        subtitle=subtitle,
        kicker=kicker,
        date=date.fromisoformat(day) if day else None,
        publisher=publisher,
        authors=tuple(authors),
        source=source,
        lang=lang,
        tags=tuple(tags),
        aliases=tuple(aliases),
        notes=tuple(notes),
        slug_en=slug_en,
    )


def body_data(document: Document) -> list[Any]:
    """The text of a document as JSON can hold it."""
    return [_section_data(document.lead), [_section_data(one) for one in document.sections]]


def body_from(data: Any) -> Body:
    """The text of `body_data`."""
    lead, sections = data
    return _section_from(lead), tuple(map(_section_from, sections))


def catalog_data(catalog: Catalog) -> list[Any]:
    """A catalog's translations as JSON can hold them."""
    units = [[unit, shown.text, shown.state.value] for unit, shown in catalog.entries.items()]
    return [units, catalog.lines]


def catalog_from(data: Any, file: str, lang: str) -> Catalog:
    """The catalog of `catalog_data`."""
    units, lines = data
    entries = {unit: Translated(text, TranslationState(how)) for unit, text, how in units}
    return Catalog(lang=lang, file=file, entries=entries, lines=lines)


def digest_data(digest: Digest) -> list[Any]:
    """A digest as JSON can hold it."""
    summary = [[s.text, s.section, s.anchor, s.index] for s in digest.summary]
    return [summary, digest.keywords, digest.related]


def digest_from(data: Any) -> Digest:
    """The digest of `digest_data`."""
    summary, keywords, related = data
    return Digest(tuple(Sentence(*said) for said in summary), tuple(keywords), tuple(related))


def _section_data(section: Section) -> list[Any]:
    return [
        section.id,
        section.title,
        section.level,
        section.line,
        [_block_data(block) for block in section.blocks],
        [_section_data(child) for child in section.children],
    ]


def _section_from(data: Any) -> Section:
    id_, title, level, line, blocks, children = data
    found = tuple(map(_block_from, blocks))
    return Section(id_, title, level, line, found, tuple(map(_section_from, children)))


def _block_data(block: Block) -> list[Any]:
    plain = None if block.plain == block.text else block.plain
    data: list[Any] = [block.kind.value, block.text, plain, block.anchor, block.line]
    if block.rows or block.marker or block.depth:
        data += [block.rows, block.marker, block.depth]
    return data


def _block_from(data: Any) -> Block:
    kind, text, plain, anchor, line, *more = data
    shown = text if plain is None else plain
    if not more:
        return Block(_KINDS[kind], text, shown, anchor, line)
    rows, marker, depth = more
    return Block(_KINDS[kind], text, shown, anchor, line, tuple(map(tuple, rows)), marker, depth)
