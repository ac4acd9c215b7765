"""The dictionary in shards: which words and grams there are, and in which entries they stand.

Shards are cut where the first two characters of a key change, so that a query's characters say
which shards to read, and everything that begins alike is read at once.

    shard     {"words": {word: posting}, "grams": {gram: posting}}
    posting   "numbers"                          all of it
              [frequency, "numbers", block, ...] the rest in blocks, each [bound, digest]
    numbers   count, gaps between entries, and for words the impacts in the same order
    block     the term's posting in `more-digest.json`, which is built like a shard

Words go by impact: the inline ones are the best, and a block's bound is its highest impact, so
that reading can stop when nothing better can come. Grams go by entry, and a block's bound is its
first entry, so that two lists can be compared piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from sitegen.model import OutputFile
from sitegen.search.index import Impacts, InvertedIndex
from sitegen.search.layout import Layout, json_file
from sitegen.search.numbers import encode, gaps
from sitegen.search.table import Listed

PREFIX = 2
"""Characters of a key that decide its shard."""

Posting = str | list[Any]
T = TypeVar("T")


def shards(index: InvertedIndex, layout: Layout) -> Iterator[tuple[Listed | None, OutputFile]]:
    """Every shard with its first key, and every file of overflow blocks with None."""
    shard = _Shard(layout)
    keys = sorted(index.words.keys() | index.grams.keys())
    for _, group in groupby(keys, key=lambda key: key[:PREFIX]):
        if shard.size > layout.shard:
            yield from shard.files()
            shard = _Shard(layout)
        for key in group:
            shard.add(key, index)
    if keys:
        yield from shard.files()


class _Shard:
    """One shard in the making, with its overflow."""

    def __init__(self, layout: Layout) -> None:
        self.size = 0
        self._layout = layout
        self._keys: list[str] = []
        self._terms: dict[str, dict[str, Posting]] = {"words": {}, "grams": {}}
        self._overflow = _Overflow(layout.overflow)

    def add(self, key: str, index: InvertedIndex) -> None:
        """Take a key with its postings as word, as gram or as both."""
        self._keys.append(key)
        if key in index.words:
            self._put("words", key, _split_word(index.words[key], self._layout))
        if key in index.grams:
            self._put("grams", key, _split_gram(index.grams[key], self._layout))

    def files(self) -> Iterator[tuple[Listed | None, OutputFile]]:
        """The files of overflow blocks, then the shard, which names them."""
        for file in self._overflow.files():
            yield None, file
        digest, file = json_file("terms", self._terms)
        yield Listed(self._keys[0][:PREFIX], digest), file

    def _put(self, kind: str, key: str, parts: Sequence[tuple[int, str]]) -> None:
        (frequency, numbers), *blocks = parts
        listed = [self._overflow.add(kind, key, bound, text) for bound, text in blocks]
        self._terms[kind][key] = [frequency, numbers, *listed] if listed else numbers
        self.size += len(key.encode("utf-8", "surrogatepass")) + len(numbers) + 6


class _Overflow:
    """Blocks gathered into files; what `add` returned learns its file's digest from `files`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._files: list[dict[str, dict[str, str]]] = []
        self._references: list[list[list[Any]]] = []
        self._size = limit

    def add(self, kind: str, key: str, bound: int, numbers: str) -> list[Any]:
        """Take one block; a file holds at most one block of a term."""
        if self._size >= self._limit or key in self._files[-1][kind]:
            self._files.append({"words": {}, "grams": {}})
            self._references.append([])
            self._size = 0
        self._files[-1][kind][key] = numbers
        self._size += len(numbers)
        reference: list[Any] = [bound, ""]
        self._references[-1].append(reference)
        return reference

    def files(self) -> Iterator[OutputFile]:
        """Every file; the references are complete afterwards."""
        for value, references in zip(self._files, self._references, strict=True):
            digest, file = json_file("more", value)
            for reference in references:
                reference[1] = digest
            yield file


def _split_word(impacts: Impacts, layout: Layout) -> list[tuple[int, str]]:
    """(frequency, inline numbers), then (highest impact, numbers) of each block."""
    frequency = len(impacts.entries)
    pairs = list(zip(impacts.entries, impacts.scores, strict=True))
    if frequency <= layout.inline:
        return [(frequency, _word_numbers(pairs))]
    best = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    head, *blocks = _cut(best, layout)
    return [
        (frequency, _word_numbers(sorted(head))),
        *((block[0][1], _word_numbers(sorted(block))) for block in blocks),
    ]


def _split_gram(entries: Sequence[int], layout: Layout) -> list[tuple[int, str]]:
    """(frequency, inline numbers), then (first entry, numbers) of each block."""
    head, *blocks = _cut(entries, layout)
    return [
        (len(entries), _gram_numbers(head)),
        *((block[0], _gram_numbers(block)) for block in blocks),
    ]


def _cut(postings: Sequence[T], layout: Layout) -> list[Sequence[T]]:
    starts = range(layout.inline, len(postings), layout.block)
    return [postings[: layout.inline], *(postings[i : i + layout.block] for i in starts)]


def _gram_numbers(entries: Sequence[int]) -> str:
    return encode([len(entries), *gaps(entries)])


def _word_numbers(pairs: Sequence[tuple[int, int]]) -> str:
    entries = [entry for entry, _ in pairs]
    return encode([len(pairs), *gaps(entries), *(score for _, score in pairs)])
