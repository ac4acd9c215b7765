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
from sitegen.search.columns import Column, Once, Overflow, column, parted
from sitegen.search.grams import codes_of, prefixes_of, texts_of
from sitegen.search.index import InvertedIndex
from sitegen.search.layout import Layout, to_json
from sitegen.search.table import Part

_NARROW_END = "\u2e80"


def shards(index: InvertedIndex, layout: Layout) -> tuple[list[Part], list[OutputFile]]:
    """Every shard in order, and the files of overflow blocks."""
    overflow = Overflow(layout.overflow)
    often, once = parted(index.grams)
    words = column("words", index.words, layout, overflow)
    grams = column("grams", often, layout, overflow)
    # The blocks' digests are written into the shards, so their files are closed first.
    files = list(overflow.files())
    cuts = _Cuts(words, grams, once, index.aliases, layout.shard)
    return [Part(cut.prefix, to_json(cut.value())) for cut in cuts], files


@dataclass(frozen=True, slots=True)
class _Cut:
    """One shard: which terms it has."""

    words: Column
    grams: Column
    once: Once
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
        words: Column,
        grams: Column,
        once: Once,
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
