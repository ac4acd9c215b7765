"""The words of one document as numbers: what all counting in the collection begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sitegen.model import Document

Numbers = npt.NDArray[np.int32]

_TITLE_WEIGHT = 3
_HEADING_WEIGHT = 2


class Cutter(Protocol):
    """Cuts folded text into words (`sitegen.search.tokens.Tokenizer`)."""

    def cut_chinese(self, text: str) -> list[str]:
        """Words of Chinese characters, and each space between them: together the text."""
        ...

    def cut_other(self, piece: str) -> list[tuple[int, str]]:
        """Words of a text without Chinese characters, and where each begins."""
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


def texts_of(document: Document) -> Iterator[tuple[int, str]]:
    """Weight and text of the title, of every heading, and of every block in reading order."""
    yield _TITLE_WEIGHT, f"{document.meta.title}\n{document.meta.subtitle}"
    for section in document.walk():
        yield _HEADING_WEIGHT, section.title
        for block in section.blocks:
            yield 1, block.plain
