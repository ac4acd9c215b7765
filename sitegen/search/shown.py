"""What a search shows of some chunks: their texts, and what is said of their documents.

Made for a group of documents, by any process and in any order, and kept from one build to the
next, as segments are (segment.py); packs.py, titles.py and export.py put the files together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from sitegen.search.articles import following
from sitegen.search.chunks import Chunk
from sitegen.search.entries import Entry
from sitegen.search.fold import fold
from sitegen.search.layout import to_json
from sitegen.search.titles import keys_of
from sitegen.search.tokens import Tokenizer

Pairs = Sequence[tuple[str, str]]
"""(English, Chinese) of a term; (key, title) of a title."""


class About(NamedTuple):
    """A document in one language, all of whose chunks are here."""

    lang: str
    slug: str
    title: str
    date: str
    publisher: str
    topics: Sequence[str]
    base: str
    """What the URLs of all its sections begin with."""
    chunks: int
    """How many it has, at least 1."""
    sections: int


@dataclass(frozen=True, slots=True)
class Shown:
    """Consecutive chunks of whole documents."""

    documents: Sequence[About]
    names: Sequence[str]
    """Titles, headings and topics, folded: what people look for by pinyin."""
    titles: Pairs
    """What titles are suggested for, see titles.py."""
    terms: Pairs
    """Headings with their translations, see aliases.py."""
    rows: Sequence[bytes]
    """For each chunk the JSON of its sections, see packs.py."""

    def to_bytes(self) -> bytes:
        """A line of JSON, then one for each chunk."""
        head = to_json([self.documents, self.names, self.titles, self.terms])
        return b"\n".join((head, *self.rows))

    @classmethod
    def from_bytes(cls, data: bytes) -> Shown:
        """What `to_bytes` gave."""
        head, *rows = data.split(b"\n")
        return cls._of(head, rows)

    @classmethod
    def head_of(cls, data: bytes) -> Shown:
        """The same without rows, for what asks for no texts."""
        return cls._of(data.partition(b"\n")[0], ())

    @classmethod
    def _of(cls, head: bytes, rows: Sequence[bytes]) -> Shown:
        documents, names, *pairs = json.loads(head)
        titles, terms = ([(one, other) for one, other in found] for found in pairs)
        return cls([About(*about) for about in documents], names, titles, terms, rows)


def shown(made: Iterable[Chunk], tokenizer: Tokenizer, terms: Pairs = ()) -> Shown:
    """What is shown of chunks; `terms` are those of their documents."""
    documents: list[About] = []
    rows: list[bytes] = []
    names: set[str] = set()
    for _, chunks in groupby(made, key=lambda chunk: (chunk.first.lang, chunk.first.document)):
        members = list(chunks)
        entries = [entry for chunk in members for entry in chunk.entries]
        base = _beginning([entry.url for entry in entries])
        documents.append(_about(entries, base, len(members)))
        names.update(_names(entries))
        rows += [to_json([*_sections(chunk.entries, base)]) for chunk in members]
    titles = sorted({about.title for about in documents})
    keys = [pair for title in titles for pair in keys_of(title, tokenizer)]
    return Shown(documents, sorted(map(fold, names)), keys, list(terms), rows)


def _about(entries: Sequence[Entry], base: str, chunks: int) -> About:
    first = entries[0]
    return About(
        lang=first.lang,
        slug=first.document,
        title=first.document_title,
        date=first.date,
        publisher=first.publisher,
        topics=first.topics,
        base=base,
        chunks=chunks,
        sections=len({entry.url for entry in entries}),
    )


def _names(entries: Sequence[Entry]) -> Iterator[str]:
    yield entries[0].document_title
    yield from entries[0].topics
    yield from (entry.title for entry in entries)


def _beginning(urls: Sequence[str]) -> str:
    """What all have in common (what the smallest and the largest have, all between them have), but
    no part of an anchor.
    """
    first, last = min(urls), max(urls)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return (first if length is None else first[:length]).partition("#")[0]


def _sections(entries: Sequence[Entry], base: str) -> Iterator[list[Any]]:
    """Each as packs have it; an article that counts on from the one before without its head."""
    before: tuple[str, str] | None = None
    for entry in entries:
        passages = (p.text if p.anchor else [p.text] for p in entry.passages)
        head = (entry.url.removeprefix(base), entry.title)
        if before and following(*before) == head:
            yield [0, *passages]
        else:
            yield [*head, *passages]
        before = head
