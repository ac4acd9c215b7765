"""The sentences of a document that can be quoted, with their merits as far as it alone decides.

A sentence is good when it stands early, carries figures, and can be read alone; what the whole
collection has to say of it comes later (see summary.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from sitegen.content.languages import SOURCE_LANG
from sitegen.content.references import note_anchor
from sitegen.digest.sentences import Span, split_sentences
from sitegen.model import Block, BlockKind, Document, Section

_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_SHORTEST, _LONGEST = 12, 260
_COMFORTABLE = 100
"""Characters: a card holds two such sentences."""
_TERSE = 24
"""Characters below which a sentence is more a flourish than a statement."""
_WORDY = 3
"""Characters of an alphabet that say as much as one of Chinese, about."""
SIMILAR = 0.45
"""Likeness from which on two sentences say the same."""

_POSITION = 0.6
_TOPIC_SENTENCE = 0.15
_LEAD = 0.35
"""For what stands before the first heading: it introduces the rest."""
_FIGURES = 0.35
_CUE = 0.2
_AIMS = 1.2

_OPENING = re.compile(
    r"^[(（【]?(?:本报|新华社|本刊)[^。，,;；:：]{0,14}?[讯电](?:\s*[(（][^)）]*[)）])?[\s:：】]*"
    r"|^答[:：]\s*|^\d{1,2}[.、．]\s*(?=\D)"
)
_CLOSING = "”’」』）)\"'"
_WHOLE = ("。", "！", "？", "!", "?", ".", "——")
_ENDED = (*"。！？!?.…：:；;",)
_DANGLING = re.compile(
    r"^(?:此外|另外|同时|与此同时|其中|其次|再次|最后|因此|因而|所以|于是|为此|对此|由此|从而|并且|而且|并|且|但|但是"
    r"|然而|不过|可是|另一方面|一方面|不仅如此|除此之外|在此基础上|也就是说|例如|比如|譬如|如今|他|她|它|这|该|其|此|那"
    r"|还|也|又|[一二三四五六七八九十]是|其[一二三四五六]|[二三四五六七八九十]要|第[二三四五六七八九十]|下一步)"
    r"|^(?:However|Moreover|In addition|Meanwhile|Therefore|But|And|Also|It|They|This|These|He)\b"
)
_CONTINUED = re.compile(r"[(（](?:上接|下转|紧接)|^[，,、；;：:）)」』”’]")
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*\s*(?:%|[万亿]|[个家项套户条所人张件倍年月日平公米元亩吨]"
    r"|(?:percent|[mb]illion|thousand|yuan|hectares?|mu|kilomet\w+|km|tonnes?)\b)"
)
_CONCLUDING = re.compile(
    r"力争|会议召开|全会|部署了|截至|累计|初步核算|据统计|成效|超额|首次|第一|历史|全年|将在|计划于|定于"
    r"|\b(?:aims? to|by the end of|in total|overall|first)\b"
)
_AIM = re.compile(
    r"目标是|目标确定为|目标为|任务是|印发了?《|出台了?《|采取\d+[条项]|分为\d+"
    r"|共\d+[条项章]|\b(?:the|main) targets? (?:is|are)\b"
)
"""What an author writes when drawing the sum, and when telling what the text is for (the cue
method of Edmundson, "New Methods in Automatic Extracting", 1969)."""
_PLEDGE = re.compile(r"精神|指导思想|为指导|坚强领导|以习近平")


class Candidate(NamedTuple):
    """A sentence that can be quoted, with all that the document alone says of its merit."""

    text: str
    section: str
    anchor: str
    number: int
    """Among the sentences of its block, from 0."""
    start: int
    """Offset of its first character in the document's texts (see words.py)."""
    end: int
    leans: bool
    """Whether it begins as if another sentence stood before it."""
    merit: float
    readability: float


class _Passage(NamedTuple):
    """A block with sentences."""

    section: Section
    block: Block
    start: int
    """Offset of the block in the document's texts."""
    opens_section: bool
    begins_whole: bool
    """False where a sentence of the block before may run on into this one."""


