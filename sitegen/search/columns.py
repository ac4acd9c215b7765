"""Posting lists as columns of a shard: what of each list stands there, and the rest in blocks.

The format is told in shards.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sitegen.model import OutputFile
from sitegen.search.grams import Codes, Grams, lengths_of
from sitegen.search.index import Lists
from sitegen.search.layout import Layout, json_file
from sitegen.search.numbers import Encoded, encode, gaps
from sitegen.search.segment import Numbers

_EMPTY = np.empty(0, np.int64)
_NO_IMPACTS = np.empty(0, np.int32)

Blocks = list[Any]
"""[frequency, bound, digest, bound, digest, ...]"""


@dataclass(frozen=True, slots=True)
class Column:
    """Terms of one kind with what of their lists stands in the shards."""

    kind: str
    terms: Sequence[str]
    codes: Codes
    starts: npt.NDArray[np.int64]
    counts: Encoded
    gaps: Encoded
    impacts: Encoded
    long: Sequence[int]
    """Which terms have more than stands in the shards, ascending."""
    blocks: Sequence[Blocks]
    """What there is more of each of them."""

    def costs(self) -> npt.NDArray[np.int64]:
        """Characters of all terms up to each one, roughly."""
        is_words = self.kind == "words"
        each = (
            np.fromiter(map(len, self.terms), np.int64, len(self.terms))
            if is_words
            else lengths_of(self.codes)
        )
        postings = np.concatenate([[0], np.cumsum(self.gaps.lengths)])[self.starts]
        numbers = np.diff(postings) + (np.diff(self.starts) if is_words else 0)
        return np.concatenate([[0], np.cumsum(3 * each + numbers + self.counts.lengths)])

    def lists(self, start: int, end: int) -> tuple[str, str, str]:
        """Counts, chunks and impacts of the terms from index `start` up to `end`."""
        first, last = int(self.starts[start]), int(self.starts[end])
        impacts = self.impacts.text(first, last) if self.kind == "words" else ""
        return self.counts.text(start, end), self.gaps.text(first, last), impacts

    def rest(self, start: int, end: int) -> dict[str, Blocks]:
        """Terms among these that have more than stands in the shard."""
        found = range(bisect_left(self.long, start), bisect_left(self.long, end))
        return {self.terms[self.long[place]]: self.blocks[place] for place in found}


def parted(grams: Lists) -> tuple[Lists, Lists]:
    """Grams of several chunks, and those of one."""
    is_once = grams.frequencies == 1
    places = grams.starts[:-1][is_once]
    stays = np.ones(len(grams.chunks), np.bool_)
    stays[places] = False
    often = _chosen(grams, ~is_once, grams.chunks[stays])
    return often, _chosen(grams, is_once, grams.chunks[places])


def _chosen(grams: Lists, chosen: npt.NDArray[np.bool_], chunks: Numbers) -> Lists:
    """Those that are chosen, with their chunks."""
    codes = grams.codes[chosen]
    starts = np.concatenate([[0], np.cumsum(grams.frequencies[chosen])])
    return Lists(Grams(codes), starts, chunks, _NO_IMPACTS, codes)


def column(kind: str, lists: Lists, layout: Layout, overflow: Overflow) -> Column:
    """The lists of one kind; what is too long for a shard goes to `overflow`."""
    kept = np.ones(len(lists.chunks), np.bool_)
    long: list[int] = (lists.frequencies > layout.inline).nonzero()[0].tolist()
    blocks = []
    for number in long:
        start, end = int(lists.starts[number]), int(lists.starts[number + 1])
        impacts = lists.impacts[start:end]
        # The best first, those of one impact in order; grams have none and stay in order.
        order = start + (
            np.argsort(-impacts, kind="stable") if len(impacts) else np.arange(end - start)
        )
        kept[order[layout.inline :]] = False
        blocks.append(_blocks(lists.terms[number], lists, order, layout, overflow))
    counts = np.minimum(lists.frequencies, layout.inline)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Column(
        kind=kind,
        terms=lists.terms,
        codes=lists.codes,
        starts=starts,
        counts=Encoded(counts),
        gaps=Encoded(_gaps_of_all(lists.chunks[kept], starts)),
        impacts=Encoded(lists.impacts[kept] if len(lists.impacts) else _EMPTY),
        long=long,
        blocks=blocks,
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
    overflow: Overflow,
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


class Overflow:
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
