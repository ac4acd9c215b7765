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

from sitegen.digest.table import Table
from sitegen.digest.vocabulary import Facts, Vocabulary
from sitegen.digest.words import Numbers, Words
from sitegen.search.grams import distinct

LEAST_TOGETHER = 3
"""How often two words must stand together in the collection to be one name."""
LEAST_SHARE = 0.5
"""Share of the rarer word's occurrences that must be beside the other one."""
_SURE_SHARE = 0.8
LONGEST_NAME = 8
"""Characters; longer runs that recur are slogans."""
ROUNDS = 2
"""The second adds a third or fourth word."""

Codes = npt.NDArray[np.uint64]
"""Number of the first and of the second of two neighbours, as one number."""
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Row:
    """The words of some documents in one row; joining makes it shorter."""

    ids: Numbers
    """Number of each term as it stands."""
    first: Numbers
    """Place of the term's first word among all words of the documents."""
    follows: Flags
    """Whether the next term stands directly behind, with nothing between them."""
    ends: Numbers
    """Place behind the last word of each document."""

    @classmethod
    def of(cls, documents: Sequence[Words], vocabulary: Vocabulary) -> Row:
        """The words of some documents, not joined yet; the vocabulary has them all."""
        numbers = vocabulary.numbers
        ids = [np.empty(0, np.int32)]
        for words in documents:
            of_word = list(map(numbers.__getitem__, words.vocabulary))
            ids.append(np.array(of_word, np.int32)[words.numbers])
        row = np.concatenate(ids)
        starts = np.concatenate([np.empty(0, np.int32), *(words.starts for words in documents)])
        ends = np.cumsum([len(words.numbers) for words in documents], dtype=np.int32)
        follows = np.append(starts[:-1] + vocabulary.lengths[row[:-1]] == starts[1:], False)
        follows[ends - 1] = False
        return cls(row, np.arange(len(row), dtype=np.int32), follows[: len(row)], ends)

    @property
    def bounds(self) -> npt.NDArray[np.int64]:
        """Where the terms of each document begin in the row, and where the last ones end."""
        return np.append(0, np.searchsorted(self.first, self.ends))

    def table(self) -> Table:
        """The row as it is kept: twice the number of each term, one more where the next follows."""
        return Table.of(self.bounds, terms=(self.ids << 1) | self.follows)

    def join(self, names: Codes, vocabulary: Vocabulary) -> None:
        """Join neighbours that are one name."""
        if not len(names):
            return
        first, second = (part.tolist() for part in parts_of(names))
        told = vocabulary.names
        joined = [told[one] + told[other] for one, other in zip(first, second, strict=True)]
        vocabulary.add_names(joined)
        at, which = self._places_of(names)
        at, which = _every_other(at, which)
        numbers = np.array([vocabulary.numbers[name] for name in joined], np.int32)
        self.ids[at] = numbers[which]
        self.follows[at] = self.follows[at + 1]
        kept = np.ones(len(self.ids), np.bool_)
        kept[at + 1] = False
        self.ids, self.first, self.follows = self.ids[kept], self.first[kept], self.follows[kept]

    def _places_of(self, names: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where names stand in the row, and which."""
        first, second = (np.zeros(1 + int(self.ids.max(initial=0)), np.bool_) for _ in range(2))
        for mask, part in zip((first, second), parts_of(names), strict=True):
            mask[part[part < len(mask)]] = True
        at = np.flatnonzero(self.follows[:-1] & first[self.ids[:-1]] & second[self.ids[1:]])
        pairs = _codes(self.ids[at], self.ids[at + 1])
        place = np.minimum(np.searchsorted(names, pairs), len(names) - 1)
        is_name = names[place] == pairs
        return at[is_name], place[is_name]


def times_in(rows: Sequence[Table], size: int) -> npt.NDArray[np.int64]:
    """How often each of `size` terms stands in some rows together."""
    counts = [np.bincount(row["terms"], minlength=2 * size).reshape(size, 2) for row in rows]
    return sum((one.sum(axis=1) for one in counts), np.zeros(size, np.int64))


def names_in(rows: Sequence[Table], times: npt.NDArray[np.int64], facts: Facts) -> Codes:
    """The neighbours that are one name in some rows together, ascending."""
    opens, closes = np.zeros(2 * len(times), np.bool_), np.repeat(facts.may_close, 2)
    opens[1::2] = facts.may_open
    found = [np.empty(0, np.uint64)]
    for row in rows:
        terms = row["terms"]
        at = np.flatnonzero(opens[terms[:-1]] & closes[terms[1:]])
        found.append(_codes(terms[at] >> 1, terms[at + 1] >> 1))
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    often = counts >= 2  # the least of all
    pairs, counts = pairs[often], counts[often]
    first, second = parts_of(pairs)
    enough = counts >= _least_counts(times, facts.lengths, first, second)
    enough &= facts.lengths[first] + facts.lengths[second] <= LONGEST_NAME
    return pairs[enough & facts.may_join(first, second)]


def documents_with(pairs: Codes, row: Table) -> list[int]:
    """The documents in whose row any of some pairs of neighbours stands."""
    terms = row["terms"]
    if not len(pairs) or not len(terms):
        return []
    opens = np.zeros(2 + int(terms.max()), np.bool_)
    first = 2 * parts_of(pairs)[0] + 1
    opens[first[first < len(opens)]] = True
    at = np.flatnonzero(opens[terms[:-1]])
    at = at[np.isin(_codes(terms[at] >> 1, terms[at + 1] >> 1), pairs)]
    places: list[int] = distinct(np.searchsorted(row.bounds, at, "right") - 1).tolist()
    return places


def _codes(first: npt.NDArray[np.integer], second: npt.NDArray[np.integer]) -> Codes:
    return (first.astype(np.uint64) << np.uint64(32)) | second.astype(np.uint64)


def parts_of(pairs: Codes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first and the second of each pair."""
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
