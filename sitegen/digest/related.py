"""Documents that share most with one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sitegen.digest.keywords import Weights

MOST_RELATED = 4
_LEAST_COSINE = 0.06
"""Below it two documents share little but the way officials write."""
_DECIMALS = 9
"""As in keywords.py: equal cosines must be equal on every processor."""


def related(weights: Sequence[Weights], slugs: Sequence[str]) -> list[tuple[str, ...]]:
    """For every document the slugs of up to four others, nearest first (cosine of term vectors).

    A document is compared only with those that share a term with it.
    """
    if not weights:
        return []
    norms = np.array([np.sqrt(np.square(one.values).sum()) for one in weights])
    ids = np.concatenate([one.ids for one in weights])
    rows = np.repeat(np.arange(len(weights)), [len(one.ids) for one in weights])
    values = np.concatenate([one.values for one in weights]) / norms[rows]
    order = np.argsort(ids, kind="stable")
    ids, rows, shares = ids[order], rows[order], values[order]
    found, at = [], 0
    for place, one in enumerate(weights):
        begin, end = np.searchsorted(ids, one.ids), np.searchsorted(ids, one.ids, "right")
        cosines = np.zeros(len(weights))
        own = values[at : at + len(one.ids)].tolist()
        at += len(one.ids)
        for start, stop, share in zip(begin.tolist(), end.tolist(), own, strict=True):
            cosines[rows[start:stop]] += shares[start:stop] * share
        cosines[place] = 0
        cosines = cosines.round(_DECIMALS)
        near = np.flatnonzero(cosines >= _LEAST_COSINE).tolist()
        near.sort(key=lambda other: (-cosines[other], slugs[other]))
        found.append(tuple(slugs[other] for other in near[:MOST_RELATED]))
    return found
