r"""The texts of some chunks behind one another: what their words and grams are taken from.

    written   郑州市住房，\nGDP 5%\n第一章\n...     one a passage or heading, a line break behind
    number    0000000 0 11111 1 222 2              of the text, for each character
    parts     0         0       1 ...              of each text: its chunk, and what it is there

All texts are folded in one step and cut in one call. Where they end is known by place: a character
to part them could stand in a text itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from sitegen.search.chunks import Chunk
from sitegen.search.points import Points, points_of, text_of

Numbers = npt.NDArray[np.int32]

PARTS = 3
BODY, HEADING, TITLE = range(PARTS)
"""A part is PARTS times its chunk, and one of these."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages and headings of consecutive chunks: all that a segment is made from."""

    chunks: int
    written: str
    lengths: Numbers
    """Of each text, in code points, its line break included."""
    parts: Numbers
    """For each text, the part to which it belongs."""

    @classmethod
    def of(cls, made: Sequence[Chunk]) -> Texts:
        """Texts of chunks in their order."""
        found = list(chain.from_iterable(_texts(place, chunk) for place, chunk in enumerate(made)))
        lengths = [len(text) + 1 for _, text in found]
        parts = [part for part, _ in found]
        written = "".join([text + "\n" for _, text in found])
        return cls(len(made), written, np.array(lengths, np.int32), np.array(parts, np.int32))


class ReadTexts:
    """Texts, character by character."""

    def __init__(self, texts: Texts) -> None:
        """Fold them."""
        self.points: Points = points_of(texts.written)
        self.chunks = texts.chunks
        self.parts = texts.parts
        self.number: Numbers = np.repeat(
            np.arange(len(texts.lengths), dtype=np.int32), texts.lengths
        )
        """For each character, the text in which it stands."""

    def runs(self, kind: int) -> tuple[str, Numbers]:
        """The longest runs of characters of a kind, a space behind each, and their parts."""
        are = self.points.are(kind)
        before = np.concatenate([[False], are[:-1]])
        runs = np.where(are, self.points.folded, ord(" "))[are | before]
        return text_of(runs), self.parts[self.number[are & ~before]]


def _texts(place: int, chunk: Chunk) -> Iterator[tuple[int, str]]:
    """The texts of one chunk with their parts."""
    part = PARTS * place
    for entry in chunk.entries:
        for passage in entry.passages:
            yield part + BODY, passage.text
    headings = dict.fromkeys(entry.title for entry in chunk.entries)
    for heading in headings:
        yield part + HEADING, heading
    # The title stands above the text of the first chunk: all chunks of a document would be found
    # by it otherwise, and their texts read for nothing.
    is_first = any(not passage.anchor for entry in chunk.entries for passage in entry.passages)
    if is_first and chunk.first.document_title not in headings:
        yield part + TITLE, chunk.first.document_title
