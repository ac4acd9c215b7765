"""What is counted in a collection, and how little of it an edit makes count again.

A document that did not change is counted again only when it has neighbours that were one name
before the edit and are not any more, or the other way round.

    words in one row --join--> names of two words --join--> names of three and four --> terms
                       |                            |
            how often neighbours stand together in all documents decides
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sitegen.digest.features import Features
from sitegen.digest.names import ROUNDS, Codes, Row, documents_with, names_in, times_in
from sitegen.digest.table import Table
from sitegen.digest.terms import Counted, count
from sitegen.digest.vocabulary import Facts, Vocabulary
from sitegen.search.grams import in_one_only

Load = Callable[[str], Features]
"""The features of the document with a key."""

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
    """The documents that have to be counted, joined as far as names are known."""

    def __init__(self, documents: dict[str, Features], vocabulary: Vocabulary) -> None:
        self.documents = documents
        self._vocabulary = vocabulary
        self._begin()

    def _begin(self) -> None:
        words = [document.words for document in self.documents.values()]
        self._row = Row.of(words, self._vocabulary)
        self.rows = [self._row.table()]

    def join(self, names: Codes) -> None:
        self._row.join(names, self._vocabulary)
        self.rows.append(self._row.table())

    def add(self, documents: dict[str, Features], names: Sequence[Codes]) -> None:
        self.documents |= documents
        self._begin()
        for found in names:
            self.join(found)

    def count(self) -> Counted:
        return count(list(self.documents.values()), self._row, self._vocabulary)


def recount(
    kept: Count, keys: Sequence[str], load: Load
) -> tuple[Count, list[int], dict[str, Features]]:
    """The count of the documents with some keys, with the help of an earlier one.

    Also returns the places in `kept` of the documents that are as they were there, which come
    first in the new count, and the features of the others by key, which follow.
    """
    wanted, known = set(keys), set(kept.keys)
    places = [place for place, key in enumerate(kept.keys) if key in wanted]
    vocabulary = kept.vocabulary
    documents = {key: load(key) for key in keys if key not in known}
    vocabulary.add(document.words.vocabulary for document in documents.values())
    batch = _Batch(documents, vocabulary)
    unjoined: npt.NDArray[np.int64] | None = None
    names: list[Codes] = []
    for before, then in zip(kept.rows, kept.names, strict=True):
        standing = before.take(places)
        times = times_in([standing, batch.rows[-1]], len(vocabulary))
        unjoined = times if unjoined is None else unjoined
        found = names_in([standing, batch.rows[-1]], times, Facts(vocabulary, unjoined))
        touched = set(documents_with(in_one_only(found, then), standing))
        if touched:
            moved = [place for at, place in enumerate(places) if at in touched]
            places = [place for at, place in enumerate(places) if at not in touched]
            batch.add({kept.keys[place]: load(kept.keys[place]) for place in moved}, names)
        names.append(found)
        batch.join(found)
    return _together(kept, places, batch, names), places, batch.documents


def _together(kept: Count, places: Sequence[int], batch: _Batch, names: Sequence[Codes]) -> Count:
    others = batch.documents.values()
    return Count(
        keys=[*(kept.keys[place] for place in places), *batch.documents],
        slugs=[*(kept.slugs[place] for place in places), *(one.slug for one in others)],
        lengths=[*(kept.lengths[place] for place in places), *(one.length for one in others)],
        vocabulary=kept.vocabulary,
        names=names,
        rows=[
            before.take(places).followed_by(now)
            for before, now in zip(kept.rows, batch.rows, strict=False)  # one more: the last
        ],
        counted=kept.counted.take(places).followed_by(batch.count()),
    )
