"""Keywords: the terms that tell one document from the rest of the collection."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sitegen.digest.terms import Floats, Terms

MOST_KEYWORDS = 8
_VECTOR_SIZE = 60
"""Terms that stand for a document in comparisons: the rest is noise."""
_TF_POWER = 0.9
_COMMON = 13.0
"""Rarity (see lexicon.Word) from which on a word counts fully."""
_DECIMALS = 9
"""To which weights are rounded: processors differ in the last bits of a power, and terms of equal
weight must come in the order of their names on all of them."""

_FEW_DOCUMENTS = 6
"""Below it, a term in most documents may still be what they are about."""
_SHARE, _PLACE_SHARE = 0.5, 0.2
"""Share of the documents up to which a term, or a place name, tells them apart."""
_OFTEN = 5
"""Weighted mentions that make a term a subject of its document."""
_FEW_KEYWORDS = 4
_LEAST_WEIGHT = 0.3
"""Share of the best keyword's weight that the others need."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The heaviest terms of one document, the heaviest first."""

    ids: npt.NDArray[np.int32]
    values: Floats
    counts: Floats
    """How much the document says each, see terms.py."""


def weigh(terms: Terms, size: int) -> list[Weights]:
    """The heaviest terms of each of `size` documents.

    TF-IDF (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, 6.2),
    tf^0.9 · ln((N + 1)/df), times how rare the term is in Chinese at large: in a small
    collection a common word may well stand in one document only.
    """
    frequencies = np.bincount(terms.ids, minlength=len(terms.names))
    factors = _factors(terms, frequencies, size)
    telling = factors[terms.ids] > 0
    rows, ids, counts = terms.rows[telling], terms.ids[telling], terms.counts[telling]
    weights = counts**_TF_POWER * factors[ids]
    if size >= _FEW_DOCUMENTS:
        weights *= np.where(frequencies[ids] > 1, 1.0, np.minimum(1.0, counts / _OFTEN))
    weights = weights.round(_DECIMALS)
    order = np.lexsort((_ranks(terms.names)[ids], -weights, rows))
    found = []
    for start, end in pairwise(np.searchsorted(rows, np.arange(size + 1)).tolist()):
        best = order[start : min(end, start + _VECTOR_SIZE)]
        found.append(Weights(ids[best], weights[best], counts[best]))
    return found


def _factors(terms: Terms, frequencies: npt.NDArray[np.int64], size: int) -> Floats:
    """What a term's weight is multiplied with in every document; 0 for one that tells nothing."""
    factors = np.zeros(len(terms.names))
    for term, frequency in enumerate(frequencies.tolist()):
        if _tells(terms, term, frequency, size):
            name = terms.names[term]
            rarity = min(1.0, terms.lexicon[name].rarity / _COMMON)
            factors[term] = math.log((1 + size) / frequency) * rarity * _length_factor(name)
    return factors


def _tells(terms: Terms, term: int, frequency: int, size: int) -> bool:
    """Whether a term can tell documents apart: the city's own name cannot."""
    if not frequency:
        return False
    if size >= _FEW_DOCUMENTS and frequency > _PLACE_SHARE * size:
        is_place = terms.lexicon[terms.names[term]].is_place
        if is_place or frequency > _SHARE * size:
            return False
    return terms.is_keyword(term)


def _length_factor(term: str) -> float:
    """Longer names say more: 1 for two characters, 1.3 for four and more."""
    return 1 + 0.15 * min(2, len(term) - 2)


def _ranks(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Where each name stands in alphabetical order."""
    ranks = np.empty(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def keywords(weights: Weights, terms: Terms) -> tuple[str, ...]:
    """The best keywords of one document as they are written, the best first."""
    found: list[tuple[str, float]] = []
    for place in _recurring(weights):
        name, weight = terms.names[weights.ids[place]], float(weights.values[place])
        too_light = bool(found) and weight < _LEAST_WEIGHT * found[0][1]
        if len(found) == MOST_KEYWORDS or (too_light and len(found) >= _FEW_KEYWORDS):
            break
        if all(_adds_to(name, weight, *other) for other in found):
            found.append((name, weight))
    numbers = dict(zip((terms.names[i] for i in weights.ids), weights.ids.tolist(), strict=True))
    return tuple(terms.shown.get(numbers[name], name) for name, _ in found)


def _adds_to(term: str, weight: float, other: str, other_weight: float) -> bool:
    """商品住房 says more beside 住房; 生产力 says nothing more after 新质生产力."""
    return term not in other and (other not in term or weight >= other_weight / 2)


def _recurring(weights: Weights) -> Iterator[int]:
    """Terms that are said twice (or in a title), else, in a very short text, every term."""
    recurring = np.flatnonzero(weights.counts > 1).tolist()
    yield from recurring if len(recurring) >= _FEW_KEYWORDS else range(len(weights.ids))
