"""The dictionary in shards: which words and grams there are, and in which entries they stand.

Shards are cut where the first two characters of a key change, so that a query's characters say
which shards to read, and everything that begins alike is read at once.

    shard     {"words": {word: posting}, "grams": {gram: posting}, "also": {key: [alias, ...]}}
    alias     [strength in percent, word, ...]   see aliases.py
    posting   "numbers"                          all of it
              [frequency, "numbers", block, ...] the rest in blocks, each [bound, digest]
    numbers   count, gaps between entries, and for words the impacts in the same order
    block     the term's posting in `more-digest.json`, which is built like a shard

Words go by impact: the inline ones are the best, and a block's bound is its highest impact, so
that reading can stop when nothing better can come. Grams go by entry, and a block's bound is its
first entry, so that two lists can be compared piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from sitegen.model import OutputFile
from sitegen.search.index import Impacts, InvertedIndex
from sitegen.search.layout import Layout, json_file, to_json
from sitegen.search.numbers import encode, gaps
from sitegen.search.table import Part

PREFIX = 2
"""Characters of a key that decide its shard."""

Posting = str | list[Any]
T = TypeVar("T")


def shards(index: InvertedIndex, layout: Layout) -> tuple[list[Part], list[OutputFile]]:
    """Every shard in order, and the files of overflow blocks."""
    overflow = _Overflow(layout.overflow)
    made = [_Shard(layout, overflow)]
    keys = sorted(index.words.keys() | index.grams.keys() | index.aliases.keys())
    for prefix, group in groupby(keys, key=lambda key: key[:PREFIX]):
        if made[-1].size > layout.shard:
            made.append(_Shard(layout, overflow))
        made[-1].add(prefix, group, index)
    # The blocks' digests are written into the shards, so their files are closed first.
    files = list(overflow.files())
    return [shard.part() for shard in made if shard.size], files


class _Shard:
    """One shard in the making."""

    def __init__(self, layout: Layout, overflow: _Overflow) -> None:
        self.size = 0
        self._layout = layout
        self._overflow = overflow
        self._first = ""
        self._terms: dict[str, dict[str, Posting]] = {"words": {}, "grams": {}, "also": {}}

    def add(self, prefix: str, keys: Iterable[str], index: InvertedIndex) -> None:
        """Take the keys that begin with a prefix."""
        self._first = self._first if self.size else prefix
        for key in keys:
            if key in index.words:
                self._put("words", key, _split_word(index.words[key], self._layout))
            if key in index.grams:
                self._put("grams", key, _split_gram(index.grams[key], self._layout))
            if key in index.aliases:
                also = [[strength, *words] for strength, words in index.aliases[key]]
                self._terms["also"][key] = also
                self.size += len(to_json(also)) + len(key.encode("utf-8", "surrogatepass"))

    def part(self) -> Part:
        """The finished shard."""
        return Part(self._first, to_json(self._terms))

    def _put(self, kind: str, key: str, parts: Sequence[tuple[int, str]]) -> None:
        frequency, numbers = parts[0]
        listed = [self._overflow.add(kind, key, bound, text) for bound, text in parts[1:]]
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
    if frequency <= layout.inline:
        numbers = encode([frequency, *gaps(impacts.entries), *impacts.scores])
        return [(frequency, numbers)]
    pairs = list(zip(impacts.entries, impacts.scores, strict=True))
    best = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    head, *blocks = _cut(best, layout)
    return [
        (frequency, _word_numbers(sorted(head))),
        *((block[0][1], _word_numbers(sorted(block))) for block in blocks),
    ]


def _split_gram(entries: Sequence[int], layout: Layout) -> list[tuple[int, str]]:
    """(frequency, inline numbers), then (first entry, numbers) of each block."""
    if len(entries) <= layout.inline:
        return [(len(entries), _gram_numbers(entries))]
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
