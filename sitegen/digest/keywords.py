"""Keywords: the terms that tell one document from the rest of the collection."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.digest.terms import Terms, Vocabulary

MOST_KEYWORDS = 8
_VECTOR_SIZE = 60
"""Terms that stand for a document in comparisons: the rest is noise."""
_TF_POWER = 0.9
_COMMON = 13.0
"""Rarity (see lexicon.Word) from which on a word counts fully."""

_FEW_DOCUMENTS = 6
"""Below it, a term in most documents may still be what they are about."""
_SHARE, _PLACE_SHARE = 0.5, 0.2
"""Share of the documents up to which a term, or a place name, tells them apart."""
_OFTEN = 5
"""Weighted mentions that make a term a subject of its document."""
_FEW_KEYWORDS = 4
_LEAST_WEIGHT = 0.3
"""Share of the best keyword's weight that the others need."""

Weights = Mapping[str, float]
"""Folded term -> weight, the heaviest first."""


def weigh(terms: Sequence[Terms], vocabulary: Vocabulary) -> dict[str, Weights]:
    """The weighted terms of every document, by slug.

    TF-IDF (Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, 6.2),
    tf^0.9 · ln((N + 1)/df), times how rare the term is in Chinese at large: in a small
    collection a common word may well stand in one document only.
    """
    frequency: Counter[str] = Counter()
    for document in terms:
        frequency.update(document.counts.keys())
    known = _Collection(len(terms), frequency, vocabulary)
    return {
        document.slug: _heaviest(
            {
                term: count**_TF_POWER * known.weight(term, count)
                for term, count in document.counts.items()
                if known.tells(term)
            }
        )
        for document in terms
    }


@dataclass(frozen=True, slots=True)
class _Collection:
    size: int
    frequency: Counter[str]
    vocabulary: Vocabulary

    def tells(self, term: str) -> bool:
        """Whether a term can tell documents apart: the city's own name cannot."""
        share = self.frequency[term] / self.size
        most = _PLACE_SHARE if self.vocabulary.lexicon[term].is_place else _SHARE
        if self.size >= _FEW_DOCUMENTS and share > most:
            return False
        return self.vocabulary.is_keyword(term)

    def weight(self, term: str, count: float) -> float:
        rarity = min(1.0, self.vocabulary.rarity(term) / _COMMON)
        idf = math.log((1 + self.size) / self.frequency[term])
        return idf * rarity * _length_factor(term) * self._standing(term, count)

    def _standing(self, term: str, count: float) -> float:
        """Less than 1 for a word that one document alone says, and that not often.

        Figures of speech look so (里子, 雪球); what a collection is about comes up again.
        """
        if self.size < _FEW_DOCUMENTS or self.frequency[term] > 1:
            return 1.0
        return min(1.0, count / _OFTEN)


def _length_factor(term: str) -> float:
    """Longer names say more: 1 for two characters, 1.3 for four and more."""
    return 1 + 0.15 * min(2, len(term) - 2)


def _heaviest(weights: Weights) -> Weights:
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return dict(ranked[:_VECTOR_SIZE])


def keywords(
    weights: Weights, counts: Mapping[str, float], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The best keywords of one document as they are written, the best first."""
    found: list[str] = []
    for term in _recurring(weights, counts):
        too_light = weights[term] < _LEAST_WEIGHT * weights[found[0]] if found else False
        if len(found) == MOST_KEYWORDS or (too_light and len(found) >= _FEW_KEYWORDS):
            break
        if all(_adds_to(term, other, weights) for other in found):
            found.append(term)
    return tuple(vocabulary.shown.get(term, term) for term in found)


def _adds_to(term: str, other: str, weights: Weights) -> bool:
    """商品住房 says more beside 住房; 生产力 says nothing more after 新质生产力."""
    return term not in other and (other not in term or weights[term] >= weights[other] / 2)


def _recurring(weights: Weights, counts: Mapping[str, float]) -> Iterator[str]:
    """Terms that are said twice (or in a title), else, in a very short text, every term."""
    recurring = [term for term in weights if counts[term] > 1]
    yield from recurring if len(recurring) >= _FEW_KEYWORDS else weights
