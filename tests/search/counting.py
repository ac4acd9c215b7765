"""Words of chunks as a segment has them, to be compared with what they should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sitegen.search.chunks import Chunk
from sitegen.search.segment import segment
from sitegen.search.texts import Texts
from sitegen.search.tokens import Tokenizer


def counted_words(made: Sequence[Chunk], tokenizer: Tokenizer) -> list[Counter[str]]:
    """For each chunk, how often each word stands in it, headings counted more."""
    found = segment(Texts.of(made), tokenizer)
    words = found.words.split(" ")
    ends = np.cumsum(found.word_counts)
    parts = zip(np.split(found.word_numbers, ends), np.split(found.weights, ends), strict=True)
    counts = [
        Counter({words[n]: weight for n, weight in zip(*map(np.ndarray.tolist, part), strict=True)})
        for part in parts
    ]
    return counts[: len(made)]
