"""What one document alone says for its digest: its words, and the sentences that can be quoted.

Made apart for each document, by any process and in any order, and kept from one build to the
next; `sum_up` compares the documents afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    sentences: Sequence[Candidate]

    def to_bytes(self) -> bytes:
        """A line of JSON, then the numbers of the words: 4 bytes each, lowest byte first."""
        arrays = [getattr(self.words, name).astype("<i4", copy=False) for name in _ARRAYS]
        head = [
            self.slug,
            self.length,
            self.words.vocabulary,
            list(self.words.forms.items()),
            self.sentences,
            [len(array) for array in arrays],
        ]
        line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        return b"\n".join(
            (line.encode("utf-8", "surrogatepass"), b"".join(a.tobytes() for a in arrays))
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Features:
        """What `to_bytes` gave; the arrays are views of `data`."""
        line, _, rest = data.partition(b"\n")
        slug, length, vocabulary, forms, sentences, sizes = json.loads(
            line.decode("utf-8", "surrogatepass")
        )
        numbers = np.frombuffer(rest, "<i4")
        bounds = np.cumsum([0, *sizes]).tolist()
        arrays = {
            name: numbers[a:b] for name, (a, b) in zip(_ARRAYS, pairwise(bounds), strict=True)
        }
        words = Words(vocabulary, **arrays, forms=dict(forms))
        return cls(slug, length, words, [Candidate(*values) for values in sentences])


def features(document: Document, cutter: Cutter) -> Features:
    """The features of a document."""
    return Features(
        slug=document.slug,
        length=sum(len(block.plain) for block in document.blocks()),
        words=words_of(list(texts_of(document)), cutter),
        sentences=list(candidates(document)),
    )
