"""The words of one document as numbers: what all counting in the collection begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sitegen.model import Document
from sitegen.search.fold import fold

Numbers = npt.NDArray[np.int32]

_TITLE_WEIGHT = 3
_HEADING_WEIGHT = 2


class Cutter(Protocol):
    """Cuts folded text into words (`sitegen.search.tokens.Tokenizer`)."""

    def cut_spans(self, text: str) -> tuple[list[str], Numbers]:
        """Words in order, without spaces and punctuation, and where each begins."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document's texts (title, headings, blocks), all texts in one row."""

    vocabulary: Sequence[str]
    """Every word once, folded, in the order in which they first stand."""
    numbers: Numbers
    """Index in `vocabulary`, one for each word as it stands."""
    starts: Numbers
    """Offset of each word in the texts joined by newlines (code points)."""
    texts: Numbers
    """Which text each word stands in."""
    weights: Numbers
    """How much each text counts."""
    forms: Mapping[int, str]
    """Place of a word -> how it is written, where that is not folded."""


def words_of(texts: Sequence[tuple[int, str]], cutter: Cutter) -> Words:
    """Cut weighted texts, all of them in one call: a call for each costs more than the cutting."""
    written = "\n".join(text for _, text in texts)
    folded = fold(written)
    found, starts = cutter.cut_spans(folded)
    vocabulary: dict[str, int] = {}
    numbers = np.array([vocabulary.setdefault(w, len(vocabulary)) for w in found], np.int32)
    ends = np.cumsum([len(text) + 1 for _, text in texts])
    return Words(
        vocabulary=tuple(vocabulary),
        numbers=numbers,
        starts=starts,
        texts=np.searchsorted(ends, starts, "right").astype(np.int32),
        weights=np.array([weight for weight, _ in texts], np.int32),
        forms=dict(_forms(written, folded, found, starts)),
    )


def texts_of(document: Document) -> Iterator[tuple[int, str]]:
    """Weight and text of the title, of every heading, and of every block in reading order."""
    yield _TITLE_WEIGHT, f"{document.meta.title}\n{document.meta.subtitle}"
    for section in document.walk():
        yield _HEADING_WEIGHT, section.title
        for block in section.blocks:
            yield 1, block.plain


def _forms(
    written: str, folded: str, found: Sequence[str], starts: Numbers
) -> Iterator[tuple[int, str]]:
    if written == folded or not found:
        return
    differing = np.flatnonzero(_codes(written) != _codes(folded))
    for place in np.unique(np.searchsorted(starts, differing, "right") - 1).tolist():
        start = int(starts[place]) if place >= 0 else 0
        form = written[start : start + len(found[place])]
        if place >= 0 and form != found[place]:
            yield place, form


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
