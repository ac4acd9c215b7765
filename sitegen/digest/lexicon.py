"""What is known of single words: their class and how common they are in Chinese at large.

The facts are those of jieba's dictionary (`word frequency tag` a line), read as a plain file:
loading jieba's tagger costs seconds and cuts the text a second time. Each word is asked for once;
what is known of it is then a number of flags, so that the collection is judged on arrays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

TOTAL = 60_101_967
"""Sum of all frequencies in jieba's dictionary."""

_UNKNOWN_FREQUENCY = 60
_FEW = 20
"""Words up to which searching the dictionary for each is faster than cutting it into words."""
_BLOCK = 1 << 16
"""Bytes of the dictionary that are in memory as words at once."""
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
FUNCTION_WORDS = _word_list("function_words.txt")
"""English words that say nothing by themselves."""
ACTIONS = _word_list("actions.txt")
"""Words that are never part of a name of several words."""

LISTED = 1
"""The dictionary has the word; what it says of it are the next flags."""
PLACE = 2
NAMING = 4
"""Nouns, names, phrases."""
PART = 8
"""May stand inside a name of several words."""
KEYWORD = 16
"""Can stand alone as a keyword."""
KEYWORD_UNLISTED = 32
"""Could, were it not listed."""
OFFICIALESE = 64
BARRED = 128
"""Is never part of a name of several words: actions and figures."""
SUFFIX = 256
"""A single character that ends names."""
NOT_FIRST = 512
"""Never begins a name of several words."""
WELL_FORMED = 1024
"""Looks like a keyword, whatever the dictionary says of it."""


class Word(NamedTuple):
    """What the dictionary says of one word."""

    tag: str
    """Part of speech in jieba's tag set (ICTCLAS)."""
    frequency: int


UNLISTED_RARITY = math.log(TOTAL / _UNKNOWN_FREQUENCY)


def facts_of(words: Collection[str]) -> Iterator[tuple[int, float]]:
    """Flags of some folded words, in their order, and how rare each is: -ln of its share of all
    words, about 5 for a common word, 17 for the rarest.
    """
    lexicon = look_up(words)
    for word in words:
        flags, known = flags_of(word), lexicon.get(word)
        if known:
            flags |= _listed_flags(word, known, flags, lexicon)
            yield flags, math.log(TOTAL / max(1, known.frequency))
        else:
            yield flags, UNLISTED_RARITY


def flags_of(word: str) -> int:
    """The flags of a folded word that no dictionary has."""
    flags = BARRED * (word in ACTIONS or _DIGIT.search(word) is not None)
    flags |= SUFFIX * (word in _SUFFIXES) | NOT_FIRST * (word in _NOT_FIRST)
    if word in BOILERPLATE:
        return flags | OFFICIALESE
    if word in FUNCTION_WORDS:
        return flags
    if _KEYWORD.fullmatch(word):
        could = len(word) >= 4 or _FUNCTION.isdisjoint(word)
        flags |= WELL_FORMED | KEYWORD_UNLISTED * could
    return flags


def _listed_flags(word: str, known: Word, itself: int, lexicon: Mapping[str, Word]) -> int:
    flags = LISTED | _flags_of_tag(known.tag)
    if not itself & WELL_FORMED:
        return flags
    if known.tag.startswith("l"):  # a phrase: 供求 关系 names a thing, 充分 发挥 does not
        tail = lexicon.get(word[-2:])
        names = tail is not None and tail.tag.startswith(_THINGS) and word[-2:] not in ACTIONS
    else:
        names = bool(flags & NAMING)
    return flags | KEYWORD * names


@cache
def _flags_of_tag(tag: str) -> int:
    names = tag.startswith(_NAMING) and not tag.startswith(_NOT_NAMING)
    is_part = tag.startswith(_PARTS) and tag not in _NOT_PARTS
    return PLACE * (tag == "ns") | NAMING * names | PART * is_part


def look_up(words: Iterable[str]) -> dict[str, Word]:
    """What the dictionary has of some folded words, and of the last two characters of each."""
    wanted = set(words)
    wanted |= {word[-2:] for word in wanted}
    if not wanted:
        return {}
    lines = b"\n" + _dictionary().read_bytes().lower()  # its capitals are those of ASCII
    found = _search(lines, wanted) if len(wanted) <= _FEW else _sift(lines, wanted)
    return {word: Word(tag, int(frequency)) for word, frequency, tag in found}


Line = tuple[str, str, str]
"""Word, frequency, tag. Of words that differ in capitals alone the last one counts."""


def _search(lines: bytes, wanted: Iterable[str]) -> Iterator[Line]:
    for word in wanted:
        start = lines.rfind(b"\n%b " % word.encode("utf-8", "surrogatepass"))
        if start >= 0:
            end = lines.find(b"\n", start + 1)
            _, frequency, tag = lines[start : end if end > 0 else len(lines)].decode().split()
            yield word, frequency, tag


def _sift(lines: bytes, wanted: Collection[str]) -> Iterator[Line]:
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start + _BLOCK) + 1 or len(lines)
        fields = lines[start:end].decode().split()
        found = zip(fields[::3], fields[1::3], fields[2::3], strict=True)
        yield from [line for line in found if line[0] in wanted]
        start = end


def _dictionary() -> Path:
    spec = find_spec("jieba")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("jieba is not installed")
    return Path(spec.origin).with_name("dict.txt")
