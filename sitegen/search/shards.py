"""The dictionary in shards: which words and grams there are, and in which chunks they stand.

Shards are cut where the first two characters of a key change, so that a query's characters say
which shards to read, and everything that begins alike is read at once. Inside a shard equal things
stand together, in columns, because a host's gzip then saves most:

    words     "保障 保障性 保护"         in code point order
    counts    numbers                    chunks of each word that stand here
    chunks    numbers                    of the first word, then of the next ..., as gaps
    impacts   numbers                    of the same postings
    grams     {"保": "交存护"}           first character -> what follows it in each gram, padded
                                         with spaces: one character, two after a letter or digit
    sizes, places                        as counts and chunks, of the grams
    once      {"保": "aQ"}               grams of a single chunk: first character -> one digit of
                                         `trace` for each of them, in order of their chunks
    where     numbers                    their chunks, as gaps behind each first character
    more      {"words": {word: [frequency, bound, digest, bound, digest ...]}, "grams": ...}
    also      {key: "40 征收 补偿 80 ..."}   other words behind their strength in percent, see
                                         aliases.py

What is empty is left out. A gram that is a word stands in the chunks of the word too, unless the
word has more than stand here.

Half of all grams stand in one chunk only, and their names weigh more than where they stand. So they
have none: a digit instead, which one in 64 other grams shares; the text tells them apart.

The rest of a long list is in blocks, `more-digest.json` = {"words": {word: numbers}, "grams": ...}
with count, chunks as gaps, and for words the impacts in the same order. Words go by impact: the
ones in the shard are the best, and a block's bound is its highest impact, so that reading can stop
when nothing better can come. Grams go by chunk, and a block's bound is its first chunk, so that
two lists can be compared piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from sitegen.model import OutputFile
from sitegen.search.grams import Codes, codes_of, prefixes_of, texts_of
from sitegen.search.index import InvertedIndex, Lists
from sitegen.search.layout import Layout, json_file, to_json
from sitegen.search.numbers import DIGITS, Encoded, encode, gaps
from sitegen.search.segment import Numbers
from sitegen.search.table import Part

_NARROW_END = "\u2e80"

_EMPTY = np.empty(0, np.int64)
_NO_IMPACTS = np.empty(0, np.int32)

Blocks = list[Any]
"""[frequency, bound, digest, bound, digest, ...]"""


def shards(index: InvertedIndex, layout: Layout) -> tuple[list[Part], list[OutputFile]]:
    """Every shard in order, and the files of overflow blocks."""
    overflow = _Overflow(layout.overflow)
    often, once = _parted(index.grams)
    words = _column("words", index.words, layout, overflow)
    grams = _column("grams", often, layout, overflow)
    # The blocks' digests are written into the shards, so their files are closed first.
    files = list(overflow.files())
    cuts = _Cuts(words, grams, once, index.aliases, layout.shard)
    return [Part(cut.prefix, to_json(cut.value())) for cut in cuts], files


@dataclass(frozen=True, slots=True)
class _Column:
    """Terms of one kind with what of their lists stands in the shards."""

    kind: str
    terms: Sequence[str]
    codes: Codes
    starts: npt.NDArray[np.int64]
    counts: Encoded
    gaps: Encoded
    impacts: Encoded
    more: Mapping[str, Blocks]

    def costs(self) -> npt.NDArray[np.int64]:
        """Characters of all terms up to each one, roughly."""
        each = np.fromiter(map(len, self.terms), np.int64, len(self.terms))
        postings = np.concatenate([[0], np.cumsum(self.gaps.lengths)])[self.starts]
        numbers = np.diff(postings) + (np.diff(self.starts) if self.kind == "words" else 0)
        return np.concatenate([[0], np.cumsum(3 * each + numbers + self.counts.lengths)])

    def lists(self, start: int, end: int) -> tuple[str, str, str]:
        """Counts, chunks and impacts of the terms from index `start` up to `end`."""
        first, last = int(self.starts[start]), int(self.starts[end])
        impacts = self.impacts.text(first, last) if self.kind == "words" else ""
        return self.counts.text(start, end), self.gaps.text(first, last), impacts

    def rest(self, start: int, end: int) -> dict[str, Blocks]:
        """Terms among these that have more than stands in the shard."""
        if not self.more:
            return {}
        return {term: self.more[term] for term in self.terms[start:end] if term in self.more}


@dataclass(frozen=True, slots=True)
class _Once:
    """Grams that stand in one chunk each."""

    terms: Sequence[str]
    codes: Codes
    chunks: Numbers

    def columns(self, start: int, end: int) -> tuple[dict[str, str], str]:
        """`once` and `where` of the grams from index `start` up to `end`."""
        traces: dict[str, str] = {}
        where: list[npt.NDArray[np.int64]] = [_EMPTY]
        at = start
        for first, members in groupby(self.terms[start:end], key=lambda gram: gram[0]):
            grams = list(members)
            chunks = self.chunks[at : at + len(grams)]
            order = np.argsort(chunks, kind="stable")
            traces[first] = "".join(trace(grams[place]) for place in order.tolist())
            where.append(gaps(chunks[order]))
            at += len(grams)
        return traces, encode(np.concatenate(where))


def trace(gram: str) -> str:
    """One digit for what follows the first character: the sum of the code points, in base 64."""
    return DIGITS[sum(map(ord, gram[1:])) % 64]


def _parted(grams: Lists) -> tuple[Lists, _Once]:
    """Grams of several chunks, and those of one."""
    frequencies = grams.frequencies
    single = (frequencies == 1).nonzero()[0]
    several = (frequencies != 1).nonzero()[0]
    kept = np.repeat(frequencies != 1, frequencies)
    starts = np.concatenate([[0], np.cumsum(frequencies[several])])
    often = Lists(
        terms=[grams.terms[i] for i in several.tolist()],
        starts=starts,
        chunks=grams.chunks[kept],
        impacts=_NO_IMPACTS,
        codes=grams.codes[several],
    )
    terms = [grams.terms[i] for i in single.tolist()]
    return often, _Once(terms, grams.codes[single], grams.chunks[~kept])


def _column(kind: str, lists: Lists, layout: Layout, overflow: _Overflow) -> _Column:
    kept = np.ones(len(lists.chunks), np.bool_)
    more: dict[str, Blocks] = {}
    for number in (lists.frequencies > layout.inline).nonzero()[0].tolist():
        start, end = int(lists.starts[number]), int(lists.starts[number + 1])
        impacts = lists.impacts[start:end]
        # The best first, those of one impact in order; grams have none and stay in order.
        order = start + (
            np.argsort(-impacts, kind="stable") if len(impacts) else np.arange(end - start)
        )
        kept[order[layout.inline :]] = False
        term = lists.terms[number]
        more[term] = _blocks(term, lists, order, layout, overflow)
    counts = np.add.reduceat(np.append(kept, 0), lists.starts[:-1]) if len(lists.terms) else _EMPTY
    starts = np.concatenate([[0], np.cumsum(counts)])
    return _Column(
        kind=kind,
        terms=lists.terms,
        codes=lists.codes,
        starts=starts,
        counts=Encoded(counts),
        gaps=Encoded(_gaps_of_all(lists.chunks[kept], starts)),
        impacts=Encoded(lists.impacts[kept] if len(lists.impacts) else _EMPTY),
        more=more,
    )


def _gaps_of_all(chunks: Numbers, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Gaps of lists that stand one behind the other."""
    steps = gaps(chunks)
    firsts = starts[:-1][np.diff(starts) > 0]
    steps[firsts] = chunks[firsts]
    return steps


