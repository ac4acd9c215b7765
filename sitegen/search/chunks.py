"""Chunks: the pieces of a document that are indexed and ranked, each some sections long.

    document  第一条 | 第二条 | 第三条 | 第四条 ...        sections, as a reader sees them
    chunks    [   0               ] [   1        ...       about SIZE characters each

A law has articles of a hundred characters: a posting for each word of each of them weighs more
than the text itself, and BM25 knows little of so short a piece. So words and grams lead to a
chunk; its text, which is read anyway to show a hit, tells which of its sections are meant. Chunks
without regard to sections were refused: a hit has to be a place that a reader can go to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from zlib import crc32

from sitegen.search.entries import Entry, Passage

SIZE = 4_000
"""Characters after which a chunk ends with the section, and a longer section is cut."""
_TOGETHER = 32
"""Documents in one group, on an average."""
_LARGE = 50
"""Chunks after which a group ends in any case."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sections of one document in one language; its number is its place in the list."""

    entries: tuple[Entry, ...]
    """At least one; of a section longer than a chunk each has some of the passages."""

    @property
    def first(self) -> Entry:
        """What tells the document, its date and its language."""
        return self.entries[0]


def chunks(found: Iterable[Entry], size: int = SIZE) -> Iterator[Chunk]:
    """Entries in their order, by document and language, in chunks of about `size` characters."""
    for _, members in groupby(found, key=lambda entry: (entry.lang, entry.document)):
        yield from _document(members, size)


def _document(members: Iterable[Entry], size: int) -> Iterator[Chunk]:
    taken: list[Entry] = []
    length = 0
    for piece in (piece for entry in members for piece in _pieces(entry, size)):
        added = _length(piece.passages)
        if taken and length + added / 2 > size:
            yield Chunk(tuple(taken))
            taken, length = [], 0
        taken.append(piece)
        length += added
    if taken:
        yield Chunk(tuple(taken))


def _pieces(entry: Entry, size: int) -> Iterator[Entry]:
    """The entry, in several where it is much longer than a chunk; a passage is never cut."""
    if _length(entry.passages) < 2 * size:
        yield entry
        return
    taken: list[Passage] = []
    length = 0
    for passage in entry.passages:
        if taken and length + len(passage.text) / 2 > size:
            yield replace(entry, passages=tuple(taken))
            taken, length = [], 0
        taken.append(passage)
        length += len(passage.text)
    yield replace(entry, passages=tuple(taken))


def _length(passages: Sequence[Passage]) -> int:
    return sum(len(passage.text) for passage in passages)


def groups(made: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """Consecutive chunks of some documents each, which are best worked on together.

    Where a group ends is told by the slug of its last document rather than by counting, so that a
    document more or less changes one group or two, and the others are as they were.
    """
    group: list[Chunk] = []
    for (_, slug), members in groupby(made, key=document_of):
        group += members
        if crc32(slug.encode()) % _TOGETHER == 0 or len(group) > _LARGE:
            yield group
            group = []
    if group:
        yield group


def document_of(chunk: Chunk) -> tuple[str, str]:
    """Language and slug."""
    return chunk.first.lang, chunk.first.document
