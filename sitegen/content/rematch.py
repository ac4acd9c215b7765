"""Which new unit is an edited old one: lets a translation outlive a change of its source.

Two units belong together when their texts are alike (difflib's ratio), the more so when they
stand between the same neighbours. Comparing every old unit with every new one was refused: a
document that was cut anew would cost minutes, so pairs of characters choose a few candidates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

LEAST_RATIO = 0.6
"""Similarity from which on two texts count as versions of one."""
SAME_PLACE = 0.15
"""What standing between the same neighbours is worth."""
_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Text:
    """An old or new unit as the matching sees it."""

    text: str
    kind: str
    """Only texts of one kind are matched; "" matches every kind."""
    place: int
    """Number of the gap between two unchanged units, the same for old and new."""


def rematch(old: Sequence[Text], new: Sequence[Text]) -> dict[int, int]:
    """Index in `new` -> index in `old` of the unit it was made from; each at most once.

    The surest pairs are taken first; equal ones in reading order.
    """
    pairs = sorted(
        (-score, new_index, old_index)
        for new_index, old_index in _candidates(old, new)
        if (score := _score(old[old_index], new[new_index])) >= LEAST_RATIO
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, new_index, old_index in pairs:
        if new_index not in found and old_index not in taken:
            found[new_index] = old_index
            taken.add(old_index)
    return found


def places(old: Sequence[str], new: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """For the texts that only one side has: the gap between unchanged units they stand in."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    old_places: dict[str, int] = {}
    new_places: dict[str, int] = {}
    for gap, (tag, a, b, c, d) in enumerate(matcher.get_opcodes()):
        if tag != "equal":
            old_places.update(dict.fromkeys(old[a:b], gap))
            new_places.update(dict.fromkeys(new[c:d], gap))
    return old_places, new_places


def _score(old: Text, new: Text) -> float:
    if old.kind and new.kind and old.kind != new.kind:
        return 0.0
    bonus = SAME_PLACE if old.place == new.place else 0.0
    return SequenceMatcher(None, old.text, new.text, autojunk=False).ratio() + bonus


def _candidates(old: Sequence[Text], new: Sequence[Text]) -> Iterator[tuple[int, int]]:
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    sizes = []
    for position, item in enumerate(old):
        pairs = Counter(_pairs(item.text))
        sizes.append(pairs.total())
        for pair, count in pairs.items():
            index[pair].append((position, count))
    for position, item in enumerate(new):
        shared: Counter[int] = Counter()
        pairs = Counter(_pairs(item.text))
        for pair, count in pairs.items():
            for other, other_count in index[pair]:
                shared[other] += min(count, other_count)
        best = sorted(shared, key=lambda i: (-shared[i] / (sizes[i] + pairs.total()), i))
        for other in best[:_CANDIDATES]:
            yield position, other


def _pairs(text: str) -> Iterator[str]:
    return (first + second for first, second in pairwise(f" {text} "))
