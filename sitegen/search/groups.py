"""Documents that are cut into words together: one each costs more, all leave nothing to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from zlib import crc32

from sitegen.cache.stamps import digest
from sitegen.content.library import Library
from sitegen.model import Document
from sitegen.search.entries import members

_TOGETHER = 6
"""Documents in one group, on an average."""
_LARGE = 200_000
"""Characters after which a group ends in any case."""

Member = tuple[str, Document]
"""A document in one language."""


def groups(library: Library) -> list[list[Member]]:
    """Consecutive documents, in the order of their entries.

    Where a group ends is told by the slug of its last document rather than by counting, so that a
    document more or less changes one group or two, and the others are as they were.
    """
    found: list[list[Member]] = [[]]
    length = 0
    for lang, document in members(library):
        found[-1].append((lang, document))
        length += library.facts[document.slug].characters
        if crc32(document.slug.encode()) % _TOGETHER == 0 or length > _LARGE:
            found.append([])
            length = 0
    return [group for group in found if group]


def key_of_group(group: Sequence[Member], key_of: Callable[[Document], str]) -> str:
    """Differs where the key of a document does, or its language."""
    return digest(*chain.from_iterable((lang, key_of(document)) for lang, document in group))
