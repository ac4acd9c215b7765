"""The digests of a collection, and what is kept of it from one build to the next.

Weights depend on all documents, so they are all made anew, on arrays. What follows from the weights
of one document is made again only where they came out differently: its keywords, and its summary
where it now begins with other sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sitegen.digest.counting import Count, Load, recount
from sitegen.digest.features import Features
from sitegen.digest.keywords import keywords, totals_of, weigh
from sitegen.digest.related import related
from sitegen.digest.summary import choose, orders
from sitegen.digest.table import Table
from sitegen.digest.terms import shown
from sitegen.model import Digest, Sentence

__all__ = ["Collection", "Load"]


_REMEMBERED = 1000
"""Documents in memory at once; those of a larger collection are loaded each time."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one document's digest is made from."""

    summary: Sequence[Sentence]
    keywords: Sequence[int]
    """Numbers of terms."""
    looked_at: Sequence[int]
    """The sentences that were looked at for the summary, the best first: as long as no other ones
    come before them, it stays what it is."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Some documents with all that is known of them."""

    count: Count = field(default_factory=Count)
    heaviest: Table = field(
        default_factory=lambda: Table.of(
            [0], **{name: np.empty(0, np.float64) for name in ("id", "weight", "said")}
        )
    )
    """The heaviest terms of each document (see keywords.py)."""
    told: Sequence[Told] = ()

    def follow(self, keys: Sequence[str], load: Load) -> Collection:
        """The collection of the documents with these keys; this one must not be used any more.

        `load` is asked for documents that are not in it, and for some others.
        """
        kept = Collection() if self.count.is_crowded else self
        load = _remembered(load)
        count, places = recount(kept.count, keys, load)
        heaviest = weigh(count.counted.terms, count.facts)
        then, now = kept.heaviest.take(places), heaviest.take(range(len(places)))
        changed = [place for place, differs in enumerate(now.differs(then)) if differs]
        changed += range(len(places), len(count.keys))
        told: dict[int, Told] = dict(enumerate(kept.told[place] for place in places))
        best = orders(count.counted, heaviest, changed, len(count.vocabulary))
        for place, order in zip(changed, best, strict=True):
            terms = keywords(heaviest.of_document(place), count.vocabulary.names)
            known = told.get(place)
            if known and order[: len(known.looked_at)].tolist() == list(known.looked_at):
                told[place] = replace(known, keywords=terms)
            else:
                told[place] = _told(load(count.keys[place]), order.tolist(), terms)
        return Collection(count, heaviest, [told[place] for place in range(len(told))])

    @property
    def keys(self) -> Sequence[str]:
        """Those of its documents."""
        return self.count.keys

    def digests(self) -> dict[str, Digest]:
        """The digest of every document, by slug, in no order that matters."""
        terms = self.count.counted.terms
        names = self.count.vocabulary.names
        written = shown(self.count.counted.forms, totals_of(terms, len(names)), names)
        near = related(self.heaviest, self.count.slugs)
        return {
            slug: Digest(
                summary=tuple(told.summary),
                keywords=tuple(written.get(term, names[term]) for term in told.keywords),
                related=others,
            )
            for slug, told, others in zip(self.count.slugs, self.told, near, strict=True)
        }


def _remembered(load: Load) -> Load:
    """The same, which asks once for each of the first documents."""
    known: dict[str, Features] = {}

    def loaded(key: str) -> Features:
        document = known.get(key) or load(key)
        if len(known) < _REMEMBERED:
            known[key] = document
        return document

    return loaded


def _told(document: Features, order: Sequence[int], terms: Sequence[int]) -> Told:
    sentences, leans = document.sentences, document.quotable.leans.tolist()
    chosen, looked_at = choose(sentences, leans, order, document.length)
    return Told([sentences[at] for at in chosen], terms, order[:looked_at])
