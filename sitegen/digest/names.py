"""Words that always stand together as one name.

    城市 更新 项目 397 个  ->  城市更新, 项目        where the collection shows 更新 after 城市

jieba's dictionary is that of a newspaper of the nineties; the names that a plan is about
(城市更新, 新质生产力, 中原科技城) are not in it. A noun-phrase parser was refused: it needs a
model, and counting neighbours in the collection finds the names that matter to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sitegen.digest.lexicon import Lexicon
from sitegen.digest.words import Numbers, Words

LEAST_TOGETHER = 3
"""How often two words must stand together in the collection to be one name."""
LEAST_SHARE = 0.5
"""Share of the rarer word's occurrences that must be beside the other one."""
_SURE_SHARE = 0.8
LONGEST_NAME = 8
"""Characters; longer runs that recur are slogans."""
_ROUNDS = 2
"""The second adds a third or fourth word."""

Codes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Row:
    """The words of all documents in one row; joining makes it shorter."""

    terms: dict[str, int]
    """Term -> its number."""
    ids: Numbers
    """Number of each term as it stands."""
    first: Numbers
    """Place of the term's first word among all words of the collection."""
    follows: Flags
    """Whether the next term stands directly behind, with nothing between them."""

    @classmethod
    def of(cls, documents: Sequence[Words]) -> Row:
        """The words of some documents, not joined yet."""
        terms: dict[str, int] = {}
        ids, follows = [np.empty(0, np.int32)], [np.empty(0, np.bool_)]
        for words in documents:
            numbers = [terms.setdefault(word, len(terms)) for word in words.vocabulary]
            ids.append(np.array(numbers, np.int32)[words.numbers])
            lengths = np.array([len(word) for word in words.vocabulary], np.int32)
            ends = words.starts + lengths[words.numbers]
            follows.append(np.append(ends[:-1] == words.starts[1:], [False] * (len(ends) > 0)))
        row = np.concatenate(ids)
        return cls(terms, row, np.arange(len(row), dtype=np.int32), np.concatenate(follows) > 0)

    def join_names(self, lexicon: Lexicon) -> None:
        """Join neighbours that are one name."""
        for _ in range(_ROUNDS):
            self._join(self._names(lexicon))

    def _names(self, lexicon: Lexicon) -> Codes:
        """The pairs to join, ascending."""
        pairs, counts = np.unique(self._pairs(), return_counts=True)
        first, second = _parts(pairs)
        times = np.bincount(self.ids, minlength=len(self.terms))
        lengths = np.array([len(term) for term in self.terms], np.int32)
        enough = counts >= _least_counts(times, lengths, first, second)
        enough &= lengths[first] + lengths[second] <= LONGEST_NAME
        terms = list(self.terms)
        places = [
            place
            for place in np.flatnonzero(enough).tolist()
            if lexicon.may_join(terms[first[place]], terms[second[place]])
        ]
        return pairs[places]

    def _pairs(self) -> Codes:
        """Number of the first and of the second of neighbours, as one number."""
        at = np.flatnonzero(self.follows)
        return (self.ids[at].astype(np.uint64) << np.uint64(32)) | self.ids[at + 1].astype(
            np.uint64
        )

    def _join(self, names: Codes) -> None:
        if not len(names):
            return
        terms, pairs = list(self.terms), self._pairs()
        place = np.minimum(np.searchsorted(names, pairs), len(names) - 1)
        is_name = names[place] == pairs
        at = _every_other(np.flatnonzero(self.follows)[is_name], place[is_name])
        joined = [
            self.terms.setdefault(terms[first] + terms[second], len(self.terms))
            for first, second in zip(*(part.tolist() for part in _parts(names)), strict=True)
        ]
        where, which = at
        self.ids[where] = np.array(joined, np.int32)[which]
        self.follows[where] = self.follows[where + 1]
        self.ids = np.delete(self.ids, where + 1)
        self.first = np.delete(self.first, where + 1)
        self.follows = np.delete(self.follows, where + 1)


def _parts(pairs: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return (
        (pairs >> np.uint64(32)).astype(np.int64),
        (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64),
    )


def _least_counts(
    times: npt.NDArray[np.int64],
    lengths: Numbers,
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """How often two neighbours must be together to be one name.

    A single character is beside many words by chance: it must belong to nearly all of one, but
    then a suffix (链 of 区块链) is sure after two.
    """
    suffix = np.maximum(2, _SURE_SHARE * times[first])
    prefix = np.maximum(LEAST_TOGETHER, _SURE_SHARE * times[second])
    others = np.maximum(LEAST_TOGETHER, LEAST_SHARE * np.minimum(times[first], times[second]))
    least: npt.NDArray[np.float64] = np.where(
        lengths[second] == 1, suffix, np.where(lengths[first] == 1, prefix, others)
    )
    return least


def _every_other(
    places: npt.NDArray[np.int64], which: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of places in a row the first, third ...: what is joined is not joined again at once."""
    opens = np.append([True] * (len(places) > 0), np.diff(places) != 1) > 0
    number = np.arange(len(places))
    since = number - np.maximum.accumulate(np.where(opens, number, 0))
    kept = since % 2 == 0
    return places[kept], which[kept]
