"""Sentences of Chinese and English text, with their offsets.

A quotation or bracket stays whole inside its sentence, as an editor would quote it; one that is
opened and never closed binds nothing. Regular expressions that split at every full stop were
refused for that reason, and because English stops also end abbreviations and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PAIRS = dict(zip("“‘「『（(《【[", "”’」』）)》】]", strict=True))
_CLOSERS = frozenset(_PAIRS.values()) | {'"', "'"}
_CHINESE_ENDS = frozenset("。！？!?…")
_IN_ADDRESS = re.compile(r"(?<=[!-~])[!?](?=[A-Za-z0-9_&=/%#])")
"""A mark between characters of ASCII, as in `http://example.cn/a?id=1`: no end of anything."""
_TELLING = re.compile(f"[{re.escape(''.join((*_PAIRS, *_CHINESE_ENDS)))}”]")
_ENGLISH_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|Sec|vs|cf|ca|approx|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Co|Ltd|Inc|Corp|Fig|e\.g|i\.e|(?:[A-Z]\.)+[A-Z])\.$"
)
_LONGEST_QUOTATION = 400
"""Characters after which an open quotation mark no longer binds: it was a slip."""


class Span(NamedTuple):
    """One sentence without the space around it."""

    text: str
    start: int
    """Offset of its first character in the text (code points)."""
    end: int


def split_sentences(text: str, lang: str = "zh") -> tuple[Span, ...]:
    """The sentences of a text in order; every character but white space is in exactly one.

    A newline always ends a sentence. `lang` "zh" also splits at stops of mixed text such as
    `。`; every other language is split by the rules of English.
    """
    ends = _chinese_ends if lang == "zh" else _english_ends
    spans: list[Span] = []
    first = 0
    for line in text.split("\n"):
        start = 0
        for end in (*ends(line), len(line)):
            piece = line[start:end]
            if sentence := piece.strip():
                begin = first + start + piece.index(sentence)
                spans.append(Span(sentence, begin, begin + len(sentence)))
            start = end
        first += len(line) + 1
    return tuple(spans)


def _chinese_ends(line: str) -> Iterator[int]:
    """Offsets behind every sentence end but the last."""
    free_from = 0
    found = _TELLING.search(line)
    while found:
        character, position = found[0], found.end()
        if character in _PAIRS:
            free_from = max(free_from, _closing(line, position - 1))
        elif character in _CHINESE_ENDS:
            if position >= free_from and not _IN_ADDRESS.match(line, position - 1):
                position = _behind_end(line, position)
                yield position
        elif _ends_quotation(line, position):
            yield position
        found = _TELLING.search(line, position)


def _closing(line: str, opening: int) -> int:
    """Offset behind the mark that closes the one at `opening`, or 0 when none does soon."""
    mark, close = line[opening], _PAIRS[line[opening]]
    depth = 0
    for position in range(opening, min(len(line), opening + _LONGEST_QUOTATION)):
        depth += (line[position] == mark) - (line[position] == close)
        if not depth:
            return position + 1
    return 0


def _behind_end(line: str, position: int) -> int:
    while position < len(line) and (line[position] in _CHINESE_ENDS or line[position] in _CLOSERS):
        position += 1
    return position


def _ends_quotation(line: str, position: int) -> bool:
    """Whether a quotation that itself ended with a stop ends the sentence around it.

    他说：“好。”大家笑了。 -> two sentences
    他说“好。”，大家笑了。 -> one
    """
    if position < 2 or line[position - 2] not in "。！？!?":
        return False
    return position < len(line) and line[position] not in "，,、；;：:。！？!?”’）)的"


def _english_ends(line: str) -> Iterator[int]:
    for match in _ENGLISH_END.finditer(line):
        before = line[: match.start() + 1]
        if not _ABBREVIATION.search(before[-12:]):
            yield match.end()
