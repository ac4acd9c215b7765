"""The Whoosh schema: one field of counted words, and the parameters of BM25F.

Whoosh-Reloaded is no longer maintained: only this module, codec.py, segment.py and index.py import
it, and aliases.py its stemmer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from whoosh import fields, formats

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


class CountedWords(fields.FieldType):  # type: ignore[misc]
    """A field that takes a mapping of words to their counts.

    Whoosh's own TEXT field runs an analyzer per value and keeps positions; counting the words
    beforehand halves the time of a build, and nothing here asks for positions.
    """

    def __init__(self) -> None:
        """Make a field that is scored and not stored."""
        super().__init__(formats.Existence(), None, scorable=True)

    def index(
        self, value: Mapping[str, int], **_options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Postings of one value: (word in UTF-8, count, weight, no further data)."""
        for word, count in value.items():
            yield word.encode("utf-8", "surrogatepass"), count, float(count), b""


def schema() -> fields.Schema:
    """The field of one chunk."""
    return fields.Schema(**{TEXT: CountedWords()})
