"""Keywords: the terms that tell one document from the rest of the collection."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sitegen.digest.names import LEAST_TOGETHER
from sitegen.digest.table import Column, Table
from sitegen.digest.vocabulary import Facts, Floats

MOST_KEYWORDS = 8
_VECTOR_SIZE = 60
"""Terms that stand for a document in comparisons: the rest is noise."""
_TF_POWER = 0.9
_COMMON = 13.0
"""Rarity (see lexicon.py) from which on a word counts fully."""
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


def weigh(terms: Table, facts: Facts) -> Table:
    """The heaviest terms of each document, the heaviest first: `id`, `weight`, and `said`, how
    much the document says each. `terms` is that of terms.Counted.

    TF-IDF (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, 6.2),
    tf^0.9 · ln((N + 1)/df), times how rare the term is in Chinese at large: in a small
    collection a common word may well stand in one document only.
    """
    size = len(terms)
    frequencies = np.bincount(terms["id"], minlength=len(facts.lengths))
    factors = _factors(terms, facts, frequencies)
    telling = np.flatnonzero(factors[terms["id"]] > 0)
    ids, said = terms["id"][telling], terms["said"][telling]
    weights = said**_TF_POWER * factors[ids]
    if size >= _FEW_DOCUMENTS:
        weights *= np.where(frequencies[ids] > 1, 1.0, np.minimum(1.0, said / _OFTEN))
    weights = weights.round(_DECIMALS)
    bounds = np.searchsorted(telling, terms.bounds)
    best = np.concatenate(
        [
            np.empty(0, np.int64),
            # Terms stand in the order of their names, and a stable sort keeps it among equals.
            *(
                start + np.argsort(-weights[start:end], kind="stable")[:_VECTOR_SIZE]
                for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
            ),
        ]
    )
    sizes = np.minimum(np.diff(bounds), _VECTOR_SIZE)
    return Table.of(np.cumsum([0, *sizes]), id=ids[best], weight=weights[best], said=said[best])


def _factors(terms: Table, facts: Facts, frequencies: npt.NDArray[np.int64]) -> Floats:
    """What a term's weight is multiplied with in every document; 0 for one that tells nothing."""
    size = len(terms)
    logarithms = np.array([0.0, *(math.log((1 + size) / one) for one in range(1, 1 + size))])
    rarity = np.minimum(1.0, facts.rarity / _COMMON)
    # Longer names say more: 1 for two characters, 1.3 for four and more.
    length = 1 + 0.15 * np.minimum(2, facts.lengths - 2)
    factors = logarithms[frequencies] * rarity * length
    return np.where(_tells(terms, facts, frequencies), factors, 0.0)


def _tells(terms: Table, facts: Facts, frequencies: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether a term can tell documents apart: the city's own name cannot.

    A word that neither the dictionary lists nor the collection repeats is a slip of the cutter
    (卖旧 of 卖旧买新).
    """
    size = len(terms)
    is_repeated = totals_of(terms, len(frequencies)) >= LEAST_TOGETHER
    tells = facts.is_keyword & (facts.listed | is_repeated)
    if size >= _FEW_DOCUMENTS:
        share = np.where(facts.is_place, _PLACE_SHARE, _SHARE)
        tells &= frequencies <= share * size
    return tells & (frequencies > 0)


def totals_of(terms: Table, size: int) -> npt.NDArray[np.int64]:
    """How often each of `size` terms stands in the collection."""
    totals = np.bincount(terms["id"], terms["times"], minlength=size)
    return totals.astype(np.int64)


def keywords(heavy: Mapping[str, Column], names: Sequence[str]) -> list[int]:
    """The best keywords of one document, the best first, of its heaviest terms."""
    ids, weights = heavy["id"].tolist(), heavy["weight"].tolist()
    found: list[tuple[str, float]] = []
    numbers = []
    for place in _recurring(heavy["said"]):
        name, weight = names[ids[place]], weights[place]
        too_light = bool(found) and weight < _LEAST_WEIGHT * found[0][1]
        if len(found) == MOST_KEYWORDS or (too_light and len(found) >= _FEW_KEYWORDS):
            break
        if all(_adds_to(name, weight, *other) for other in found):
            found.append((name, weight))
            numbers.append(ids[place])
    return numbers


def _adds_to(term: str, weight: float, other: str, other_weight: float) -> bool:
    """商品住房 says more beside 住房; 生产力 says nothing more after 新质生产力."""
    return term not in other and (other not in term or weight >= other_weight / 2)


def _recurring(said: Floats) -> Iterator[int]:
    """Terms that are said twice (or in a title), else, in a very short text, every term."""
    recurring = np.flatnonzero(said > 1).tolist()
    yield from recurring if len(recurring) >= _FEW_KEYWORDS else range(len(said))
