"""Words by how they are typed in Latin letters: full pinyin without tones, and initials.

    pinyin shard   {initials: "word word ..."}  bz -> 保障 包装 ..., the most frequent first
    readings       {syllable: "characters"}     zhou -> 州周洲..., also to hear slips

A word stands once, under its initials: full pinyin leads to them, and the readings of its
characters tell which of the words are spelled so. One that is read otherwise than its characters
one by one has its letters in front: "chongqing=重庆".

A browser reads them only for a query in Latin letters, or for one that stands nowhere. A converter
in the browser was refused: it would weigh more than the shards that a query reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from sitegen.model import OutputFile
from sitegen.search.layout import json_file, to_json
from sitegen.search.table import Part

_WORD = re.compile(r"[\u4e00-\u9fd5]{2,8}")
_RUN = re.compile(r"[\u4e00-\u9fd5]+")
_SYLLABLE = re.compile(r"[a-z]+")


def pinyin_parts(words: Mapping[str, int], size: int, names: Iterable[str] = ()) -> Iterator[Part]:
    """Shards of about `size` bytes in order of initials, for words with their frequencies.

    `names` are titles, headings and topics: their runs of Chinese characters can be typed too,
    where they are no words of the index.
    """
    shard: dict[str, str] = {}
    length = 0
    for initials, found in sorted(_by_initials(words, names).items()):
        if length > size:
            yield Part(next(iter(shard)), to_json(shard))
            shard, length = {}, 0
        shard[initials] = " ".join(found)
        length += len(initials) + len(shard[initials].encode()) + 6
    if shard:
        yield Part(next(iter(shard)), to_json(shard))


def readings_file(words: Iterable[str]) -> tuple[str, OutputFile]:
    """Characters of GB 2312 and of the words by syllable, without tones."""
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    characters = set("".join(word for word in words if _WORD.fullmatch(word))) | _gb2312()
    for character in sorted(characters):
        if syllable := _spelled(character):
            by_syllable[syllable].append(character)
    return json_file("readings", {key: "".join(by_syllable[key]) for key in sorted(by_syllable)})


def _by_initials(words: Mapping[str, int], names: Iterable[str]) -> Mapping[str, list[str]]:
    """Initials -> words, the most frequent first, irregular ones with their letters."""
    frequent = sorted(
        (word for word in words if _WORD.fullmatch(word)), key=lambda word: (-words[word], word)
    )
    runs = {run for name in names for run in _RUN.findall(name) if _WORD.fullmatch(run)}
    frequent += sorted(runs - words.keys())
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in frequent:
        alone = [*map(_spelled, word)]
        syllables = syllables_of(word)
        if len(syllables) == len(word) and all(syllables):
            initials = "".join(syllable[0] for syllable in syllables)
            letters = "" if syllables == alone else f"{''.join(syllables)}="
            found[initials].append(letters + word)
    return found


@cache
def _spelled(character: str) -> str:
    """How a character is read by itself; "" if it has no reading."""
    return "".join(_reading(character)[:1])


def syllables_of(word: str) -> list[str]:
    """Syllables of a word of Chinese characters without tones, ü as v.

    As pypinyin reads it, for most words without its own search, which takes a second a build.
    """
    if phrase := PHRASES_DICT.get(word):
        return [_plain(readings[0]) for readings in phrase]
    if any(word[i:j] in PHRASES_DICT for i, j in combinations(range(len(word) + 1), 2)):
        return _reading(word)
    return [*map(_spelled, word)]


@cache
def _plain(syllable: str) -> str:
    """A syllable without its tone, ü as v."""
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


def _reading(word: str) -> list[str]:
    """Syllables of a word without tones, ü as v; none for a character without a reading."""
    syllables = [syllable.replace("ü", "v") for syllable in lazy_pinyin(word)]
    return [syllable for syllable in syllables if _SYLLABLE.fullmatch(syllable)]


@cache
def _gb2312() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in rows))
