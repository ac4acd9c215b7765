"""Chunks to an inverted index: words with their BM25F impacts, grams with their chunks.

Words rank, grams find: a word is what jieba cuts, a gram any run of two characters (grams.py), so
that a query is found whatever the word boundaries.

An impact is the part of BM25 that does not depend on how rare the word is; the browser multiplies
it with the word's rarity, which it knows from the length of the list. So an impact changes only
with its own chunk and the average length of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from whoosh import scoring

from sitegen.search.aliases import Alias, Pairs, aliases
from sitegen.search.chunks import Chunk
from sitegen.search.grams import Grams, changes
from sitegen.search.layout import Layout
from sitegen.search.merging import Placed, Vocabulary, distinct
from sitegen.search.schema import Bm25f
from sitegen.search.segment import Codes, Numbers, Segment, segment
from sitegen.search.texts import Texts
from sitegen.search.tokens import Tokenizer

SCALE = 5
"""Impacts are stored as integers in this part of a point: all are then one digit."""
_LONGEST_GRAM = 3
_BITS_OF_SHORT = 32
"""Of the numbers that are sorted in half the time, if they suffice."""
_NONE = np.empty(0, np.int32)


@dataclass(frozen=True, slots=True)
class Lists:
    """Posting lists of many terms, one behind the other."""

    terms: Sequence[str]
    """In code point order."""
    starts: npt.NDArray[np.int64]
    """Where the list of each term begins, and where the last one ends."""
    chunks: Numbers
    """Ascending in each list."""
    impacts: Numbers
    """Of words, in 1/SCALE of a point before rarity; empty for grams."""
    codes: Codes
    """Of the terms' first three characters, see grams.py."""

    def of(self, number: int) -> Numbers:
        """Chunks of one term."""
        return self.chunks[self.starts[number] : self.starts[number + 1]]

    @property
    def frequencies(self) -> npt.NDArray[np.int64]:
        """In how many chunks each term stands, by these lists alone."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class InvertedIndex:
    """Everything that can be looked up."""

    chunks: int
    words: Lists
    grams: Lists
    """Without what the words say: a gram that is a word with a list of at most Layout.inline stands
    in the chunks of that list too."""
    aliases: Mapping[str, Sequence[Alias]]
    """What a reader may type -> other words that say it."""
    variants: str
    """Traditional characters of the texts."""


def invert(
    made: Sequence[Chunk],
    tokenizer: Tokenizer,
    parameters: Bm25f | None = None,
    *,
    terms: Pairs = (),
    layout: Layout | None = None,
) -> InvertedIndex:
    """Index chunks numbered by their order; `terms` are English and Chinese of the same."""
    return merge(
        [segment(Texts.of(made), tokenizer)], tokenizer, parameters, terms=terms, layout=layout
    )


def merge(
    segments: Sequence[Segment],
    tokenizer: Tokenizer,
    parameters: Bm25f | None = None,
    *,
    terms: Pairs = (),
    layout: Layout | None = None,
) -> InvertedIndex:
    """One index of all segments, their chunks numbered on from one to the next."""
    firsts = np.cumsum([0, *(one.size for one in segments)], dtype=np.int32)
    words = _words(segments, firsts, parameters or Bm25f())
    grams = _grams(segments, firsts, words, (layout or Layout()).inline)
    frequencies = dict(zip(words.terms, words.frequencies.tolist(), strict=True))
    forms = {word: found for one in segments for word, found in one.forms.items()}
    return InvertedIndex(
        chunks=int(firsts[-1]),
        words=words,
        grams=grams,
        aliases=aliases(frequencies, tokenizer, terms, forms),
        variants="".join(sorted(set().union(*(one.variants for one in segments)))),
    )


def _words(segments: Sequence[Segment], firsts: Numbers, parameters: Bm25f) -> Lists:
    """Where every word stands, and how much it counts there."""
    known = Vocabulary.of([(one.word_codes, one.long_words) for one in segments])
    placed = Placed(len(known.terms), known.numbers, [one.word_counts for one in segments])
    chunks = placed.joined(_numbered([one.word_chunks for one in segments], firsts))
    weights = placed.joined(one.weights for one in segments)
    impacts = _impacts(segments, chunks, weights, parameters)
    return Lists(known.terms, placed.starts, chunks, impacts, known.codes)


def _numbered(chunks: Iterable[Numbers], firsts: Numbers) -> Iterator[Numbers]:
    """Chunks of each segment, by their numbers in the index."""
    for own, first in zip(chunks, firsts, strict=False):
        yield own + first


def _impacts(
    segments: Sequence[Segment], chunks: Numbers, weights: Numbers, parameters: Bm25f
) -> Numbers:
    """Whoosh's own formula, without the rarity of the word, on Whoosh's own lengths."""
    lengths = np.concatenate([_NONE, *(one.lengths for one in segments)])
    average = sum(one.total for one in segments) / max(1, len(lengths))
    points = scoring.bm25(1.0, weights, lengths[chunks], average or 1, parameters.b, parameters.k1)
    impacts: Numbers = np.maximum(1, np.rint(SCALE * points)).astype(np.int32)
    return impacts


def _grams(segments: Sequence[Segment], firsts: Numbers, words: Lists, inline: int) -> Lists:
    """Where every gram stands that no word says."""
    codes = distinct(one.gram_codes for one in segments)
    numbers = [np.searchsorted(codes, one.gram_codes) for one in segments]
    placed = Placed(len(codes), numbers, [one.gram_counts for one in segments])
    chunks = placed.joined(_numbered([one.gram_chunks for one in segments], firsts))
    # A gram and a chunk as one number; an even one is said by a word.
    bits = int(firsts[-1]).bit_length()
    kind = "<u4" if len(codes).bit_length() + bits < _BITS_OF_SHORT else "<u8"
    said = _said(codes, bits, words, inline).astype(kind)
    found = np.repeat(np.arange(len(codes)).astype(kind) << bits, np.diff(placed.starts))
    found |= chunks.astype(kind)
    ordered = np.concatenate([said << 1, (found << 1) | 1])
    ordered.sort(kind="stable")  # of two that are sorted
    postings = ordered >> 1
    postings = postings[changes(postings) & ((ordered & 1) == 1)]
    which = postings >> bits
    chunks = (postings & ((1 << bits) - 1)).astype(np.int32)
    begins = changes(which).nonzero()[0]
    codes = codes[which[begins]]
    return Lists(Grams(codes), np.append(begins, len(which)), chunks, _NONE, codes)


def _said(grams: Codes, bits: int, words: Lists, inline: int) -> npt.NDArray[np.int64]:
    """The postings of words that are a gram, as keys of the gram."""
    if not len(grams):
        return np.empty(0, np.int64)
    places = np.minimum(np.searchsorted(grams, words.codes), len(grams) - 1)
    lengths = np.fromiter(map(len, words.terms), np.int64, len(words.terms))
    frequencies = words.frequencies
    says = (lengths <= _LONGEST_GRAM) & (frequencies <= inline) & (grams[places] == words.codes)
    said = np.repeat(places[says] << bits, frequencies[says])
    said += words.chunks[np.repeat(says, frequencies)]
    return said
