"""The words of the collection by number, with what the dictionary says of each.

Numbers stay from one build to the next, so that what was counted need not be renumbered. No result
may depend on them: a clean build gives other ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sitegen.digest import lexicon
from sitegen.digest.lexicon import UNLISTED_RARITY, facts_of, flags_of

Flags = npt.NDArray[np.uint16]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Vocabulary:
    """Words, and names of several words; it only grows."""

    names: list[str] = field(default_factory=list)
    """Folded, by number."""
    flags: Flags = field(default_factory=lambda: np.empty(0, np.uint16))
    rarity: Floats = field(default_factory=lambda: np.empty(0, np.float64))
    unread: set[str] = field(default_factory=set)
    """Names that no text has as one word: the dictionary was not asked for them."""
    numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Number what is there."""
        self.numbers = dict(zip(self.names, range(len(self.names)), strict=True))

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self.names)

    @property
    def lengths(self) -> npt.NDArray[np.int32]:
        """Characters of each."""
        return np.fromiter(map(len, self.names), np.int32, len(self.names))

    def add(self, words: Iterable[Sequence[str]]) -> None:
        """Take in the words of some texts."""
        wanted = set().union(*words)
        known = sorted(wanted & self.unread)
        new = sorted(wanted - self.numbers.keys())
        facts = list(facts_of([*known, *new]))
        for word, (flags, rarity) in zip(known, facts, strict=False):
            self.flags[self.numbers[word]], self.rarity[self.numbers[word]] = flags, rarity
        self.unread.difference_update(known)
        self._append(new, facts[len(known) :])

    def add_names(self, names: Iterable[str]) -> None:
        """Take in names that were joined."""
        new = [name for name in dict.fromkeys(names) if name not in self.numbers]
        self.unread.update(new)
        self._append(new, [(flags_of(name), UNLISTED_RARITY) for name in new])

    def _append(self, words: Sequence[str], facts: Sequence[tuple[int, float]]) -> None:
        if not words:
            return
        self.numbers.update(zip(words, range(len(self), len(self) + len(words)), strict=True))
        self.names += words
        flags, rarity = zip(*facts, strict=True)
        self.flags = np.append(self.flags, np.array(flags, np.uint16))
        self.rarity = np.append(self.rarity, np.array(rarity))


class Facts:
    """What is known of each term, as long as the same documents are there.

    The dictionary speaks only of words that some text has as one word.
    """

    def __init__(self, vocabulary: Vocabulary, times: npt.NDArray[np.int64]) -> None:
        """`times` is how often each term stands in the texts before any are joined."""
        flags = np.where(
            np.append(times, np.zeros(len(vocabulary) - len(times), np.int64)) > 0,
            vocabulary.flags,
            vocabulary.flags & np.uint16(~lexicon.LISTED & 0xFFFF),
        )
        self._flags = flags
        self.listed = self._has(lexicon.LISTED)
        self.rarity: Floats = np.where(self.listed, vocabulary.rarity, UNLISTED_RARITY)
        self.lengths = vocabulary.lengths
        self.is_place: Mask = self.listed & self._has(lexicon.PLACE)
        self.is_keyword: Mask = np.where(
            self.listed, self._has(lexicon.KEYWORD), self._has(lexicon.KEYWORD_UNLISTED)
        )
        """Can stand alone as a keyword."""
        is_free = ~self._has(lexicon.BARRED)
        naming = ~self.listed | self._has(lexicon.NAMING)
        self.may_open: Mask = is_free & (~self.listed | self._has(lexicon.PART))
        """May be followed by a part of one name; which one, `may_join` says."""
        self.may_close: Mask = is_free & np.where(
            self.lengths == 1, self._has(lexicon.SUFFIX), naming
        )

    def may_join(self, first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> Mask:
        """Whether neighbours can be parts of one name: 新质 生产力, not 加快 推进."""
        officialese = self._has(lexicon.OFFICIALESE)
        fits = np.where(
            self.lengths[second] == 1,
            self.lengths[first] > 1,
            ~self._has(lexicon.NOT_FIRST)[first],
        )
        mask: Mask = self.may_open[first] & self.may_close[second] & fits
        return mask & ~(officialese[first] & officialese[second])

    def _has(self, flag: int) -> Mask:
        return (self._flags & np.uint16(flag)) > 0
