"""The search index in the making, by several processes.

documents ─┬─> segments of some documents each (by all) ──> merged: words, grams ─┬─> files
           └─> texts, titles (meanwhile) ─────────────────────────────────────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from itertools import accumulate, pairwise
from typing import Protocol

from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.model import Document, OutputFile
from sitegen.search.aliases import library_terms
from sitegen.search.chunks import Chunk, chunks
from sitegen.search.entries import document_entries, entries, members
from sitegen.search.export import Part, joined, names_in, text_files, word_files
from sitegen.search.groups import Member, groups, key_of_group
from sitegen.search.index import merge
from sitegen.search.layout import Layout
from sitegen.search.segment import Segment, segment
from sitegen.search.texts import Texts
from sitegen.search.tokens import tokenizer_of
from sitegen.workers import Crew, Held

Base = tuple[Library, Config]
"""Documents and settings, which all work on the index reads."""


class Entries(Protocol):
    """Where segments are kept from one build to the next (sitegen/cache/store.py)."""

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """What was put there."""
        ...

    def put_bytes(self, kind: str, key: str, data: bytes) -> None:
        """Keep it."""
        ...


class Indexing:
    """The search index in the making, by several processes.

    Some documents at a time are cut into words and grams, unless that is known from an earlier
    build; then one process merges what was found.
    """

    def __init__(
        self, base: Held[Base], crew: Crew, *, kept: Entries, key_of: Callable[[Document], str]
    ) -> None:
        """Hand out the work.

        `key_of` gives a digest of all that the words of a document depend on: its text and
        translations, and what cuts them.
        """
        self._base = base
        self._crew = crew
        self._kept = kept
        found = groups(base.value[0])
        spans = list(pairwise(accumulate(map(len, found), initial=0)))
        self._keys = [key_of_group(group, key_of) for group in found]
        self._data = [kept.get_bytes("segments", key) for key in self._keys]
        missing = [place for place, data in enumerate(self._data) if data is None]
        shares = min(crew.jobs, len(missing))
        self._shares = [missing[start::shares] for start in range(shares)]
        self._futures = [
            crew.pool.submit(_segments, base, [spans[place] for place in share])
            for share in self._shares
        ]
        self._texts, self._names = _texts(base)  # while others count

    def finish(self) -> Pending:
        """Wait for all words and grams, and let a new process merge them: no other work may be
        under way.

        Raises:
            ConfigError: the site's user dictionary cannot be read.
        """
        for share, future in zip(self._shares, self._futures, strict=True):
            for place, data in zip(share, future.result(), strict=True):
                self._data[place] = data
                self._kept.put_bytes("segments", self._keys[place], data)
        self._futures.clear()
        found = self._crew.hold([data for data in self._data if data is not None])
        self._data.clear()
        words = self._crew.pool.submit(_words, self._base, found, self._names)
        return Pending(words, self._texts)


class Pending:
    """The files of an index that is under way."""

    def __init__(self, words: Future[Part], texts: Part) -> None:
        """What is being made, and what is there."""
        self._words = words
        self._texts = texts

    def result(self) -> list[OutputFile]:
        """All files when they are there, the manifest last."""
        return list(joined(self._words.result(), self._texts))


def _segments(base: Held[Base], spans: Sequence[tuple[int, int]]) -> list[bytes]:
    """The segments of some groups, told by where they begin and end among all members."""
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    found = list(members(library))
    made = (_chunks(library, found[start:end]) for start, end in spans)
    return [segment(Texts.of(list(one)), tokenizer).to_bytes() for one in made]


def _chunks(library: Library, group: Sequence[Member]) -> Iterator[Chunk]:
    return chunks(entry for one in group for entry in document_entries(library, *one))


def _words(base: Held[Base], found: Held[list[bytes]], names: Collection[str]) -> Part:
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    segments = [*map(Segment.from_bytes, found.value)]
    index = merge(segments, tokenizer, terms=tuple(library_terms(library)))
    return word_files(index, names, Layout())


def _texts(base: Held[Base]) -> tuple[Part, set[str]]:
    """What a search shows, and the names that people look for."""
    library, config = base.value
    made = list(chunks(entries(library)))
    return text_files(made, Layout(), tokenizer_of(config.user_dictionary)), names_in(made)
