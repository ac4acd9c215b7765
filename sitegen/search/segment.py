"""What the index needs of some chunks: their words and grams, as arrays.

Made apart for each document, by any process and in any order, so that the cores share the work and
what did not change need not be done again; index.py merges the segments. Whoosh calls its own
pieces so, and merges them likewise.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sitegen.search.chunks import Chunk
from sitegen.search.codec import MemoryCodec, PostingPool, PrivateStorage, kept_length
from sitegen.search.fold import fold
from sitegen.search.grams import gram_codes
from sitegen.search.schema import TEXT, TITLE_BOOST, schema
from sitegen.search.tokens import Tokenizer
from sitegen.search.variants import traditional_in

Numbers = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint64]


_ARRAYS = {
    "lengths": "<i4",
    "word_chunks": "<i4",
    "word_numbers": "<i4",
    "weights": "<i4",
    "gram_chunks": "<i4",
    "gram_codes": "<u8",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings of consecutive chunks, numbered from 0, in order of the chunks."""

    words: str
    """Every word once, in the order in which they first stand, with spaces between them: a text
    takes a tenth of the memory of its words."""
    variants: str
    """Traditional characters of the texts."""
    lengths: Numbers
    """Words of each chunk, as exactly as Whoosh keeps it; headings count more (schema.py)."""
    total: int
    """Sum of the exact lengths."""
    word_chunks: Numbers
    word_numbers: Numbers
    """Index in `words`, one a posting."""
    weights: Numbers
    """How often the word stands in the chunk, headings counted more."""
    gram_chunks: Numbers
    gram_codes: Codes
    """See grams.py; one a posting, each once in a chunk."""

    @property
    def size(self) -> int:
        """How many chunks."""
        return len(self.lengths)

    def to_bytes(self) -> bytes:
        """A line of JSON, then the arrays: numbers of 4 bytes, codes of 8, lowest byte first."""
        arrays = [getattr(self, name).astype(kind, copy=False) for name, kind in _ARRAYS.items()]
        head = {
            "words": self.words,
            "variants": self.variants,
            "total": self.total,
            "sizes": [len(array) for array in arrays],
        }
        return b"\n".join(
            (json.dumps(head).encode(), b"".join(array.tobytes() for array in arrays))
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Segment:
        """What `to_bytes` gave; the arrays are views of `data`."""
        line, _, rest = data.partition(b"\n")
        head = json.loads(line)
        arrays = {}
        at = 0
        for (name, kind), size in zip(_ARRAYS.items(), head["sizes"], strict=True):
            arrays[name] = np.frombuffer(rest, kind, size, at)
            at += arrays[name].nbytes
        return cls(head["words"], head["variants"], total=head["total"], **arrays)


def segment(made: Sequence[Chunk], tokenizer: Tokenizer) -> Segment:
    """Count the words of chunks with Whoosh, and note their grams."""
    codec, pool = MemoryCodec(), PostingPool()
    grams: list[Codes] = []
    variants: set[str] = set()
    with without_garbage_collection():
        writer = PrivateStorage().create_index(schema()).writer(codec=codec)
        writer.pool = pool
        for chunk in made:
            texts = _Texts.of(chunk)
            writer.add_document(**{TEXT: texts.counted_words(tokenizer)})
            grams.append(gram_codes(texts.folded))
            variants |= traditional_in(texts.written)
        writer.cancel()  # closes it; the postings are in the pool
        numbers: dict[bytes, int] = {}
        word_numbers = [numbers.setdefault(one[1], len(numbers)) for one in pool.postings]
    return Segment(
        words=b" ".join(numbers).decode("utf-8", "surrogatepass"),
        variants="".join(sorted(variants)),
        lengths=np.array([kept_length(exact) for exact in codec.lengths.exact], np.int32),
        total=sum(codec.lengths.exact),
        word_chunks=np.array([one[2] for one in pool.postings], np.int32),
        word_numbers=np.array(word_numbers, np.int32),
        weights=np.array([one[3] for one in pool.postings], np.int32),
        gram_chunks=np.repeat(np.arange(len(grams), dtype=np.int32), [len(g) for g in grams]),
        gram_codes=np.concatenate([np.empty(0, np.uint64), *grams]),
    )


def counted_words(chunk: Chunk, tokenizer: Tokenizer) -> Counter[str]:
    """How often each word stands in a chunk, as the value of the Whoosh field."""
    return _Texts.of(chunk).counted_words(tokenizer)


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of one chunk, folded once."""

    folded: list[str]
    """Headings and passages in order: the texts in which grams stand."""
    body: str
    """The passages."""
    titles: str
    """Headings, and the title of the document where the chunk is its first."""
    written: str
    """All of them before they were folded."""

    @classmethod
    def of(cls, chunk: Chunk) -> _Texts:
        passages = [passage.text for entry in chunk.entries for passage in entry.passages]
        headings = [entry.title for entry in chunk.entries]
        # The title stands above the text of the first chunk: all chunks of a document would
        # be found by it otherwise, and their texts read for nothing.
        is_first = any(not passage.anchor for e in chunk.entries for passage in e.passages)
        title = chunk.first.document_title if is_first else ""
        written = "\n".join((title, *headings, *passages))
        folded, at = fold(written), 0
        texts = []
        # Folding keeps lengths, so that the texts can be told apart again.
        for text in (title, *headings, *passages):
            texts.append(folded[at : at + len(text)])
            at += len(text) + 1
        heads = dict.fromkeys(texts[: 1 + len(headings)])
        body = texts[1 + len(headings) :]
        return cls(texts[1:], "\n".join(body), "\n".join(heads), written)

    def counted_words(self, tokenizer: Tokenizer) -> Counter[str]:
        counts = tokenizer.count_for_search(self.body)
        for word, count in tokenizer.count_for_search(self.titles).items():
            counts[word] += TITLE_BOOST * count
        return counts


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Millions of small values that all stay would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
