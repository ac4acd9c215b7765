"""The Whoosh schema: one field of counted words, and the parameters of BM25F.

Whoosh-Reloaded is no longer maintained: only this module, codec.py and index.py import it, and
aliases.py its stemmer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import fields, formats

Numbers = npt.NDArray[np.int32]

TEXT = "text"
"""The field: words of headings and of the text, those of headings counted TITLE_BOOST times."""

TITLE_BOOST = 2
"""What a word in a title or heading counts against one in the text."""


@dataclass(frozen=True, slots=True)
class Bm25f:
    """Parameters of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009).

    Occurrences in titles and headings count TITLE_BOOST times before they saturate, which is that
    paper's way; Whoosh's own BM25F over two fields saturates each of them apart, so that a word
    said in both counts too much.
    """

    b: float = 0.75
    """How much a longer text counts against a word, 0..1."""
    k1: float = 1.2
    """How soon further occurrences stop to matter."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The words of one chunk, by their numbers."""

    numbers: Numbers
    """Each word once."""
    weights: Numbers
    """How often each stands there, headings counted more."""


class CountedWords(fields.FieldType):  # type: ignore[misc]
    """A field that takes the counted words of a chunk as one posting, whose value is all of them.

    Whoosh's own TEXT field runs an analyzer and makes a posting a word, each through five steps of
    Python: half a million of them take longer than cutting the texts. Which chunk it is and how
    long is told by Whoosh, which words stand there by arrays.
    """

    def __init__(self) -> None:
        """Make a field that is scored and not stored."""
        super().__init__(formats.Existence(), None, scorable=True)

    def index(self, value: Counts, **_options: Any) -> list[tuple[bytes, int, float, bytes]]:
        """The posting of one chunk: (no word, length, weight, numbers and weights)."""
        length = int(value.weights.sum())
        return [(b"", length, 1.0, value.numbers.tobytes() + value.weights.tobytes())]


def counts_of(posting: bytes) -> Counts:
    """What `CountedWords` made of the words of one chunk."""
    numbers, weights = np.frombuffer(posting, np.int32).reshape(2, -1)
    return Counts(numbers, weights)


def schema() -> fields.Schema:
    """The field of one chunk."""
    return fields.Schema(**{TEXT: CountedWords()})
