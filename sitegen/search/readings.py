"""How Chinese characters and words are read: pypinyin's answer without its dictionaries.

They take a third of a second and 55 MB to load. What is needed of them is a fiftieth: the readings
of single characters, which phrases there are, and how the ones are read that differ from their
characters. That is kept in the user's cache folder, one file for each edition of pypinyin. A table
that comes with sitegen was refused: it would not follow the pypinyin that is installed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sitegen.cache.stamps import digest
from sitegen.cache.store import Store
from sitegen.private import user_folder

_KIND = "readings"
_FIRST, _LAST = 0x4E00, 0x9FD5
"""Characters that can be typed by their sound."""
_SYLLABLE = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Readings:
    """Syllables without tones, ü as v."""

    alone: Mapping[str, str]
    """Character -> how it is read by itself."""
    phrases: Sequence[str]
    """In code point order."""
    known: frozenset[str]
    """The same."""
    irregular: Mapping[str, Sequence[str]]
    """Phrases that are not read as their characters one by one."""
    longest: int
    """Characters of the longest phrase."""

    def of(self, word: str) -> list[str]:
        """A syllable for each character of a word, "" for one without a reading."""
        return self.irregular_of(word) or [self.alone.get(character, "") for character in word]

    def irregular_of(self, word: str) -> list[str]:
        """The same for a word with an irregular phrase inside; of any other nothing.

        The longest phrase that the word begins with, then that of the rest, as pypinyin does it.
        """
        ends = [range(i + 1, min(i + self.longest, len(word)) + 1) for i in range(len(word))]
        if not any(word[i:j] in self.irregular for i, after in enumerate(ends) for j in after):
            return []
        syllables: list[str] = []
        for part in self._parts(word):
            alone = (self.alone.get(character, "") for character in part)
            syllables += self.irregular.get(part) or alone
        return syllables

    def _parts(self, word: str) -> Iterator[str]:
        while word:
            sizes = range(min(len(word), self.longest), 0, -1)
            size = next((size for size in sizes if word[:size] in self.known), 0)
            if not size and self._begins_phrase(word):
                yield from word  # pypinyin looks no further into it
                return
            yield word[: size or 1]
            word = word[size or 1 :]

    def _begins_phrase(self, word: str) -> bool:
        place = bisect_left(self.phrases, word)
        return place < len(self.phrases) and self.phrases[place].startswith(word)


@cache
def readings() -> Readings:
    """What pypinyin knows, from the user's cache folder where it is there."""
    found = kept_readings()
    if found is None:
        table = _table()
        if store := _store():
            store.put(_KIND, _edition(), table)
        found = _readings(table)
    return found


@cache
def kept_readings() -> Readings | None:
    """The same, or None where it would have to be made, which takes a second."""
    store = _store()
    table = store.get(_KIND, _edition()) if store else None
    return None if table is None else _readings(table)


def _store() -> Store | None:
    folder = user_folder()
    return Store(folder) if folder else None


@cache
def _edition() -> str:
    """What the table is made by: this file, and the one of pypinyin that names its version, since
    importlib.metadata takes longer to import than the table to read.
    """
    spec = find_spec("pypinyin")
    files = [__file__, *([spec.origin] if spec and spec.origin else [])]
    return digest(*(Path(file).read_bytes() for file in files))


def _readings(table: Any) -> Readings:
    alone = {character: said for said, those in table["alone"].items() for character in those}
    phrases = table["phrases"].split()
    irregular = {phrase: said.split() for phrase, said in table["irregular"].items()}
    longest = max(map(len, phrases), default=0)
    return Readings(alone, phrases, frozenset(phrases), irregular, longest)


def _table() -> dict[str, Any]:
    """What is kept, as JSON has it."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - what the table saves
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415

    by_syllable: defaultdict[str, str] = defaultdict(str)
    alone = {}
    for character in map(chr, range(_FIRST, _LAST + 1)):
        syllable = lazy_pinyin(character)[0].replace("ü", "v")
        if _SYLLABLE.fullmatch(syllable):
            alone[character] = syllable
            by_syllable[syllable] += character
    irregular = {}
    for phrase, readings_ in PHRASES_DICT.items():
        said = [_plain(reading[0]) for reading in readings_]
        if said != [alone.get(character, "") for character in phrase]:
            irregular[phrase] = " ".join(said)
    return {"alone": by_syllable, "phrases": " ".join(sorted(PHRASES_DICT)), "irregular": irregular}


def _plain(syllable: str) -> str:
    """A syllable without its tone, ü as v."""
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())
