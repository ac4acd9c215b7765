"""What one document alone says for its digest: its words, and the sentences that can be quoted.

Made apart for each document, by any process and in any order, and kept from one build to the
next; `sum_up` compares the documents afterwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sitegen.digest.summary import Candidate, candidates
from sitegen.digest.words import Cutter, Words, texts_of, words_of
from sitegen.model import Document

_ARRAYS = ("numbers", "starts", "texts", "weights")


@dataclass(frozen=True, slots=True)
class Features:
    """Everything that is counted and weighed in one document."""

    slug: str
    length: int
    """Characters of its blocks."""
    words: Words
    packed: bytes
    """The sentences as JSON: those of all documents at once would take a lot of memory."""

    @property
    def sentences(self) -> list[Candidate]:
        """What can be quoted, in reading order."""
        found = json.loads(self.packed.decode("utf-8", "surrogatepass"))
        return [Candidate(*values) for values in found]

    def to_bytes(self) -> bytes:
        """Two lines of JSON, then the numbers of the words: 4 bytes each, lowest byte first."""
        arrays = [getattr(self.words, name).astype("<i4", copy=False) for name in _ARRAYS]
        head = [
            self.slug,
            self.length,
            self.words.vocabulary,
            list(self.words.forms.items()),
            [len(array) for array in arrays],
        ]
        return b"\n".join((_json(head), self.packed, b"".join(a.tobytes() for a in arrays)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Features:
        """What `to_bytes` gave; the arrays are views of `data`."""
        end = data.index(b"\n")
        start = data.index(b"\n", end + 1) + 1
        head = json.loads(data[:end].decode("utf-8", "surrogatepass"))
        slug, length, vocabulary, forms, sizes = head
        numbers = np.frombuffer(data, "<i4", sum(sizes), start)
        bounds = np.cumsum([0, *sizes]).tolist()
        parts = (numbers[one:other] for one, other in pairwise(bounds))
        arrays = dict(zip(_ARRAYS, parts, strict=True))
        words = Words(vocabulary, **arrays, forms=dict(forms))
        return cls(slug, length, words, data[end + 1 : start - 1])


def features(document: Document, cutter: Cutter) -> Features:
    """The features of a document."""
    return Features(
        slug=document.slug,
        length=sum(len(block.plain) for block in document.blocks()),
        words=words_of(list(texts_of(document)), cutter),
        packed=_json(list(candidates(document))),
    )


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
