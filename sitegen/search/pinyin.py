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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from sitegen.model import OutputFile
from sitegen.search.grams import distinct
from sitegen.search.layout import json_file, to_json
from sitegen.search.points import codes, text_of
from sitegen.search.readings import Readings, readings
from sitegen.search.table import Part

Points = npt.NDArray[np.uint32]

_BEYOND = 0x9FD6
"""What follows the last character that can be typed."""
_HAN = r"[\u4e00-\u9fd5]"
_WORDS = re.compile(rf"^{_HAN}{{2,8}}$", re.MULTILINE)
_RUNS = re.compile(rf"(?<!{_HAN}){_HAN}{{2,8}}(?!{_HAN})")


def pinyin_parts(words: Mapping[str, int], size: int, names: Iterable[str] = ()) -> Iterator[Part]:
    """Shards of about `size` bytes in order of initials, for words with their frequencies.

    `names` are titles, headings and topics: their runs of Chinese characters can be typed too,
    where they are no words of the index.
    """
    shard: dict[str, str] = {}
    length = 0
    by_initials = _by_initials(words, names)
    for initials in sorted(by_initials):
        if length > size:
            yield Part(next(iter(shard)), to_json(shard))
            shard, length = {}, 0
        shard[initials] = " ".join(by_initials[initials])
        length += len(initials) + len(shard[initials].encode()) + 6
    if shard:
        yield Part(next(iter(shard)), to_json(shard))


def readings_file(words: Iterable[str]) -> tuple[str, OutputFile]:
    """Characters of GB 2312 and of the words by syllable, without tones."""
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    characters = set("".join(_WORDS.findall("\n".join(words)))) | _gb2312()
    alone = readings().alone
    for character in sorted(characters & alone.keys()):
        by_syllable[alone[character]].append(character)
    return json_file("readings", {key: "".join(by_syllable[key]) for key in sorted(by_syllable)})


def _by_initials(words: Mapping[str, int], names: Iterable[str]) -> Mapping[str, list[str]]:
    """Initials -> words, the most frequent first, irregular ones with their letters."""
    # Sorting keeps the order of code points among words of one frequency.
    typed = sorted(_WORDS.findall("\n".join(words)))
    frequent = sorted(typed, key=words.__getitem__, reverse=True)
    frequent += sorted({*_RUNS.findall("\n".join(names))} - words.keys())
    if not frequent:
        return {}
    known = readings()
    points = codes("\n".join(frequent))
    initials = text_of(_letters(known)[points]).split("\n")
    for place in _perhaps_irregular(points, known):
        if syllables := known.irregular_of(word := frequent[place]):
            initials[place] = "".join([syllable[:1] or "?" for syllable in syllables])
            if syllables != [*map(known.alone.get, word)]:
                frequent[place] = f"{''.join(syllables)}={word}"
    found: defaultdict[str, list[str]] = defaultdict(list)
    for typed_as, key in zip(frequent, initials, strict=True):
        # A character without a reading is none of the letters.
        if key.isascii() and key.isalpha():
            found[key].append(typed_as)
    return found


def _letters(known: Readings) -> Points:
    """Code point -> the letter with which the character is typed, or the same code point."""
    letters = np.arange(_BEYOND, dtype=np.uint32)
    letters[codes("".join(known.alone))] = codes(
        "".join([said[0] for said in known.alone.values()])
    )
    return letters


def _perhaps_irregular(points: Points, known: Readings) -> Sequence[int]:
    """Lines of a text in which the first two characters stand of a phrase that is not read as its
    characters one by one.
    """
    pairs = distinct(_pairs(codes("".join([phrase[:2] for phrase in known.irregular])))[::2])
    lines = np.cumsum(points == ord("\n"))[:-1]
    found: list[int] = distinct(lines[np.isin(_pairs(points), pairs)]).tolist()
    return found


def _pairs(points: Points) -> npt.NDArray[np.uint64]:
    """Each character and the next one as one number."""
    return (points[:-1].astype(np.uint64) << np.uint64(21)) | points[1:]


@cache
def _gb2312() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in rows))