def _blocks(
    term: str,
    lists: Lists,
    order: npt.NDArray[np.int64],
    layout: Layout,
    overflow: _Overflow,
) -> Blocks:
    """How many postings there are, then bound and (still empty) digest of each overflow block."""
    found: Blocks = [len(order)]
    kind = "words" if len(lists.impacts) else "grams"
    for begin in range(layout.inline, len(order), layout.block):
        places = np.sort(order[begin : begin + layout.block])
        chunks = lists.chunks[places]
        numbers = [np.array([len(chunks)]), gaps(chunks)]
        if kind == "words":
            numbers.append(lists.impacts[places].astype(np.int64))
        bound = int(lists.impacts[places].max() if kind == "words" else chunks[0])
        found += [bound, ""]
        overflow.add(kind, term, encode(np.concatenate(numbers)), found, len(found) - 1)
    return found


class _Overflow:
    """Blocks gathered into files; who added one learns its file's digest from `files`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._files: list[dict[str, dict[str, str]]] = []
        self._references: list[list[tuple[Blocks, int]]] = []
        self._size = limit

    def add(self, kind: str, key: str, numbers: str, told: Blocks, place: int) -> None:
        """Take one block; a file holds at most one block of a term."""
        if self._size >= self._limit or key in self._files[-1][kind]:
            self._files.append({"words": {}, "grams": {}})
            self._references.append([])
            self._size = 0
        self._files[-1][kind][key] = numbers
        self._size += len(numbers)
        self._references[-1].append((told, place))

    def files(self) -> Iterator[OutputFile]:
        """Every file; the references are complete afterwards."""
        for value, references in zip(self._files, self._references, strict=True):
            digest, file = json_file("more", value)
            for told, place in references:
                told[place] = digest
            yield file


@dataclass(frozen=True, slots=True)
class _Cut:
    """One shard: which terms it has."""

    words: _Column
    grams: _Column
    once: _Once
    prefix: str
    """Of its first key."""
    word_range: tuple[int, int]
    gram_range: tuple[int, int]
    once_range: tuple[int, int]
    also: Mapping[str, str]

    def value(self) -> dict[str, Any]:
        """The shard as JSON has it."""
        counts, chunks, impacts = self.words.lists(*self.word_range)
        sizes, places, _ = self.grams.lists(*self.gram_range)
        once, where = self.once.columns(*self.once_range)
        more = {
            "words": self.words.rest(*self.word_range),
            "grams": self.grams.rest(*self.gram_range),
        }
        value = {
            "words": " ".join(self.words.terms[slice(*self.word_range)]),
            "counts": counts,
            "chunks": chunks,
            "impacts": impacts,
            "grams": _tails(self.grams.terms[slice(*self.gram_range)]),
            "sizes": sizes,
            "places": places,
            "once": once,
            "where": where,
            "more": {kind: found for kind, found in more.items() if found},
            "also": self.also,
        }
        return {key: column for key, column in value.items() if column}


class _Cuts:
    """Cuts the dictionary where a prefix ends and the shard is large enough."""

    def __init__(
        self,
        words: _Column,
        grams: _Column,
        once: _Once,
        also: Mapping[str, Sequence[Any]],
        size: int,
    ) -> None:
        self._words, self._grams, self._once, self._size = words, grams, once, size
        self._also = {
            key: " ".join(" ".join((str(strength), *meant)) for strength, meant in listed)
            for key, listed in also.items()
        }

    def __iter__(self) -> Iterator[_Cut]:
        keys = sorted(self._also)
        kinds = (self._words.codes, self._grams.codes, self._once.codes, codes_of(keys))
        codes = [prefixes_of(column) for column in kinds]
        prefixes = np.unique(np.concatenate(codes))
        # ends[kind][p]: how many terms have the prefix before p, or one that is smaller
        ends = [np.searchsorted(column, [*prefixes, _BEYOND]) for column in codes]
        costs = self._costs(keys, ends)
        start = 0
        while start < len(prefixes):
            full = costs[start] + self._size
            end = min(int(np.searchsorted(costs, full, "right")), len(prefixes))
            ranges = [(int(column[start]), int(column[end])) for column in ends]
            yield _Cut(
                words=self._words,
                grams=self._grams,
                once=self._once,
                prefix=texts_of(prefixes[start : start + 1])[0],
                word_range=ranges[0],
                gram_range=ranges[1],
                once_range=ranges[2],
                also={key: self._also[key] for key in keys[slice(*ranges[3])]},
            )
            start = end

    def _costs(
        self, keys: Sequence[str], ends: Sequence[npt.NDArray[np.int64]]
    ) -> npt.NDArray[np.int64]:
        """Characters of all terms before each prefix."""
        each = [3 * len(key) + 3 * len(self._also[key]) for key in keys]
        aliases_ = np.concatenate([[0], np.cumsum(np.array(each, np.int64))])
        words, grams, once, also = ends
        found: npt.NDArray[np.int64] = (
            self._words.costs()[words] + self._grams.costs()[grams] + 3 * once + aliases_[also]
        )
        return found


_BEYOND = np.uint64(2**63)


def _tails(grams: Sequence[str]) -> dict[str, str]:
    """First character -> what follows it in each gram, all of one width."""
    found = {}
    for first, members in groupby(grams, key=lambda gram: gram[0]):
        width = 2 if first < _NARROW_END else 1
        found[first] = "".join(gram[1:].ljust(width) for gram in members)
    return found
