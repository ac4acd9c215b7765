"""Chunks: the pieces of a document that are indexed and ranked, each some sections long.

    document  第一条 | 第二条 | 第三条 | 第四条 ...        sections, as a reader sees them
    chunks    [   0               ] [   1        ...       about SIZE characters each

A law has articles of a hundred characters: a posting for each word of each of them weighs more
than the text itself, and BM25 knows little of so short a piece. So words and grams lead to a
chunk; its text, which is read anyway to show a hit, tells which of its sections are meant. Chunks
without regard to sections were refused: a hit has to be a place that a reader can go to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sitegen.search.entries import Entry, Passage

SIZE = 4_000
"""Characters after which a chunk ends with the section, and a longer section is cut."""


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
    for piece, added in (piece for entry in members for piece in _pieces(entry, size)):
        if taken and length + added / 2 > size:
            yield Chunk(tuple(taken))
            taken, length = [], 0
        taken.append(piece)
        length += added
    if taken:
        yield Chunk(tuple(taken))


def _pieces(entry: Entry, size: int) -> Iterator[tuple[Entry, int]]:
    """The entry with its length, in several where it is much longer than a chunk; a passage is
    never cut.
    """
    whole = sum([len(passage.text) for passage in entry.passages])
    if whole < 2 * size:
        yield entry, whole
        return
    taken: list[Passage] = []
    length = 0
    for passage in entry.passages:
        if taken and length + len(passage.text) / 2 > size:
            yield entry._replace(passages=tuple(taken)), length
            taken, length = [], 0
        taken.append(passage)
        length += len(passage.text)
    yield entry._replace(passages=tuple(taken)), length
