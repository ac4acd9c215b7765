"""Extractive summaries: two to four sentences of the document, quoted as they stand.

A sentence is good when it says what the document as a whole says (its terms weigh much in the
document's term vector, the centroid of Radev et al., "Centroid-based summarization of multiple
documents", 2004), and by merits of its own (see candidates.py). TextRank was refused: it compares
all pairs of sentences, and on plans whose sentences share their officialese it prefers the
emptiest ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sitegen.digest.candidates import SIMILAR, likeness, pairs_of
from sitegen.digest.table import Places, Table
from sitegen.digest.terms import Counted
from sitegen.digest.vocabulary import Floats
from sitegen.model import Sentence

_LEAST_SENTENCES = 2
_MOST_SUMMARY = 330
"""Characters of the whole summary, the first two sentences excepted."""
_CENTRAL = 0.7
"""Share of the document's heaviest terms that makes a sentence central; lists reach more."""
_HEAVIEST = 5
"""Terms whose weights are the whole of that share."""


def orders(counted: Counted, heaviest: Table, places: Sequence[int], size: int) -> Iterator[Places]:
    """For each of some documents its sentences, the best first.

    `heaviest` has the heaviest terms of all documents (see keywords.py), `size` is that of the
    vocabulary.
    """
    weights = np.zeros(size)
    for place in places:
        heavy = heaviest.of_document(place)
        weights[heavy["id"]] = heavy["weight"]
        sentences = counted.sentences.of_document(place)
        merit, inside = sentences["merit"], counted.inside.of_document(place)
        central = _centrality(inside["sentence"], weights[inside["id"]], len(merit))
        if len(heavy["id"]):
            central /= sum(heavy["weight"][:_HEAVIEST].tolist())
        weights[heavy["id"]] = 0
        scores = (np.minimum(central, _CENTRAL) + merit) * sentences["readability"]
        yield np.lexsort((-scores, sentences["leans"]))


def _centrality(sentences: Places, weights: Floats, size: int) -> Floats:
    """For each sentence the weight of the terms in it."""
    return np.bincount(sentences, weights, minlength=size).astype(np.float64)


def choose(
    found: Sequence[Sentence], leans: Sequence[int], order: Sequence[int], length: int
) -> tuple[list[int], int]:
    """Two to four sentences in reading order, fewer when the document has no more; and how many
    of `order` were looked at, so that the same beginning gives the same summary.

    `found` are those that can be quoted, `leans` says which of them begin as if another stood
    before them, `length` is the document's characters. The sentences say different things and are
    not too long together.
    """
    wanted = _how_many(length)
    chosen: list[int] = []
    pairs: list[frozenset[str]] = []
    total = 0
    for looked_at, at in enumerate(order, start=1):
        text, size = found[at].text, len(found[at].text)
        if len(chosen) == wanted or (leans[at] and len(chosen) >= _LEAST_SENTENCES):
            return sorted(chosen), looked_at
        if len(chosen) >= _LEAST_SENTENCES and total + size > _MOST_SUMMARY:
            continue
        own = pairs_of(text)
        if all(likeness(own, other) < SIMILAR for other in pairs):
            chosen.append(at)
            pairs.append(own)
            total += size
    return sorted(chosen), len(order)


def _how_many(length: int) -> int:
    return _LEAST_SENTENCES + (length >= 700) + (length >= 3000)
