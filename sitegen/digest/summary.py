"""Extractive summaries: two to four sentences of the document, quoted as they stand.

A sentence is good when it says what the document as a whole says (its terms weigh much in the
document's term vector, the centroid of Radev et al., "Centroid-based summarization of multiple
documents", 2004), stands early, carries figures, and can be read alone. TextRank was refused: it
compares all pairs of sentences, and on plans whose sentences share their officialese it prefers
the emptiest ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.digest.keywords import Weights
from sitegen.digest.sentences import Span, split_sentences
from sitegen.digest.terms import Terms
from sitegen.model import Block, BlockKind, Document, Section, Sentence

_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_SHORTEST, _LONGEST = 12, 260
_COMFORTABLE = 100
"""Characters: a card holds two such sentences."""
_TERSE = 24
"""Characters below which a sentence is more a flourish than a statement."""
_LEAST_SENTENCES = 2
_SIMILAR = 0.45
_MOST_SUMMARY = 330
"""Characters of the whole summary, the first two sentences excepted."""

_CENTRAL = 0.7
"""Share of the document's heaviest terms that makes a sentence central; lists reach more."""
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
_WHOLE = re.compile(r"(?:[。！？!?.]|——)[”’」』）)\"']*$")
_ENDED = re.compile(r"[。！？!?.…：:；;][”’」』）)\"']*$")
_DANGLING = re.compile(
    r"^(?:此外|另外|同时|与此同时|其中|其次|再次|最后|因此|因而|所以|于是|为此|对此|由此|从而|并且|而且|并|且|但|但是"
    r"|然而|不过|可是|另一方面|一方面|不仅如此|除此之外|在此基础上|也就是说|例如|比如|譬如|如今|他|她|它|这|该|其|此|那"
    r"|还|也|又|[一二三四五六七八九十]是|其[一二三四五六]|[二三四五六七八九十]要|第[二三四五六七八九十]|下一步)"
    r"|^(?:However|Moreover|In addition|Meanwhile|Therefore|But|And|Also|It|They|This|These|He)\b"
)
_CONTINUED = re.compile(r"[(（](?:上接|下转|紧接)|^[，,、；;：:）)」』”’]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*\s*(?:%|[万亿]|[个家项套户条所人张件倍年月日平公米元亩吨])")
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    order: int
    leans: bool
    """Whether it begins as if another sentence stood before it."""
    score: float


@dataclass(frozen=True, slots=True)
class _Passage:
    """A block with sentences."""

    section: Section
    block: Block
    opens_section: bool
    begins_whole: bool
    """False where a sentence of the block before may run on into this one."""


def summarize(document: Document, weights: Weights, said: Terms) -> tuple[Sentence, ...]:
    """Two to four sentences in reading order; fewer when the document has no more.

    `weights` are the document's weighted terms (keywords.weigh), `said` all that it has.
    """
    found = list(_candidates(document, weights, said))
    wanted = _how_many(document)
    chosen: list[_Candidate] = []
    length = 0
    for candidate in sorted(found, key=lambda c: (c.leans, -c.score, c.order)):
        size = len(candidate.sentence.text)
        if len(chosen) == wanted or (candidate.leans and len(chosen) >= _LEAST_SENTENCES):
            break
        if len(chosen) >= _LEAST_SENTENCES and length + size > _MOST_SUMMARY:
            continue
        text = candidate.sentence.text
        if all(_likeness(text, other.sentence.text) < _SIMILAR for other in chosen):
            chosen.append(candidate)
            length += size
    return tuple(c.sentence for c in sorted(chosen, key=lambda c: c.order))


def _how_many(document: Document) -> int:
    length = sum(len(block.plain) for block in document.blocks())
    return _LEAST_SENTENCES + (length >= 700) + (length >= 3000)


def _candidates(document: Document, weights: Weights, said: Terms) -> Iterator[_Candidate]:
    heaviest = sum(sorted(weights.values(), reverse=True)[:5]) or 1.0
    for number, passage in enumerate(_prose(document)):
        place = _POSITION / (1 + number / 2) + _TOPIC_SENTENCE * passage.opens_section
        place += _LEAD * (passage.section is document.lead and bool(document.sections))
        for index, span in _quotable(passage, document.meta.title, document.meta.lang):
            text = span.text
            terms = said.within(passage.block.plain, span.start, span.end)
            weight = sum(weights.get(term, 0.0) for term in terms) / heaviest
            merit = min(weight, _CENTRAL) + place / (1 + index) + _figures(text)
            merit += _CUE * bool(_CONCLUDING.search(text)) + _AIMS * bool(_AIM.search(text))
            score = merit * _readability(text)
            sentence = Sentence(text, passage.section.id, passage.block.anchor, index)
            leans = bool(_DANGLING.match(text))
            yield _Candidate(sentence, number * 1000 + index, leans, score)


def _prose(document: Document) -> Iterator[_Passage]:
    for section in document.walk():
        opens, whole = True, True
        for block in section.blocks:
            if block.kind in _KINDS:
                yield _Passage(section, block, opens, whole)
                opens = False
                whole = _leaves_nothing_open(block)


def _leaves_nothing_open(block: Block) -> bool:
    """False for a paragraph that was cut in mid-sentence; a line as short as a byline was not."""
    text = block.plain.rstrip()
    return block.kind is BlockKind.ITEM or len(text) < _SHORTEST or bool(_ENDED.search(text))


def _quotable(passage: _Passage, title: str, lang: str) -> Iterator[tuple[int, Span]]:
    """The sentences of a block that can be quoted, with their index among all of them."""
    longest = _LONGEST * (1 if lang == "zh" else 3)
    for index, span in enumerate(split_sentences(passage.block.plain, lang)):
        text = _OPENING.sub("", span.text)
        if not passage.begins_whole and index == 0:
            continue
        if not _WHOLE.search(text) or _CONTINUED.search(text):
            continue
        if _SHORTEST <= len(text) <= longest and _likeness(text, title) < _SIMILAR:
            yield index, Span(text, span.end - len(text), span.end)


def _figures(text: str) -> float:
    return _FIGURES * min(3, len(_FIGURE.findall(text))) / 3


def _readability(text: str) -> float:
    """1 for a statement of comfortable length, less for others."""
    factor: float = min(1.0, _COMFORTABLE / len(text)) ** 0.8
    factor *= min(1.0, len(text) / _TERSE)
    if text[0] in '“"‘「' or text[-1] in "？?":
        factor *= 0.6
    if _PLEDGE.search(text):
        factor *= 0.5
    return factor


def _likeness(one: str, other: str) -> float:
    """Share of pairs of characters in common (Dice): near-duplicates come from headlines."""
    first, second = _pairs(one), _pairs(other)
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def english_sentence(sentence: Sentence, chinese: str, english: str) -> str | None:
    """The sentence of the English block that translates a quoted one.

    `chinese` and `english` are the plain texts of its block; None unless both have the same
    number of sentences, which is when they can be told to correspond.
    """
    source = split_sentences(chinese, "zh")
    target = split_sentences(english, "en")
    return target[sentence.index].text if _correspond(source, target, sentence.index) else None


def _correspond(source: Sequence[object], target: Sequence[object], index: int) -> bool:
    return len(source) == len(target) > index