def candidates(document: Document) -> Iterator[Candidate]:
    """The sentences of a document that can be quoted, in reading order."""
    title = pairs_of(document.meta.title)
    for number, passage in enumerate(_prose(document)):
        place = _POSITION / (1 + number / 2) + _TOPIC_SENTENCE * passage.opens_section
        place += _LEAD * (passage.section is document.lead and bool(document.sections))
        for index, span in _quotable(passage, title, document.meta.lang):
            text = span.text
            merit = place / (1 + index) + _figures(text)
            merit += _CUE * bool(_CONCLUDING.search(text)) + _AIMS * bool(_AIM.search(text))
            yield Candidate(
                text=text,
                section=passage.section.id,
                anchor=passage.block.anchor,
                number=index,
                start=passage.start + span.start,
                end=passage.start + span.end,
                leans=bool(_DANGLING.match(text)),
                merit=merit,
                readability=_readability(text, _wordy(document.meta.lang)),
            )


def _prose(document: Document) -> Iterator[_Passage]:
    """The blocks that have sentences; offsets count as `words.texts_of` lays the texts out."""
    start = len(document.meta.title) + len(document.meta.subtitle) + 2
    for section in document.walk():
        start += len(section.title) + 1
        opens, whole = True, True
        for block in section.blocks:
            if block.kind in _KINDS and not note_anchor(block.text):
                yield _Passage(section, block, start, opens, whole)
                opens = False
                whole = _leaves_nothing_open(block, _wordy(document.meta.lang))
            start += len(block.plain) + 1


def _wordy(lang: str) -> int:
    """How many characters of a language say as much as one of Chinese."""
    return 1 if lang == SOURCE_LANG else _WORDY


def _leaves_nothing_open(block: Block, wordy: int) -> bool:
    """False for a paragraph that was cut in mid-sentence; a line as short as a byline was not."""
    text = block.plain.rstrip()
    return (
        block.kind is BlockKind.ITEM
        or len(text) < _SHORTEST * wordy
        or text.rstrip(_CLOSING).endswith(_ENDED)
    )


def _quotable(passage: _Passage, title: frozenset[str], lang: str) -> Iterator[tuple[int, Span]]:
    """The sentences of a block that can be quoted, with their index among all of them."""
    longest = _LONGEST * _wordy(lang)
    for index, span in enumerate(split_sentences(passage.block.plain, lang)):
        text = _OPENING.sub("", span.text)
        if not passage.begins_whole and index == 0:
            continue
        if not text.rstrip(_CLOSING).endswith(_WHOLE) or _CONTINUED.search(text):
            continue
        if _SHORTEST <= len(text) <= longest and not _repeats(text, title):
            yield index, Span(text, span.end - len(text), span.end)


def _figures(text: str) -> float:
    return _FIGURES * min(3, len(_FIGURE.findall(text))) / 3


def _readability(text: str, wordy: int) -> float:
    """1 for a statement of comfortable length, less for others; `wordy` as `_wordy` says."""
    factor: float = min(1.0, _COMFORTABLE * wordy / len(text)) ** 0.8
    factor *= min(1.0, len(text) / _TERSE)
    if text[0] in '“"‘「' or text[-1] in "？?":
        factor *= 0.6
    if _PLEDGE.search(text):
        factor *= 0.5
    return factor


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of pairs of characters in common (Dice): near-duplicates come from headlines."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _repeats(text: str, title: frozenset[str]) -> bool:
    """Whether a sentence says little more than the title, of which these are the pairs."""
    shared = sum(map(text.__contains__, title))
    if 2 * shared < SIMILAR * (shared + len(title)):  # the sentence has at least these pairs
        return False
    return likeness(pairs_of(text), title) >= SIMILAR


def pairs_of(text: str) -> frozenset[str]:
    """Neighbouring characters."""
    return frozenset(map("".join, pairwise(text)))
