"""What is known of single words: their class and how common they are in Chinese at large.

The facts are those of jieba's dictionary (`word frequency tag` a line), read as a plain file:
loading jieba's tagger costs seconds and cuts the text a second time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

TOTAL = 60_101_967
"""Sum of all frequencies in jieba's dictionary."""

_UNKNOWN_FREQUENCY = 60
_DIGIT = re.compile(r"\d")
_KEYWORD = re.compile(r"(?![之这那各该某每本其两几])[^\W\d_]{2,}(?<![性型式级们])")
"""No figures, nothing that points (该项目) and no bare adjective (标志性)."""

_NAMING = ("n", "vn", "an", "j", "l", "eng")
_NOT_NAMING = ("ng", "nrfg")
_THINGS = ("n", "vn", "j")
_PARTS = ("n", "v", "a", "b", "d", "j", "l", "s", "eng", "x", "g")
_NOT_PARTS = ("vd", "ad")
_SUFFIXES = frozenset("链区谷房园城港网库群带圈院所站岛镇村券")
_FUNCTION = frozenset(
    "要上下在了的是有不一等为与和把被将让就都也还去来到得着过从向对以及其所而且或又再更最很之"
)
_NOT_FIRST = frozenset("性型化级式者来有是要为等各每该此其和与及向在从将把被对以到去上下里")


def _word_list(name: str) -> frozenset[str]:
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


BOILERPLATE = _word_list("boilerplate.txt")
"""Words of officialese: no keyword by themselves."""
ACTIONS = _word_list("actions.txt")
"""Words that are never part of a name of several words."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the dictionary says of one word."""

    tag: str
    """Part of speech in jieba's tag set (ICTCLAS); "" for a word it does not list."""
    rarity: float
    """-ln of its share of all words: about 5 for a common word, 17 for the rarest."""

    @property
    def is_naming(self) -> bool:
        """Whether the word names something: nouns, names, phrases, unlisted words."""
        return not self.tag or (
            self.tag.startswith(_NAMING) and not self.tag.startswith(_NOT_NAMING)
        )

    @property
    def is_place(self) -> bool:
        """Whether the word is a place name."""
        return self.tag == "ns"

    @property
    def is_thing(self) -> bool:
        """Whether the word is a noun proper."""
        return self.tag.startswith(_THINGS)

    @property
    def is_phrase(self) -> bool:
        """Whether the dictionary lists it as a phrase: some name things, some tell a deed."""
        return self.tag.startswith("l")

    @property
    def is_part(self) -> bool:
        """Whether the word may stand inside a name of several words."""
        return not self.tag or (self.tag.startswith(_PARTS) and self.tag not in _NOT_PARTS)


UNLISTED = Word("", math.log(TOTAL / _UNKNOWN_FREQUENCY))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The dictionary's facts on the words of a collection."""

    words: Mapping[str, Word]

    def __getitem__(self, word: str) -> Word:
        """The facts on a folded word; `UNLISTED` when the dictionary has none."""
        return self.words.get(word, UNLISTED)

    def __contains__(self, word: str) -> bool:
        """Whether the dictionary lists the word."""
        return word in self.words

    def is_name(self, word: str) -> bool:
        """Whether a word can stand alone as a keyword."""
        known = self[word]
        if word in BOILERPLATE or not _KEYWORD.fullmatch(word):
            return False
        if word not in self and len(word) < 4 and _FUNCTION.intersection(word):
            return False
        if known.is_phrase:  # 供求 关系 names a thing, 充分 发挥 does not
            return self[word[-2:]].is_thing and word[-2:] not in ACTIONS
        return known.is_naming

    def may_join(self, first: str, second: str) -> bool:
        """Whether two neighbours can be parts of one name: 新质 生产力, not 加快 推进."""
        if first in BOILERPLATE and second in BOILERPLATE:
            return False
        if {first, second} & ACTIONS or _DIGIT.search(first + second) or not self[first].is_part:
            return False
        if len(second) == 1:
            return second in _SUFFIXES and len(first) > 1
        return self[second].is_naming and first not in _NOT_FIRST


def look_up(words: Iterable[str]) -> Lexicon:
    """The facts on folded words and on the last two characters of each."""
    wanted = set(words)
    wanted |= {word[-2:] for word in wanted}
    with _dictionary().open(encoding="utf-8") as lines:
        facts = (line.lower().split() for line in lines)
        return Lexicon(
            {
                word: Word(tag, math.log(TOTAL / max(1, int(frequency))))
                for word, frequency, tag in facts
                if word in wanted
            }
        )


def _dictionary() -> Path:
    spec = find_spec("jieba")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("jieba is not installed")
    return Path(spec.origin).with_name("dict.txt")
