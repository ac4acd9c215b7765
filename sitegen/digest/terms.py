"""How much each document says each term: the matrix that keywords and summaries are read from.

All of it follows from one document and from which neighbours are names, so that it is kept as long
as both stay what they were. The terms of a document stand in the order of their names: sums of
weights must not depend on how the vocabulary happens to be numbered.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from sitegen.digest.features import Features
from sitegen.digest.lexicon import WELL_FORMED
from sitegen.digest.names import Row
from sitegen.digest.table import Column, Places, Table
from sitegen.digest.vocabulary import Vocabulary
from sitegen.digest.words import Words
from sitegen.search.grams import distinct

Form = tuple[int, str, int]
"""Number of a term, a way it is written that is not folded, how often."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What some documents say, each for itself."""

    terms: Table
    """For each term in order of the names: `id`, `times` it stands in the document, and `said`,
    how much the document says it: in each title (times three), heading (times two) and block
    1 + ln(occurrences). What is said all over a document is its subject, what is repeated in one
    table is not."""
    inside: Table
    """The terms inside each sentence that can be quoted: `sentence` (its number), `id`. Only terms
    that could be keywords, each once a sentence, in order of the names."""
    sentences: Table
    """For each that can be quoted: `leans`, `merit`, `readability` (see candidates.py)."""
    forms: Sequence[Sequence[Form]]
    """Of each document, without those that are folded."""

    def take(self, places: Sequence[int]) -> Counted:
        """Some documents only."""
        return Counted(
            self.terms.take(places),
            self.inside.take(places),
            self.sentences.take(places),
            [self.forms[place] for place in places],
        )

    @classmethod
    def joined(cls, parts: Sequence[Counted]) -> Counted:
        """The documents of all; at least one part."""
        return cls(
            Table.joined([part.terms for part in parts]),
            Table.joined([part.inside for part in parts]),
            Table.joined([part.sentences for part in parts]),
            [*chain.from_iterable(part.forms for part in parts)],
        )


@dataclass(frozen=True, slots=True)
class _Order:
    """The terms of some documents in the order of their names."""

    terms: Places
    """Number of each."""
    ranks: Places
    """Number of a term -> its place among them."""

    @classmethod
    def of(cls, row: Row, vocabulary: Vocabulary) -> _Order:
        used = np.flatnonzero(np.bincount(row.ids, minlength=1))
        terms = np.array(sorted(used.tolist(), key=vocabulary.names.__getitem__), np.int64)
        ranks = np.zeros(len(vocabulary), np.int64)
        ranks[terms] = np.arange(len(terms))
        return cls(terms, ranks)


def count(documents: Sequence[Features], row: Row, vocabulary: Vocabulary) -> Counted:
    """Count some documents, whose words, joined to names, are `row`."""
    words = [document.words for document in documents]
    order = _Order.of(row, vocabulary)
    quotable = [document.quotable for document in documents]
    return Counted(
        terms=_matrix(words, row, order),
        inside=_inside(documents, row, order, vocabulary),
        sentences=Table.of(
            np.cumsum([0, *(len(one.starts) for one in quotable)]),
            leans=_joined([one.leans for one in quotable], np.int32),
            merit=_joined([one.merits for one in quotable], np.float64),
            readability=_joined([one.readabilities for one in quotable], np.float64),
        ),
        forms=list(_forms(words, row)),
    )


def _joined(arrays: Iterable[Column], kind: npt.DTypeLike) -> Column:
    return np.concatenate([np.empty(0, kind), *arrays])


