"""What the rest of a site asks of a document without reading its text.

Lists, addresses and keys of pages ask every document for these; they are kept apart from the text
(`Document.once`), so that a build after a small edit reads the texts of a few documents only.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

from sitegen.content.languages import ENGLISH
from sitegen.model import Document

LONG_DOCUMENT = 12_000
"""Characters from which on a document gets a page per top-level section: about half an hour of
reading, and 40 KB of text, past which phones scroll badly."""

MOST_SECTION_PAGES = 200
"""Top-level sections up to which each gets a page. Every such page carries the whole outline, so
that their weight grows with the square; a document of more sections has short ones anyway."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A document in numbers."""

    characters: int
    """Of its blocks as a reader sees them."""
    words: int
    """The same of an English document; 0 for a Chinese one, whose length is its characters."""
    sections: int
    """The lead (when it has blocks), and every section below it."""
    has_links: bool
    """Whether its text may link or show a picture."""
    pages: tuple[str, ...]
    """Ids of the sections that have a page of their own, in order; () for a short document."""


def facts_of(document: Document) -> Facts:
    """The facts of a document."""
    told = json.loads(document.once("facts", facts_json))
    characters, words, sections, has_links, pages = told
    return Facts(characters, words, sections, has_links, tuple(pages))


def facts_json(document: Document) -> str:
    """The facts found in the text, as `once` keeps them."""
    characters, words, sections, has_links = 0, 0, 0, False
    is_english = document.meta.lang == ENGLISH
    for section in document.walk():
        sections += 1
        has_links = has_links or _may_link(section.title)
        for block in section.blocks:
            characters += len(block.plain)
            words += len(block.plain.split()) if is_english else 0
            has_links = has_links or any(map(_may_link, block.units))
    is_long = characters >= LONG_DOCUMENT and 2 <= len(document.sections) <= MOST_SECTION_PAGES
    found = Facts(
        characters=characters,
        words=words,
        sections=sections,
        has_links=has_links,
        pages=tuple(section.id for section in document.sections) if is_long else (),
    )
    return json.dumps(astuple(found))


def _may_link(text: str) -> bool:
    return "](" in text
