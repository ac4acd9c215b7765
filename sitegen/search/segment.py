"""What the index needs of some chunks: their words and grams, as arrays.

Made for a group of documents, by any process and in any order, so that the cores share the work
and what did not change need not be done again; index.py merges the segments. Whoosh calls its own
pieces so, and merges them likewise. A segment for each document was refused: numpy is slow on
small arrays, and a file for each takes a while to write.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
import numpy.typing as npt

from sitegen.search.codec import MemoryCodec, PostingPool, PrivateStorage, kept_length
from sitegen.search.cutting import LONG, cut_chinese, cut_others
from sitegen.search.grams import by_gram, changes, gram_codes, texts_of
from sitegen.search.inflections import Forms, forms_of_all
from sitegen.search.points import HAN, KEPT, OTHER, traditional_of
from sitegen.search.schema import TEXT, TITLE_BOOST, Counts, counts_of, schema
from sitegen.search.texts import BODY, PARTS, TITLE, ReadTexts, Texts
from sitegen.search.tokens import Tokenizer

Numbers = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint64]

Keys = npt.NDArray[np.uint32] | npt.NDArray[np.int64]

_NONE = np.empty(0, np.int32)
_BITS_OF_SHORT = 32
"""Of the numbers that are sorted in half the time, if they suffice."""

_ARRAYS = {
    "lengths": "<i4",
    "word_codes": "<u8",
    "word_counts": "<i4",
    "word_chunks": "<i4",
    "weights": "<i4",
    "gram_counts": "<i4",
    "gram_chunks": "<i4",
    "gram_codes": "<u8",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Postings of consecutive chunks, numbered from 0."""

    word_codes: Codes
    """Words of at most three characters, each once, ascending, see grams.py."""
    long_words: Sequence[str]
    """The other words, in any order."""
    variants: str
    """Traditional characters of the texts."""
    forms: Forms
    """Of the English words among them: what takes long is not done again for every index."""
    lengths: Numbers
    """Words of each chunk, as exactly as Whoosh keeps it; headings count more (schema.py)."""
    total: int
    """Sum of the exact lengths."""
    word_counts: Numbers
    """In how many chunks each word stands, those of `word_codes` before those of `long_words`."""
    word_chunks: Numbers
    """One a posting, ascending for each word."""
    weights: Numbers
    """Of each posting: how often the word stands in the chunk, headings counted more."""
    gram_counts: Numbers
    """In how many chunks each gram stands."""
    gram_chunks: Numbers
    """One a posting, ascending for each gram."""
    gram_codes: Codes
    """Every gram once, ascending, see grams.py."""

    @property
    def words(self) -> list[str]:
        """All words, as they are counted."""
        return [*texts_of(self.word_codes), *self.long_words]

    @property
    def size(self) -> int:
        """How many chunks."""
        return len(self.lengths)

    def to_bytes(self) -> bytes:
        """A line of JSON, then the arrays: numbers of 4 bytes, codes of 8, lowest byte first."""
        arrays = [getattr(self, name).astype(kind, copy=False) for name, kind in _ARRAYS.items()]
        head = {
            "words": " ".join(self.long_words),
            "variants": self.variants,
            "forms": self.forms,
            "total": self.total,
            "sizes": [len(array) for array in arrays],
        }
        return b"\n".join(
            (
                json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass"),
                b"".join(array.tobytes() for array in arrays),
            )
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Segment:
        """What `to_bytes` gave; the arrays are views of `data`."""
        at = data.index(b"\n") + 1
        head = json.loads(data[:at].decode("utf-8", "surrogatepass"))
        arrays = {}
        for (name, kind), size in zip(_ARRAYS.items(), head["sizes"], strict=True):
            arrays[name] = np.frombuffer(data, kind, size, at)
            at += arrays[name].nbytes
        return cls(
            long_words=head["words"].split(),
            variants=head["variants"],
            forms=head["forms"],
            total=head["total"],
            **arrays,
        )


def segment(texts: Texts, tokenizer: Tokenizer) -> Segment:
    """Count the words of chunks with Whoosh, and note their grams."""
    read = ReadTexts(texts)
    words, found = _counted(read, tokenizer)
    postings, lengths = _indexed(found.of_chunks(texts.chunks))
    gram_codes, gram_counts, gram_chunks = _grams(read)
    numbers = np.empty(len(found.chunks), np.int32)
    weights = np.empty_like(numbers)
    numbers[found.by_chunk] = np.concatenate([_NONE, *(one.numbers for one in postings)])
    weights[found.by_chunk] = np.concatenate([_NONE, *(one.weights for one in postings)])
    return Segment(
        word_codes=words.codes,
        long_words=words.long,
        variants="".join(sorted(traditional_of(texts.written, read.points))),
        forms=forms_of_all(words.others),
        lengths=np.array([kept_length(exact) for exact in lengths], np.int32),
        total=sum(lengths),
        word_counts=np.bincount(numbers, minlength=words.size).astype(np.int32),
        word_chunks=found.chunks,
        weights=weights,
        gram_codes=gram_codes,
        gram_counts=gram_counts,
        gram_chunks=gram_chunks,
    )


def _indexed(chunks: Iterable[Counts]) -> tuple[list[Counts], list[int]]:
    """What Whoosh makes of the words of each chunk, and how long it finds the chunks."""
    codec, pool = MemoryCodec(), PostingPool()
    writer = PrivateStorage().create_index(schema()).writer(codec=codec)
    writer.pool = pool
    for words in chunks:
        writer.add_document(**{TEXT: words})
    writer.cancel()  # closes it; the postings are in the pool
    return [counts_of(value) for *_, value in pool.postings], codec.lengths.exact


@dataclass(frozen=True, slots=True)
class _Postings:
    """Words and the chunks in which they stand, ascending by both; all arrays of one length."""

    chunks: Numbers
    numbers: Numbers
    weights: Numbers
    """How often the word stands in the chunk, headings counted more."""
    by_chunk: npt.NDArray[np.int64]
    """Places of all postings, in order of the chunks."""

    @classmethod
    def of(cls, keys: Keys, bits: int) -> _Postings:
        """Occurrences, ascending: the number of a word, and its chunk in so many bits."""
        begins = changes(keys).nonzero()[0]
        weights = np.diff(begins, append=len(keys)).astype(np.int32)
        found = keys[begins]
        chunks = found & found.dtype.type((1 << bits) - 1)
        return cls(
            chunks=chunks.astype(np.int32),
            numbers=(found >> found.dtype.type(bits)).astype(np.int32),
            weights=weights,
            # Numbers of 16 bits are counted rather than compared.
            by_chunk=np.argsort(chunks.astype(np.uint16), kind="stable"),
        )

    def of_chunks(self, size: int) -> Iterator[Counts]:
        """The words of each chunk."""
        numbers, weights = self.numbers[self.by_chunk], self.weights[self.by_chunk]
        ends = np.cumsum(np.bincount(self.chunks, minlength=size)).tolist()
        for start, end in pairwise((0, *ends)):
            yield Counts(numbers[start:end], weights[start:end])


@dataclass(frozen=True, slots=True)
class _Words:
    """Every word once."""

    codes: Codes
    """Of those of at most three characters, ascending."""
    long: Sequence[str]
    """The others, numbered on."""
    others: Collection[str]
    """Those that jieba did not cut, whatever their length."""

    @property
    def size(self) -> int:
        return len(self.codes) + len(self.long)


def _counted(texts: ReadTexts, tokenizer: Tokenizer) -> tuple[_Words, _Postings]:
    """Every word, and where they stand."""
    number: defaultdict[str, int] = defaultdict(count().__next__)
    chinese, which, parts = cut_chinese(*texts.runs(HAN), tokenizer, number)
    others: dict[str, None] = {}
    pieces, parts_ = cut_others(*texts.runs(OTHER), tokenizer, number, others)
    codes, numbers = np.unique(np.concatenate([chinese, pieces]), return_inverse=True)
    numbers = np.concatenate([numbers[which], numbers[len(chinese) :]])
    chunks, kinds = np.divmod(np.concatenate([parts, parts_]), PARTS)
    bits = texts.chunks.bit_length()
    keys = (numbers << bits) | chunks
    if len(codes) << bits < 1 << _BITS_OF_SHORT:
        keys = keys.astype(np.uint32)
    keys = np.concatenate([keys, *[keys[kinds != BODY]] * (TITLE_BOOST - 1)])
    keys.sort()
    return _Words(codes[codes < LONG], list(number), others), _Postings.of(keys, bits)


def _grams(texts: ReadTexts) -> tuple[Codes, Numbers, Numbers]:
    kept = texts.points.are(KEPT) | texts.points.decimal_points()
    # The title of the document stands in its first passages where it is shown.
    kept &= (texts.parts % PARTS != TITLE)[texts.number]
    number = texts.number[kept]
    codes = gram_codes(texts.points.folded[kept], number)
    return by_gram(codes, texts.parts[number] // PARTS)