def _matrix(documents: Sequence[Words], row: Row, order: _Order) -> Table:
    """The terms of each document: one sort of all occurrences by document, term and text."""
    size = max(1, len(order.terms))
    sizes = [len(words.weights) for words in documents]
    longest = max(sizes, default=1) or 1
    of_document = np.repeat(np.arange(len(documents)), np.diff(row.bounds))
    texts = _joined([words.texts for words in documents], np.int32)[row.first]
    places, times = np.unique(
        (of_document * size + order.ranks[row.ids]) * longest + texts, return_counts=True
    )
    logarithms = np.array([0.0, *(1 + math.log(n) for n in range(1, 1 + times.max(initial=0)))])
    cells, texts = np.divmod(places, longest)
    weights = _joined([words.weights for words in documents], np.int32)
    values = weights[np.cumsum([0, *sizes])[cells // size] + texts] * logarithms[times]
    begins = np.diff(cells, prepend=-1) > 0
    which = np.cumsum(begins) - 1
    cells = cells[begins]
    return Table.of(
        np.searchsorted(cells, np.arange(len(documents) + 1) * size),
        id=order.terms[cells % size].astype(np.int32),
        said=np.bincount(which, values, minlength=len(cells)).astype(np.float64),
        times=np.bincount(which, times, minlength=len(cells)).astype(np.int32),
    )


def _inside(
    documents: Sequence[Features], row: Row, order: _Order, vocabulary: Vocabulary
) -> Table:
    size = max(1, len(order.terms))
    before = np.cumsum([0, *(document.extent for document in documents)])
    bounds = np.cumsum([0, *(len(document.quotable.starts) for document in documents)])
    starts = _joined([document.words.starts for document in documents], np.int32)[row.first]
    starts = starts + np.repeat(before[:-1], np.diff(row.bounds))
    quotable = [(one.quotable, at) for one, at in zip(documents, before.tolist(), strict=False)]
    begins = np.searchsorted(starts, _joined([q.starts + at for q, at in quotable], np.int64))
    ends = np.searchsorted(starts, _joined([q.ends + at for q, at in quotable], np.int64))
    sizes = ends - begins
    sentences = np.repeat(np.arange(len(sizes)), sizes)
    places = np.arange(len(sentences)) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    ids = row.ids[places]
    may_tell = (vocabulary.flags & np.uint16(WELL_FORMED) > 0)[ids]
    cells = distinct(sentences[may_tell] * size + order.ranks[ids[may_tell]])
    sentences = cells // size
    rows = np.searchsorted(sentences, bounds)
    number = sentences - np.repeat(bounds[:-1], np.diff(rows))
    return Table.of(
        rows,
        sentence=number.astype(np.int32),
        id=order.terms[cells % size].astype(np.int32),
    )


def _forms(documents: Sequence[Words], row: Row) -> Iterator[list[Form]]:
    bounds = row.bounds.tolist()
    before = 0
    for words, start, end in zip(documents, bounds[:-1], bounds[1:], strict=True):
        first = row.first[start:end] - before
        found: Counter[tuple[int, str]] = Counter()
        if words.forms:
            places = np.fromiter(words.forms, np.int32, len(words.forms))
            stops = np.append(first[1:], len(words.numbers)).tolist()
            for at in distinct(np.searchsorted(first, places, "right") - 1).tolist():
                parts = range(int(first[at]), stops[at])
                form = "".join(
                    words.forms.get(part) or words.vocabulary[words.numbers[part]] for part in parts
                )
                found[int(row.ids[start + at]), form] += 1
        yield [(term, form, times) for (term, form), times in found.items()]
        before += len(words.numbers)


def shown(
    forms: Iterable[Sequence[Form]], totals: npt.NDArray[np.int64], names: Sequence[str]
) -> Mapping[int, str]:
    """Term -> the way it is written most often, where that is not folded.

    `totals` is how often each term stands in the collection.
    """
    written: dict[int, Counter[str]] = {}
    for of_document in forms:
        for term, form, times in of_document:
            written.setdefault(term, Counter())[form] += times
    for term, found in written.items():
        found[names[term]] += int(totals[term]) - found.total()
    return {
        term: min(found, key=lambda form: (-found[form], form)) for term, found in written.items()
    }
