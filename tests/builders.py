"""Documents and libraries made by hand, for tests that need no files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date

from sitegen.content.library import Library
from sitegen.model import (
    Block,
    BlockKind,
    Catalog,
    Document,
    Meta,
    Section,
    Translated,
    TranslationState,
)


def block(text: str, anchor: str = "") -> Block:
    """A paragraph without Markdown marks."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:6]
    return Block(BlockKind.PARAGRAPH, text, text, anchor or f"p-{digest}", 1)


def section(number: int, title: str, paragraphs: Iterable[str]) -> Section:
    """A section of level 2 (the lead, where it has no title)."""
    blocks = (block(text, f"p-{number}-{i}") for i, text in enumerate(paragraphs))
    return Section(f"s{number}", title, 2 if title else 1, 1, tuple(blocks))


def document(
    slug: str,
    title: str,
    sections: Iterable[tuple[str, Iterable[str]]],
    *,
    day: date | None = None,
    publisher: str = "",
) -> Document:
    """A document of flat sections (heading, paragraphs); a heading of "" makes the lead."""
    made = [section(i, heading, texts) for i, (heading, texts) in enumerate(sections)]
    leads = [part for part in made if not part.title]
    return Document(
        meta=Meta(title=title, slug=slug, date=day, publisher=publisher),
        file=f"content/{slug}/index.md",
        lead=leads[0] if leads else Section("text", "", 1, 1, ()),
        sections=tuple(part for part in made if part.title),
    )


def library(
    documents: Iterable[Document],
    english: Mapping[str, Mapping[str, str]] | None = None,
) -> Library:
    """A library with English by slug: source unit -> translation."""
    catalogs = {
        slug: {"en": Catalog("en", f"content/{slug}/en.po", _translated(units))}
        for slug, units in (english or {}).items()
    }
    return Library(tuple(documents), catalogs, (), (), {})


def _translated(units: Mapping[str, str]) -> dict[str, Translated]:
    return {unit: Translated(text, TranslationState.CURRENT) for unit, text in units.items()}


def pseudo_document(slug: str, text: str, *, group: int = 6) -> Document:
    """A raw text as one document: its lines are paragraphs, some of them at a time a section."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    groups = [lines[i : i + group] for i in range(1, len(lines), group)]
    sections = [(re.sub(r"^#+\s*", "", lines_[0])[:20], lines_) for lines_ in groups]
    return document(slug, lines[0].lstrip("# ")[:40], sections, day=date(2025, 1, 1))
