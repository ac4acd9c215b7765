"""What is counted in a collection, and how little of it an edit makes count again.

A document that did not change is counted again only when it has neighbours that were one name
before the edit and are not any more, or the other way round.

    words in one row --join--> names of two words --join--> names of three and four --> terms
                       |                            |
            how often neighbours stand together in all documents decides
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sitegen.digest.features import Features
from sitegen.digest.names import ROUNDS, Codes, Row, documents_with, names_in, times_in
from sitegen.digest.table import Table
from sitegen.digest.terms import Counted, count
from sitegen.digest.vocabulary import Facts, Vocabulary
from sitegen.search.grams import in_one_only

T = TypeVar("T")
Load = Callable[[str], Features]
"""The features of the document with a key."""

BATCH = 500
"""Documents that are counted at once: what it takes meanwhile is a multiple of what is kept."""
_SPARE = 10_000
"""Terms that no document has any more, beyond as many as are in use, that are not worth numbering
all of them anew."""


def _nothing(*columns: str) -> Table:
    return Table.of([0], **{name: np.empty(0, np.uint8) for name in columns})


_NO_COUNTED = Counted(
    _nothing("id", "said", "times"),
    _nothing("sentence", "id"),
    _nothing("leans", "merit", "readability"),
    (),
)


@dataclass(frozen=True, slots=True)
class Count:
    """The documents of a collection, in no order that matters, and what was counted in them."""

    keys: Sequence[str] = ()
    """Two documents with the same key are the same, today and tomorrow."""
    slugs: Sequence[str] = ()
    lengths: Sequence[int] = ()
    """Characters of each."""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    names: Sequence[Codes] = (np.empty(0, np.uint64),) * ROUNDS
    """The neighbours that were joined in each round."""
    rows: Sequence[Table] = (_nothing("terms"),) * ROUNDS
    """The terms as they stood before each round (see names.py)."""
    counted: Counted = _NO_COUNTED

    @property
    def facts(self) -> Facts:
        """What is known of each term."""
        return Facts(self.vocabulary, times_in(self.rows[:1], len(self.vocabulary)))

    @property
    def is_crowded(self) -> bool:
        """Whether most of the vocabulary is out of use."""
        used = int(np.count_nonzero(np.bincount(self.counted.terms["id"], minlength=1)))
        return len(self.vocabulary) > 2 * used + _SPARE


class _Batch:
    """Some documents that have to be counted, joined as far as names are known."""

    def __init__(
        self, keys: Sequence[str], load: Load, vocabulary: Vocabulary, names: Sequence[Codes] = ()
    ) -> None:
        """Take the documents with these keys, and join the neighbours of some rounds."""
        self.keys = keys
        documents = [load(key) for key in keys]
        self.slugs = [document.slug for document in documents]
        self.lengths = [document.length for document in documents]
        self._load = load
        self._vocabulary = vocabulary
        words = [document.words for document in documents]
        vocabulary.add(one.vocabulary for one in words)
        self._row = Row.of(words, vocabulary)
        self.rows = [self._row.table()]
        for found in names:
            self.join(found)

    def join(self, names: Codes) -> None:
        self._row.join(names, self._vocabulary)
        self.rows.append(self._row.table())

    def count(self) -> Counted:
        """Count what is joined. Documents are loaded again, and the row is let go of: of a large
        collection memory should not hold all at once.
        """
        row = self._row
        del self._row
        return count([self._load(key) for key in self.keys], row, self._vocabulary)


def recount(kept: Count, keys: Sequence[str], load: Load) -> tuple[Count, list[int]]:
    """The count of the documents with some keys, with the help of an earlier one.

    Also returns the places in `kept` of the documents that are as they were there, which come
    first in the new count.
    """
    wanted, known = set(keys), set(kept.keys)
    places = [place for place, key in enumerate(kept.keys) if key in wanted]
    vocabulary = kept.vocabulary
    new = [key for key in keys if key not in known]
    batches = [_Batch(new[at : at + BATCH], load, vocabulary) for at in range(0, len(new), BATCH)]
    unjoined: npt.NDArray[np.int64] | None = None
    names: list[Codes] = []
    for before, then in zip(kept.rows, kept.names, strict=True):
        standing = before.take(places)
        rows = [standing, *(batch.rows[-1] for batch in batches)]
        times = times_in(rows, len(vocabulary))
        unjoined = times if unjoined is None else unjoined
        found = names_in(rows, times, Facts(vocabulary, unjoined))
        touched = set(documents_with(in_one_only(found, then), standing))
        if touched:
            moved = [kept.keys[place] for at, place in enumerate(places) if at in touched]
            places = [place for at, place in enumerate(places) if at not in touched]
            batches += [
                _Batch(moved[at : at + BATCH], load, vocabulary, names)
                for at in range(0, len(moved), BATCH)
            ]
        names.append(found)
        for batch in batches:
            batch.join(found)
    return _together(kept, places, batches, names), places


def _together(
    kept: Count, places: Sequence[int], batches: Sequence[_Batch], names: Sequence[Codes]
) -> Count:
    return Count(
        keys=_joined(kept.keys, places, [batch.keys for batch in batches]),
        slugs=_joined(kept.slugs, places, [batch.slugs for batch in batches]),
        lengths=_joined(kept.lengths, places, [batch.lengths for batch in batches]),
        vocabulary=kept.vocabulary,
        names=names,
        rows=[
            Table.joined([before.take(places), *(batch.rows[number] for batch in batches)])
            for number, before in enumerate(kept.rows)
        ],
        counted=Counted.joined([kept.counted.take(places), *(batch.count() for batch in batches)]),
    )


def _joined(kept: Sequence[T], places: Sequence[int], others: Iterable[Sequence[T]]) -> list[T]:
    return [*(kept[place] for place in places), *chain.from_iterable(others)]
