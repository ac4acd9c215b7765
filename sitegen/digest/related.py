"""Documents that share most with one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from sitegen.digest.table import Table

MOST_RELATED = 4
_LEAST_COSINE = 0.06
"""Below it two documents share little but the way officials write."""
_DECIMALS = 9
"""As in keywords.py: equal cosines must be equal on every processor."""
_BLOCK = 64
"""Documents that are compared with all others at once: their sums stay in the processor's cache."""


def related(heaviest: Table, slugs: Sequence[str]) -> list[tuple[str, ...]]:
    """For every document the slugs of up to four others, nearest first (cosine of term vectors).

    A document is compared only with those that share a term with it.
    """
    found: list[tuple[str, ...]] = [()] * len(slugs)
    for place, near in groupby(_pairs(heaviest, slugs), key=lambda pair: pair[0]):
        found[place] = tuple(slugs[other] for _, other in list(near)[:MOST_RELATED])
    return found


def _pairs(heaviest: Table, slugs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Documents that are near each other, by the first, the nearest first."""
    size = len(slugs)
    ranks = np.empty(size, np.int64)
    ranks[sorted(range(size), key=slugs.__getitem__)] = np.arange(size)
    ids, rows = heaviest["id"], heaviest.documents
    norms = [np.sqrt(np.square(heaviest["weight"][span]).sum()) for span in heaviest.spans()]
    values = heaviest["weight"] / np.array(norms)[rows]
    by_term = np.argsort(ids, kind="stable")
    rows_by_term, values_by_term = rows[by_term], values[by_term]
    ends = np.cumsum(np.bincount(ids, minlength=1))
    times = np.diff(ends, prepend=0)[ids]
    begins = ends[ids] - times
    for first in range(0, size, _BLOCK):
        last = min(size, first + _BLOCK)
        own = slice(heaviest.bounds[first], heaviest.bounds[last])
        sizes = times[own]
        pairs = np.repeat(begins[own] - (np.cumsum(sizes) - sizes), sizes)
        pairs += np.arange(len(pairs))
        cells = np.repeat((rows[own] - first) * size, sizes) + rows_by_term[pairs]
        products = values_by_term[pairs] * np.repeat(values[own], sizes)
        cosines = np.bincount(cells, products, minlength=(last - first) * size)
        cosines[np.arange(last - first) * (size + 1) + first] = 0
        cosines = cosines.round(_DECIMALS)
        near = np.flatnonzero(cosines >= _LEAST_COSINE)
        here, others = np.divmod(near, size)
        order = np.lexsort((ranks[others], -cosines[near], here))
        yield from zip((here[order] + first).tolist(), others[order].tolist(), strict=True)
