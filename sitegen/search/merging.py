"""Words and posting lists of several segments as those of one index.

What is sorted in each segment is put in place rather than sorted again: the postings of a term are
those of the first segment that has it, then those of the next, and so on.

    segment 0   a: 0 2   c: 1              a: 0 2 3   b: 4   c: 1
    segment 1   a: 3     b: 4      ──>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from sitegen.search.grams import Codes, Numbers, changes, codes_of, texts_of

Places = npt.NDArray[np.int64]

_NO_CODES = np.empty(0, np.uint64)


def distinct(found: Iterable[Codes]) -> Codes:
    """All codes once, ascending, of arrays in each of which they ascend."""
    codes = np.concatenate([_NO_CODES, *found])
    codes.sort(kind="stable")  # which takes advantage of the order in each
    return codes[changes(codes)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words in code point order."""

    terms: Sequence[str]
    codes: Codes
    """Of their first three characters, see grams.py."""
    numbers: Sequence[Places]
    """For each segment, where its words stand among these."""

    @classmethod
    def of(cls, words: Sequence[tuple[Codes, Sequence[str]]]) -> Vocabulary:
        """The words of segments: codes of those that codes can tell apart, ascending, and those
        of more than three characters.
        """
        short = distinct(codes for codes, _ in words)
        long = sorted(set().union(*(others for _, others in words)))
        firsts = codes_of(long)
        # A long word stands behind the short one with which it begins.
        of_long = np.searchsorted(short, firsts, "right") + np.arange(len(long))
        is_long = np.zeros(len(short) + len(long), np.bool_)
        is_long[of_long] = True
        of_short = (~is_long).nonzero()[0]
        terms = np.empty(len(is_long), object)
        codes = np.empty(len(is_long), np.uint64)
        terms[of_short], terms[of_long] = texts_of(short), long
        codes[of_short], codes[of_long] = short, firsts
        number = dict(zip(long, count(), strict=False))
        numbers = []
        for known, others in words:
            which = np.fromiter(map(number.__getitem__, others), np.int64, len(others))
            numbers.append(
                np.concatenate([of_short[np.searchsorted(short, known)], of_long[which]])
            )
        return cls(terms.tolist(), codes, numbers)


class Placed:
    """Where the postings of each segment stand when those of a term stand together."""

    def __init__(
        self, size: int, numbers: Sequence[Places], frequencies: Sequence[Numbers]
    ) -> None:
        """Take the terms of each segment by their numbers below `size`, each once, and how many
        postings each has there.
        """
        self._numbers = numbers
        self._frequencies = frequencies
        totals = np.zeros(size, np.int64)
        for which, found in zip(numbers, frequencies, strict=True):
            totals[which] += found
        self.starts: Places = np.zeros(size + 1, np.int64)
        """Where the list of each term begins, and where the last one ends."""
        np.cumsum(totals, out=self.starts[1:])

    def joined(self, postings: Iterable[Numbers]) -> Numbers:
        """What each posting of each segment is told to be, in order of the terms."""
        made = np.empty(int(self.starts[-1]), np.int32)
        for places, told in zip(self._places(), postings, strict=True):
            made[places] = told
        return made

    def _places(self) -> Iterator[Places]:
        free = self.starts[:-1].copy()
        for which, found in zip(self._numbers, self._frequencies, strict=True):
            ends = np.cumsum(found, dtype=np.int64)
            places = np.repeat(free[which] - (ends - found), found)
            places += np.arange(len(places))
            free[which] += found
            yield places
