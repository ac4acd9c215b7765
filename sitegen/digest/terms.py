"""How much each document says each term: the matrix that keywords and summaries are read from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from sitegen.digest.lexicon import Lexicon, look_up
from sitegen.digest.names import LEAST_TOGETHER, Row
from sitegen.digest.words import Numbers, Words

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """The terms of one document as they stand."""

    starts: Numbers
    """Offset of each in the document's texts, ascending (see words.py)."""
    ids: Numbers


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a collection: words, and words that are one name.

    `rows`, `ids` and `counts` are a sparse matrix, by ascending document and term.
    """

    names: Sequence[str]
    """Folded, by number."""
    lexicon: Lexicon
    rows: Numbers
    """Document of each value."""
    ids: Numbers
    """Term of each value."""
    counts: Floats
    """How much the document says the term: in each title (times three), heading (times two) and
    block 1 + ln(occurrences). What is said all over a document is its subject, what is repeated
    in one table is not."""
    totals: Numbers
    """How often each term stands in the collection."""
    said: Sequence[Said]
    """One for each document."""
    shown: Mapping[int, str]
    """Term -> the way it is written most often, where that is not folded."""

    def is_keyword(self, term: int) -> bool:
        """Whether a term names something particular.

        A word that neither the dictionary lists nor the collection repeats is a slip of the
        cutter (卖旧 of 卖旧买新).
        """
        name = self.names[term]
        if self.totals[term] < LEAST_TOGETHER and name not in self.lexicon:
            return False
        return self.lexicon.is_name(name)


def collect(documents: Sequence[Words]) -> Terms:
    """The terms of all documents."""
    lexicon = look_up(chain.from_iterable(words.vocabulary for words in documents))
    row = Row.of(documents)
    row.join_names(lexicon)
    sizes = [len(words.numbers) for words in documents]
    bounds = np.searchsorted(row.first, np.cumsum([0, *sizes]))
    starts = _joined([words.starts for words in documents])[row.first]
    rows, ids, counts = _matrix(documents, row)
    return Terms(
        names=tuple(row.terms),
        lexicon=lexicon,
        rows=rows,
        ids=ids,
        counts=counts,
        totals=np.bincount(row.ids, minlength=len(row.terms)).astype(np.int32),
        said=[Said(starts[a:b], row.ids[a:b]) for a, b in pairwise(bounds.tolist())],
        shown=_shown(documents, row),
    )


def _joined(arrays: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int32), *arrays])


def _matrix(documents: Sequence[Words], row: Row) -> tuple[Numbers, Numbers, Floats]:
    before = np.cumsum([0, *(len(words.weights) for words in documents)])
    texts = _joined([w.texts + b for w, b in zip(documents, before.tolist(), strict=False)])
    size = max(1, len(row.terms))
    places, times = np.unique(
        texts[row.first].astype(np.int64) * size + row.ids, return_counts=True
    )
    logarithms = np.array([0.0, *(1 + math.log(n) for n in range(1, 1 + times.max(initial=0)))])
    values: Floats = (
        _joined([words.weights for words in documents])[places // size] * logarithms[times]
    )
    of_text = np.repeat(np.arange(len(documents)), [len(words.weights) for words in documents])
    cells, which = np.unique(of_text[places // size] * size + places % size, return_inverse=True)
    counts = np.bincount(which, values, minlength=len(cells)).astype(np.float64)
    return (cells // size).astype(np.int32), (cells % size).astype(np.int32), counts


def _shown(documents: Sequence[Words], row: Row) -> dict[int, str]:
    forms: dict[int, Counter[str]] = {}
    for term, form in _written(documents, row):
        forms.setdefault(term, Counter())[form] += 1
    times = np.bincount(row.ids, minlength=len(row.terms))
    names = tuple(row.terms)
    for term, found in forms.items():
        found[names[term]] += int(times[term]) - found.total()
    return {
        term: min(found, key=lambda form: (-found[form], form)) for term, found in forms.items()
    }


def _written(documents: Sequence[Words], row: Row) -> Iterator[tuple[int, str]]:
    """Number and written form of each term that has a word whose form is not folded."""
    before, last = 0, -1
    for words in documents:
        for place in words.forms:
            at = int(np.searchsorted(row.first, before + place, "right")) - 1
            if at == last:
                continue
            last = at
            end = int(row.first[at + 1]) if at + 1 < len(row.first) else before + len(words.numbers)
            parts = range(int(row.first[at]) - before, end - before)
            form = "".join(words.forms.get(p) or words.vocabulary[words.numbers[p]] for p in parts)
            yield int(row.ids[at]), form
        before += len(words.numbers)
