"""What one document alone says for its digest: its words, and the sentences that can be quoted.

Made apart for each document, by any process and in any order, and kept from one build to the
next; `sum_up` compares the documents afterwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from sitegen.digest.candidates import candidates
from sitegen.digest.words import Cutter, Numbers, Words, texts_of
from sitegen.model import Document, Sentence

_ARRAYS = ("numbers", "starts", "texts", "weights")
_OF_SENTENCES = ("starts", "ends", "leans", "merits", "readabilities")


@dataclass(frozen=True, slots=True)
class Quotable:
    """What is counted of the sentences that can be quoted, in reading order: see candidates.py."""

    starts: Numbers
    ends: Numbers
    leans: Numbers
    """1 for a sentence that begins as if another stood before it."""
    merits: npt.NDArray[np.float64]
    readabilities: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Features:
    """Everything that is counted and weighed in one document."""

    slug: str
    length: int
    """Characters of its blocks."""
    words: Words
    quotable: Quotable
    packed: bytes
    """The same sentences as JSON: those of all documents at once would take a lot of memory."""

    @property
    def sentences(self) -> list[Sentence]:
        """What can be quoted, in reading order."""
        found = json.loads(self.packed.decode("utf-8", "surrogatepass"))
        return [Sentence(*values) for values in found]

    @property
    def extent(self) -> int:
        """An offset behind all words and sentences."""
        last = (*self.words.starts[-1:].tolist(), *self.quotable.ends[-1:].tolist())
        return 1 + max(last, default=0)

    def to_bytes(self) -> bytes:
        """Two lines of JSON, then the numbers of words and sentences, lowest byte first: 4 bytes
        for a whole one, 8 for another.
        """
        arrays = [getattr(self.words, name) for name in _ARRAYS]
        arrays += [getattr(self.quotable, name) for name in _OF_SENTENCES]
        head = [
            self.slug,
            self.length,
            self.words.vocabulary,
            list(self.words.forms.items()),
            [len(array) for array in arrays],
        ]
        numbers = (array.astype(f"<{array.dtype.str[1:]}", copy=False) for array in arrays)
        return b"\n".join((_json(head), self.packed, b"".join(a.tobytes() for a in numbers)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Features:
        """What `to_bytes` gave; the arrays are views of `data`."""
        end = data.index(b"\n")
        start = data.index(b"\n", end + 1) + 1
        head = json.loads(data[:end].decode("utf-8", "surrogatepass"))
        slug, length, vocabulary, forms, sizes = head
        whole = sum(sizes[:-2])
        numbers = np.frombuffer(data, "<i4", whole, start)
        bounds = np.cumsum([0, *sizes[:-2]]).tolist()
        parts = [numbers[one:other] for one, other in pairwise(bounds)]
        fractions = np.frombuffer(data, "<f8", 2 * sizes[-1], start + 4 * whole)
        quotable = Quotable(*parts[len(_ARRAYS) :], *np.split(fractions, 2))
        of_words = dict(zip(_ARRAYS, parts[: len(_ARRAYS)], strict=True))
        words = Words(vocabulary, **of_words, forms=dict(forms))
        return cls(slug, length, words, quotable, data[end + 1 : start - 1])


def features(document: Document, cutter: Cutter) -> Features:
    """The features of a document."""
    # Loads what cuts texts, which takes a fifth of a second: what was counted before needs it not.
    from sitegen.digest.cutting import words_of  # noqa: PLC0415

    found = list(candidates(document))
    return Features(
        slug=document.slug,
        length=sum(len(block.plain) for block in document.blocks()),
        words=words_of(list(texts_of(document)), cutter),
        quotable=Quotable(
            starts=np.array([one.start for one in found], np.int32),
            ends=np.array([one.end for one in found], np.int32),
            leans=np.array([one.leans for one in found], np.int32),
            merits=np.array([one.merit for one in found], np.float64),
            readabilities=np.array([one.readability for one in found], np.float64),
        ),
        packed=_json([[one.text, one.section, one.anchor, one.number] for one in found]),
    )


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
