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

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sitegen.model import OutputFile
from sitegen.search.aliases import Alias
from sitegen.search.columns import Column, Overflow, column, parted
from sitegen.search.families import Places, Tails, Traces
from sitegen.search.grams import Codes, changes, codes_of, prefixes_of, texts_of
from sitegen.search.index import InvertedIndex, Lists
from sitegen.search.layout import Layout, to_json
from sitegen.search.table import Part


def shards(index: InvertedIndex, layout: Layout) -> tuple[list[Part], list[OutputFile]]:
    """Every shard in order, and the files of overflow blocks."""
    overflow = Overflow(layout.overflow)
    often, once = parted(index.grams)
    words = column("words", index.words, layout, overflow)
    grams = column("grams", often, layout, overflow)
    # The blocks' digests are written into the shards, so their files are closed first.
    files = list(overflow.files())
    also = _Aliases.of(index.aliases)
    cuts = _Cuts.of(words, grams, once, also, layout.shard)
    shard = _Shards(words, grams, Tails(often.codes, cuts.grams), Traces(once, cuts.once), also)
    parts = [
        Part(key, to_json(shard.value(number, *ranges)))
        for number, (key, *ranges) in enumerate(
            zip(cuts.keys, *map(pairwise, cuts.edges()), strict=True)
        )
    ]
    return parts, files


_Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Aliases:
    keys: Sequence[str]
    """In code point order."""
    meant: Sequence[str]
    codes: Codes

    @classmethod
    def of(cls, aliases: Mapping[str, Sequence[Alias]]) -> _Aliases:
        keys = sorted(aliases)
        meant = [
            " ".join([" ".join((str(strength), *words)) for strength, words in aliases[key]])
            for key in keys
        ]
        return cls(keys, meant, codes_of(keys))

    def costs(self) -> Places:
        """Characters of all up to each one."""
        each = [
            3 * len(key) + 3 * len(said) for key, said in zip(self.keys, self.meant, strict=True)
        ]
        return np.concatenate([[0], np.cumsum(np.array(each, np.int64))])


@dataclass(frozen=True, slots=True)
class _Shards:
    """All that the shards hold."""

    words: Column
    grams: Column
    tails: Tails
    traces: Traces
    also: _Aliases

    def value(
        self, number: int, words: _Range, grams: _Range, once: _Range, also: _Range
    ) -> dict[str, Any]:
        """One shard, as JSON has it: these stretches of its terms."""
        counts, chunks, impacts = self.words.lists(*words)
        sizes, places, _ = self.grams.lists(*grams)
        more = {"words": self.words.rest(*words), "grams": self.grams.rest(*grams)}
        keys = slice(*also)
        value = {
            "words": " ".join(self.words.terms[slice(*words)]),
            "counts": counts,
            "chunks": chunks,
            "impacts": impacts,
            "grams": self.tails.of(number),
            "sizes": sizes,
            "places": places,
            "once": self.traces.of(number),
            "where": self.traces.chunks(*once),
            "more": {kind: found for kind, found in more.items() if found},
            "also": dict(zip(self.also.keys[keys], self.also.meant[keys], strict=True)),
        }
        return {key: column for key, column in value.items() if column}


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where shards begin: at the first term of each, and behind the last one."""

    keys: Sequence[str]
    """What each begins with, or a shorter text that parts it from the one before."""
    words: Places
    grams: Places
    once: Places
    also: Places

    @classmethod
    def of(cls, words: Column, grams: Column, once: Lists, also: _Aliases, size: int) -> _Cuts:
        """Cut where a prefix ends and the shard is large enough."""
        codes = [
            prefixes_of(column) for column in (words.codes, grams.codes, once.codes, also.codes)
        ]
        joined = np.concatenate(codes)
        joined.sort()
        prefixes = joined[changes(joined)]
        # ends[kind][p]: how many terms have the prefix before p, or one that is smaller
        ends = [np.searchsorted(column, np.append(prefixes, _BEYOND)) for column in codes]
        # Characters of all terms before each prefix.
        costs = (
            words.costs()[ends[0]] + grams.costs()[ends[1]] + 3 * ends[2] + also.costs()[ends[3]]
        )
        turns = changes(prefixes >> np.uint64(42)).nonzero()[0]
        starts = _starts(costs.tolist(), turns.tolist(), size)
        return cls(_keys(prefixes, starts[:-1]), *(column[starts] for column in ends))

    def edges(self) -> Iterator[list[int]]:
        """The same by kind."""
        for kind in (self.words, self.grams, self.once, self.also):
            yield kind.tolist()


def _starts(costs: Sequence[int], turns: Sequence[int], size: int) -> list[int]:
    """Before which prefixes to cut, and behind the last one; `costs` are characters before each,
    `turns` are where the first character changes.
    """
    last = len(costs) - 1
    starts = [0]
    while starts[-1] < last:
        # Rather where the first character changes, if that is near: the key is short then.
        early, full, late = (
            min(bisect_right(costs, costs[starts[-1]] + size * share), last)
            for share in (1 - _NEAR, 1, 1 + _NEAR)
        )
        chosen = turns[bisect_left(turns, early) : bisect_left(turns, late)]
        starts.append(min(chosen, key=lambda turn: abs(turn - full), default=full))
    return starts


_BEYOND = np.uint64(2**63)
_NEAR = 0.3
"""How much smaller or larger than asked for a shard may be."""


def _keys(prefixes: Codes, starts: Sequence[int]) -> list[str]:
    """What the table says of shards that begin with the prefixes at `starts`.

    It is most of what a first query reads of the manifest, so that it is short and of few
    characters: any text will do that lies above the last prefix of the shard before and not above
    the first of this one.
    """
    firsts = texts_of(prefixes[starts])
    before = texts_of(prefixes[np.array(starts[1:], np.int64) - 1])
    return [*firsts[:1], *map(_between, before, firsts[1:])]


def _between(before: str, first: str) -> str:
    """The shortest, else the roundest text above `before` and not above `first`.

    >>> _between("住宅", "保障"), _between("保交", "保障")
    ('保', '保耀')
    """
    if before[0] != first[0]:
        return first[0]
    low, high = ord(before[1]) if len(before) > 1 else 0, ord(first[1])
    # The roundest number: one of few, which compress well.
    bits = next(bits for bits in range(21, -1, -1) if high >> bits << bits > low)
    return first[0] + chr(high >> bits << bits)
