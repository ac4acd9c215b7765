"""One text through a provider: marks out, terms in, cut to its limit, checked when it is back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.digest.sentences import split_sentences
from sitegen.model import Term
from sitegen.translate.glossary import find_terms
from sitegen.translate.guards import clean, fault, has_han, lost, quota
from sitegen.translate.pace import Pacer
from sitegen.translate.protect import protect, restore
from sitegen.translate.providers import Provider
from sitegen.translate.retry import Patience, patiently
from sitegen.translate.transport import Refused, Rejected

_CLAUSE = re.compile(r"[^，,；;：:、]*[，,；;：:、]|[^，,；;：:、]+")
_NO_SPACE = re.compile(r" (?=[，。；：、！？,.;:!?（）)”])|(?<=[（(“，。；：、]) ")
_LEAST_TERM = 2
"""Characters: shorter terms stand inside too many words to be replaced unseen."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A checked translation."""

    text: str
    maker: str
    """The provider's name, `glossary` for a text that is one term, "" where there was nothing to
    translate."""


@dataclass(frozen=True, slots=True)
class Translator:
    """Everything that is needed to translate one text."""

    provider: Provider
    glossary: Sequence[Term]
    patience: Patience
    pacer: Pacer

    def __call__(self, text: str) -> Translation:
        """Translate one text (inline Markdown).

        Raises:
            Busy, Rejected, Refused: see transport; Rejected also for an answer that a guard
                stopped, Refused also for a notice that the quota is used up.
        """
        bare = protect(text)
        if not has_han(bare.text):
            return Translation(text, "")
        whole = next((term for term in self.glossary if term.zh == text), None)
        if whole:
            return Translation(whole.en[:1].upper() + whole.en[1:], "glossary")
        sent = with_terms(bare.text, self.glossary)
        answers = [self._send(piece) for piece in self._pieces(sent)]
        returned = " ".join(answers)
        reason = fault(bare.text, sent, returned)
        if reason:
            raise Rejected(reason)
        answer = restore(returned, bare.kept)
        reason = lost(text, answer)
        if reason:
            raise Rejected(reason)
        return Translation(answer, self.provider.name)

    def _pieces(self, text: str) -> Sequence[str]:
        return split_to_limit(text, self.provider.limit, self.provider.measure)

    def _send(self, piece: str) -> str:
        if not has_han(piece):
            return piece.strip()
        answer = patiently(lambda: self.provider.translate(piece), self.patience, self.pacer)
        notice = quota(answer)
        if notice:
            raise Refused(f"{self.provider.name} translates no more for now: {notice}")
        if answer is None:
            raise Rejected("came back as nothing")
        return clean(answer, piece)


def with_terms(text: str, glossary: Sequence[Term]) -> str:
    """The text with every glossary term in English: providers leave Latin words as they are.

    推进城市更新工作 -> 推进 urban renewal 工作
    """
    terms = [term for term in glossary if len(term.zh) >= _LEAST_TERM]
    parts = []
    end = 0
    for start, term in find_terms(text, terms):
        parts += [text[end:start].rstrip(" "), f" {term.en} "]
        end = start + len(term.zh)
    joined = "".join([*parts, text[end:]]).strip()
    return _NO_SPACE.sub("", joined) if parts else text


def split_to_limit(text: str, limit: int, measure: Callable[[str], int]) -> tuple[str, ...]:
    """The text in as few pieces as sentence ends allow, none larger than `limit`.

    A sentence that is too long is cut behind commas, and where there is none between characters.
    """
    if measure(text) <= limit:
        return (text,)
    pieces: list[str] = []
    for part in _parts(text, limit, measure):
        if pieces and measure(pieces[-1] + part) <= limit:
            pieces[-1] += part
        else:
            pieces.append(part)
    return tuple(pieces)


def _parts(text: str, limit: int, measure: Callable[[str], int]) -> Iterator[str]:
    starts = [sentence.start for sentence in split_sentences(text)]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True):
        sentence = text[start:end]
        if measure(sentence) <= limit:
            yield sentence
            continue
        for clause in _CLAUSE.findall(sentence):
            yield from _chopped(clause, limit, measure)


def _chopped(text: str, limit: int, measure: Callable[[str], int]) -> Iterator[str]:
    while measure(text) > limit:
        size = max(1, len(text) * limit // measure(text))
        while size > 1 and measure(text[:size]) > limit:
            size -= 1
        yield text[:size]
        text = text[size:]
    yield text
