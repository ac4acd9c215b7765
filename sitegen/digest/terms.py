"""The naming terms of documents: words, and words that always stand together as one name.

    城市 更新 项目 397 个  ->  城市更新, 项目        where the collection shows 更新 after 城市

jieba's dictionary is that of a newspaper of the nineties; the names that a plan is about
(城市更新, 新质生产力, 中原科技城) are not in it. A noun-phrase parser was refused: it needs a
model, and counting neighbours in the collection finds the names that matter to it.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Protocol

from sitegen.digest.lexicon import Lexicon, look_up
from sitegen.model import Document
from sitegen.search.fold import fold

LEAST_TOGETHER = 3
"""How often two words must stand together in the collection to be one name."""
LEAST_SHARE = 0.5
"""Share of the rarer word's occurrences that must be beside the other one."""
_SURE_SHARE = 0.8
LONGEST_NAME = 8
"""Characters; longer runs that recur are slogans."""

_TITLE_WEIGHT = 3
_HEADING_WEIGHT = 2

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words with nothing between them."""

    start: int
    """Offset of the first one in the text (code points)."""
    words: list[str]
    """Folded."""
    written: str
    """The same as it is written, "" where that is no different."""


class Cutter(Protocol):
    """Cuts folded text into words (`sitegen.search.tokens.Tokenizer`)."""

    def cut(self, text: str) -> list[str]:
        """Words in order, without spaces and punctuation."""
        ...


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one document, folded."""

    slug: str
    counts: Mapping[str, float]
    """How much each term is said: in each title (times three), heading (times two) and block
    1 + ln(occurrences). What is said all over a document is its subject, what is repeated in one
    table is not."""
    places: Mapping[str, Sequence[tuple[int, Sequence[str]]]]
    """Text of a title, heading or block -> offset and terms of each run of words in it."""

    def within(self, text: str, start: int, end: int) -> set[str]:
        """Terms between two offsets of a text."""
        runs = self.places.get(text, ())
        return {term for at, terms in runs if start <= at < end for term in terms}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How the collection is cut into terms, and what is known of them."""

    lexicon: Lexicon
    pairs: tuple[frozenset[Pair], ...]
    """Which neighbours are one name, for each round of joining."""
    totals: Counter[str]
    """How often each term stands in the collection."""
    shown: dict[str, str]
    """Folded term -> the way it is written most often."""

    def is_keyword(self, term: str) -> bool:
        """Whether a term names something particular.

        A word that neither the dictionary lists nor the collection repeats is a slip of the
        cutter (卖旧 of 卖旧买新).
        """
        if term not in self.lexicon and self.totals[term] < LEAST_TOGETHER:
            return False
        return self.lexicon.is_name(term)

    def rarity(self, term: str) -> float:
        """-ln of the term's share of Chinese at large; joined names count as rare."""
        return self.lexicon[term].rarity


def collect(documents: Sequence[Document], tokenizer: Cutter) -> tuple[list[Terms], Vocabulary]:
    """The terms of every document and the vocabulary they share."""
    cut = [list(_weighted_texts(document, tokenizer)) for document in documents]
    all_runs = [run.words for texts in cut for _, _, runs in texts for run in runs]
    lexicon = look_up(word for words in all_runs for word in words)
    pairs = _names(all_runs, lexicon)
    totals: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    found = []
    for document, texts in zip(documents, cut, strict=True):
        counts: dict[str, float] = defaultdict(float)
        places: dict[str, list[tuple[int, list[str]]]] = {}
        for weight, text, runs in texts:
            said = [list(_written_terms(run, pairs)) for run in runs]
            places[text] = [
                (run.start, [term for term, _ in terms])
                for run, terms in zip(runs, said, strict=True)
            ]
            forms = Counter(chain.from_iterable(said))
            for (term, form), count in forms.items():
                written.setdefault(term, Counter())[form] += count
                totals[term] += count
            for term, count in _by_term(forms).items():
                counts[term] += weight * (1 + math.log(count))
        found.append(Terms(document.slug, counts, places))
    shown = {term: _usual(forms) for term, forms in written.items()}
    return found, Vocabulary(lexicon, pairs, totals, shown)


def _by_term(forms: Counter[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (term, _), count in forms.items():
        counts[term] += count
    return counts


def _written_terms(run: Run, pairs: Sequence[frozenset[Pair]]) -> Iterator[tuple[str, str]]:
    words = run.words
    for joined in pairs:
        words = _join(words, joined)
    position = 0
    for word in words:
        yield word, run.written[position : position + len(word)] or word
        position += len(word)


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _weighted_texts(document: Document, tokenizer: Cutter) -> Iterator[tuple[int, str, list[Run]]]:
    for weight, text in _texts(document):
        yield weight, text, list(cut_runs(text, tokenizer))


def _texts(document: Document) -> Iterator[tuple[int, str]]:
    yield _TITLE_WEIGHT, f"{document.meta.title}\n{document.meta.subtitle}"
    for section in document.walk():
        yield _HEADING_WEIGHT, section.title
        for block in section.blocks:
            yield 1, block.plain


def cut_runs(text: str, tokenizer: Cutter) -> Iterator[Run]:
    """The words of a text, in runs that no space or punctuation interrupts."""
    folded = fold(text)
    words: list[str] = []
    start = end = 0
    for word in tokenizer.cut(folded):
        position = folded.find(word, end)
        if position < 0:  # a number whose separators were dropped
            continue
        if position > end and words:
            yield _run(start, words, folded[start:end], text[start:end])
            words = []
        start = start if words else position
        words.append(sys.intern(word))
        end = position + len(word)
    if words:
        yield _run(start, words, folded[start:end], text[start:end])


def _run(start: int, words: list[str], folded: str, written: str) -> Run:
    return Run(start, words, "" if written == folded else written)


def _names(all_runs: Sequence[list[str]], lexicon: Lexicon) -> tuple[frozenset[Pair], ...]:
    """Which neighbours to join; the second round adds a third or fourth word."""
    rounds = []
    for _ in range(2):
        words = Counter(word for run in all_runs for word in run)
        together = Counter(pair for run in all_runs for pair in pairwise(run))
        pairs = frozenset(
            pair
            for pair, count in together.items()
            if count >= _least_count(pair, words)
            and len("".join(pair)) <= LONGEST_NAME
            and lexicon.may_join(*pair)
        )
        rounds.append(pairs)
        all_runs = [_join(run, pairs) for run in all_runs]
    return tuple(rounds)


def _least_count(pair: Pair, words: Counter[str]) -> float:
    """How often two neighbours must be together to be one name.

    A single character is beside many words by chance: it must belong to nearly all of one, but
    then a suffix (链 of 区块链) is sure after two.
    """
    first, second = pair
    if len(second) == 1:
        return max(2, _SURE_SHARE * words[first])
    if len(first) == 1:
        return max(LEAST_TOGETHER, _SURE_SHARE * words[second])
    return max(LEAST_TOGETHER, LEAST_SHARE * min(words[first], words[second]))


def _join(words: list[str], pairs: frozenset[Pair]) -> list[str]:
    if pairs.isdisjoint(pairwise(words)):
        return words
    joined: list[str] = []
    can_join = False
    for word in words:
        if can_join and (joined[-1], word) in pairs:
            joined[-1] += word
            can_join = False
        else:
            joined.append(word)
            can_join = True
    return joined
