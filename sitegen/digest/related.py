"""Documents that share most with one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from sitegen.digest.keywords import Weights

MOST_RELATED = 4
_LEAST_COSINE = 0.06
"""Below it two documents share little but the way officials write."""


def related(weights: Mapping[str, Weights]) -> dict[str, tuple[str, ...]]:
    """For every slug the slugs of up to four others, nearest first (cosine of term vectors)."""
    postings: dict[str, list[str]] = defaultdict(list)
    for slug, vector in weights.items():
        for term in vector:
            postings[term].append(slug)
    norms = {slug: math.hypot(*vector.values()) for slug, vector in weights.items()}
    return {
        slug: _nearest(slug, vector, weights, postings, norms) for slug, vector in weights.items()
    }


def _nearest(
    slug: str,
    vector: Weights,
    weights: Mapping[str, Weights],
    postings: Mapping[str, list[str]],
    norms: Mapping[str, float],
) -> tuple[str, ...]:
    products: dict[str, float] = defaultdict(float)
    for term, weight in vector.items():
        for other in postings[term]:
            products[other] += weight * weights[other][term]
    cosines = {
        other: product / (norms[slug] * norms[other])
        for other, product in products.items()
        if other != slug
    }
    ranked = sorted(cosines, key=lambda other: (-cosines[other], other))
    return tuple(other for other in ranked[:MOST_RELATED] if cosines[other] >= _LEAST_COSINE)
