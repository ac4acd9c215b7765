"""Words by how they are typed in Latin letters: full pinyin without tones, and initials.

    pinyin shard   {key: "word word ..."}       baozhang, bz -> 保障 ...
    readings       {syllable: "characters"}     zhou -> 州周洲..., to hear what a slip sounds like

A browser reads them only for a query in Latin letters, or for one that stands nowhere. A converter
in the browser was refused: it would weigh more than the shards that a query reads.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pypinyin import lazy_pinyin

from sitegen.model import OutputFile
from sitegen.search.index import Impacts
from sitegen.search.layout import json_file, to_json
from sitegen.search.table import Part

MOST_WORDS = 6
"""Words under one key, the most frequent first."""

_WORD = re.compile(r"[\u4e00-\u9fd5]{2,8}")
_RUN = re.compile(r"[\u4e00-\u9fd5]+")
_SYLLABLE = re.compile(r"[a-z]+")


def pinyin_parts(
    words: Mapping[str, Impacts], size: int, names: Iterable[str] = ()
) -> Iterator[Part]:
    """Shards of about `size` bytes in order of key.

    `names` are titles, headings and topics: their runs of Chinese characters can be typed too,
    where they are no words of the index.
    """
    shard: dict[str, str] = {}
    length = 0
    for key, found in sorted(_keys(words, names).items()):
        if length > size:
            yield Part(next(iter(shard)), to_json(shard))
            shard, length = {}, 0
        shard[key] = " ".join(found[:MOST_WORDS])
        length += len(key) + len(shard[key].encode()) + 6
    if shard:
        yield Part(next(iter(shard)), to_json(shard))


def readings_file(words: Iterable[str]) -> tuple[str, OutputFile]:
    """Characters of GB 2312 and of the words by syllable, without tones."""
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    characters = set("".join(word for word in words if _WORD.fullmatch(word))) | _gb2312()
    for character in sorted(characters):
        for syllable in _reading(character):
            by_syllable[syllable].append(character)
    return json_file("readings", {key: "".join(by_syllable[key]) for key in sorted(by_syllable)})


def _keys(words: Mapping[str, Impacts], names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Key -> words: those whose full pinyin it is, then those whose initials it is."""
    frequent = sorted(
        (word for word in words if _WORD.fullmatch(word)),
        key=lambda word: (-len(words[word].entries), word),
    )
    runs = {run for name in names for run in _RUN.findall(name) if _WORD.fullmatch(run)}
    frequent += sorted(runs - words.keys())
    full: defaultdict[str, list[str]] = defaultdict(list)
    initials: defaultdict[str, list[str]] = defaultdict(list)
    for word in frequent:
        syllables = _reading(word)
        if len(syllables) == len(word):
            full["".join(syllables)].append(word)
            initials["".join(syllable[0] for syllable in syllables)].append(word)
    return {key: [*full[key], *initials[key]] for key in full.keys() | initials.keys()}


def _reading(word: str) -> list[str]:
    """Syllables of a word without tones, ü as v; none for a character without a reading."""
    syllables = [syllable.replace("ü", "v") for syllable in lazy_pinyin(word)]
    return [syllable for syllable in syllables if _SYLLABLE.fullmatch(syllable)]


@cache
def _gb2312() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in rows))
