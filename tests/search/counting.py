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
    counts: list[Counter[str]] = [Counter() for _ in made]
    words = np.repeat(np.arange(len(found.words)), found.word_counts).tolist()
    postings = zip(words, found.word_chunks.tolist(), found.weights.tolist(), strict=True)
    for word, chunk, weight in postings:
        counts[chunk][found.words[word]] = weight
    return counts
