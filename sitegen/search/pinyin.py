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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from sitegen.model import OutputFile
from sitegen.search.layout import json_file, to_json
from sitegen.search.readings import readings
from sitegen.search.table import Part

_WORD = re.compile(r"[\u4e00-\u9fd5]{2,8}")
_RUN = re.compile(r"[\u4e00-\u9fd5]+")


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
    characters = set("".join(filter(_WORD.fullmatch, words))) | _gb2312()
    alone = readings().alone
    for character in sorted(characters & alone.keys()):
        by_syllable[alone[character]].append(character)
    return json_file("readings", {key: "".join(by_syllable[key]) for key in sorted(by_syllable)})


def _by_initials(words: Mapping[str, int], names: Iterable[str]) -> Mapping[str, list[str]]:
    """Initials -> words, the most frequent first, irregular ones with their letters."""
    # Sorting keeps the order of code points among words of one frequency.
    frequent = sorted(sorted(filter(_WORD.fullmatch, words)), key=words.__getitem__, reverse=True)
    runs = {run for name in names for run in _RUN.findall(name) if _WORD.fullmatch(run)}
    frequent += sorted(runs - words.keys())
    known = readings()
    letters = {ord(character): said[0] for character, said in known.alone.items()}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in frequent:
        if syllables := known.irregular_of(word):
            initials = "".join([syllable[:1] or "?" for syllable in syllables])
            is_plain = syllables == [*map(known.alone.get, word)]
            typed_as = word if is_plain else f"{''.join(syllables)}={word}"
        else:
            initials, typed_as = word.translate(letters), word
        # A character without a reading is none of the letters.
        if initials.isascii() and initials.isalpha():
            found[initials].append(typed_as)
    return found


@cache
def _gb2312() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in rows))
