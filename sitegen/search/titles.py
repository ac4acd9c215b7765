"""Titles of documents by the beginnings of their words, to be suggested while a reader types.

    titles shard   [[key, title], ...] in order of key; the key is what the title holds from a word
                   on, folded, without spaces and punctuation

Section headings were refused: most are "General provisions" a hundred times over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.search.fold import fold, squeezed
from sitegen.search.layout import to_json
from sitegen.search.table import Part
from sitegen.search.tokens import Tokenizer

KEY = 16
"""Characters of a key: enough to tell titles apart."""
MOST_KEYS = 8
"""Keys of one title: its first words are what people remember."""


def titles_parts(found: Iterable[tuple[str, str]], size: int) -> Iterator[Part]:
    """Shards of about `size` bytes in order of key, of keys with their titles."""
    shard: list[tuple[str, str]] = []
    length = 0
    for key, title in sorted(set(found)):
        if length > size:
            yield Part(shard[0][0], to_json(shard))
            shard, length = [], 0
        shard.append((key, title))
        length += len(to_json([key, title]))
    if shard:
        yield Part(shard[0][0], to_json(shard))


def keys_of(title: str, tokenizer: Tokenizer) -> Iterator[tuple[str, str]]:
    """What a title is suggested for, with the title."""
    folded = fold(title)
    starts = sorted({start for _, start, _ in tokenizer.cut_for_search(folded)})
    for start in starts[:MOST_KEYS]:
        key = squeezed(folded[start:])[:KEY]
        if key:
            yield key, title
