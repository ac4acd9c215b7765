"""English words by what readers may type of them: other forms that have the same stem."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoosh.lang.porter import stem

Forms = Mapping[str, Sequence[str]]
"""English word -> forms of the same stem, itself among them."""

_ENGLISH = re.compile(r"[a-z]{3,}")
_SUFFIXES = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ment", "ion", "ions")


def inflections(words: Iterable[str], known: Forms) -> Iterator[tuple[str, list[str]]]:
    """Forms, each with the words that share its stem, which are not to be changed; `known` spares
    asking for theirs.
    """
    families: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if _ENGLISH.fullmatch(word):
            families[_stem(word)].append(word)
    for members in families.values():
        members.sort(key=len)  # the shortest first, and those of a length by the alphabet
        for key in sorted({*members}.union(*(known.get(one) or forms_of(one) for one in members))):
            yield key, members


def forms_of_all(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The forms of those words that are English."""
    return {word: forms_of(word) for word in words if _ENGLISH.fullmatch(word)}


@functools.cache
def forms_of(word: str) -> tuple[str, ...]:
    """Spellings with the stem of an English word that a reader may try, in alphabetical order."""
    root = _stem(word)
    return tuple(sorted(form for form in set(_spellings(word)) if stem(form) == root))


_stem = functools.cache(stem)
"""Of words of texts, which each build of a preview asks for again."""


def _spellings(word: str) -> Iterator[str]:
    bases = {word, word.removesuffix("e"), word + word[-1], word.removesuffix("y") + "i"}
    bases |= {word.removesuffix(suffix) for suffix in ("s", "es", "ed", "ing", "d", "er")}
    bases |= {base + "e" for base in bases}
    for base in bases:
        if len(base) > 2:
            yield base
            yield from (base + suffix for suffix in _SUFFIXES)
