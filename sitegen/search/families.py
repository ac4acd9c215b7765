"""Grams that begin alike, shard by shard: what stands there in place of their first character.

The format is told in shards.py. All are made in one piece, of which each shard takes a stretch:
there are a hundred thousand grams, and only some thousand families.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sitegen.search.grams import Codes, changes, columns_of
from sitegen.search.index import Lists
from sitegen.search.numbers import DIGITS, Encoded
from sitegen.search.points import text_of

_NARROW_END = 0x2E80

Places = npt.NDArray[np.int64]


class _Families:
    """Where families begin."""

    def __init__(self, codes: Codes, shards: Places) -> None:
        firsts = codes >> np.uint64(42)
        is_first = changes(firsts)
        is_first[shards[shards < len(codes)]] = True
        self.begins = is_first.nonzero()[0]
        self.number = np.cumsum(is_first) - 1
        """Of each gram."""
        self._edges = np.append(self.begins, len(codes)).tolist()
        self._firsts = text_of(firsts[self.begins].astype(np.uint32))
        self._shards = np.searchsorted(self.begins, shards).tolist()

    def within(self, shard: int) -> Iterator[tuple[str, int, int]]:
        """First character, begin and end of each family of a shard."""
        for family in range(self._shards[shard], self._shards[shard + 1]):
            yield self._firsts[family], self._edges[family], self._edges[family + 1]


class Tails:
    """What follows the first character in each gram, in as many characters for all of a family."""

    def __init__(self, codes: Codes, shards: Places) -> None:
        """`shards` tells where each begins, and where the last one ends."""
        self._families = _Families(codes, shards)
        first, second, third = columns_of(codes)
        is_narrow = first < _NARROW_END
        followers = np.stack([second, third], axis=1).astype(np.uint32)
        followers[followers == 0] = ord(" ")
        kept = np.stack([np.ones(len(codes), np.bool_), is_narrow], axis=1)
        self._text = text_of(followers[kept])
        self._places = np.concatenate([[0], np.cumsum(1 + is_narrow)]).tolist()

    def of(self, shard: int) -> dict[str, str]:
        """First character -> tails, of the grams of a shard."""
        return {
            first: self._text[self._places[begin] : self._places[stop]]
            for first, begin, stop in self._families.within(shard)
        }


class Traces:
    """A digit for each gram of a single chunk, and these chunks, in the order of the chunks."""

    def __init__(self, grams: Lists, shards: Places) -> None:
        """Each list has one chunk; `shards` as of Tails."""
        self._families = _Families(grams.codes, shards)
        order = np.lexsort((grams.chunks, self._families.number))
        _, second, third = columns_of(grams.codes[order])
        digits = np.frombuffer(DIGITS.encode(), np.uint8)[(second + third) % 64]
        self._digits = digits.tobytes().decode("ascii")
        chunks = grams.chunks[order].astype(np.int64)
        steps = np.diff(chunks, prepend=0)
        steps[self._families.begins] = chunks[self._families.begins]
        self._where = Encoded(steps)

    def of(self, shard: int) -> dict[str, str]:
        """First character -> digits, of the grams of a shard."""
        return {
            first: self._digits[begin:stop] for first, begin, stop in self._families.within(shard)
        }

    def chunks(self, start: int, end: int) -> str:
        """The chunks of the grams from `start` up to `end`."""
        return self._where.text(start, end)


def trace(gram: str) -> str:
    """One digit for what follows the first character: the sum of the code points, in base 64."""
    return DIGITS[sum(map(ord, gram[1:])) % 64]
