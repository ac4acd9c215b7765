"""Entries to an inverted index: words with their BM25F scores, grams with their entries.

Words rank, grams find: a word is what jieba cuts, a gram any run of two characters (see
fold.grams), so that a query is found whatever the word boundaries.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from whoosh import scoring

from sitegen.search.aliases import Alias, Pairs, aliases
from sitegen.search.codec import FieldLengths, MemoryCodec, PostingPool, PrivateStorage
from sitegen.search.entries import Entry
from sitegen.search.fold import fold, grams, squeezed
from sitegen.search.schema import BODY, TITLE, Bm25f, schema
from sitegen.search.tokens import Tokenizer

SCALE = 10
"""Impacts are stored as integers in this part of a point: most of them are then one digit."""


@dataclass(frozen=True, slots=True)
class Impacts:
    """Where a word stands and what it adds to an entry's score there."""

    entries: Sequence[int]
    """Ascending entry numbers."""
    scores: Sequence[int]
    """For each entry the word's whole BM25F contribution, in 1/SCALE."""


@dataclass(frozen=True, slots=True)
class InvertedIndex:
    """Everything that can be looked up."""

    words: Mapping[str, Impacts]
    grams: Mapping[str, Sequence[int]]
    """Gram -> ascending entry numbers."""
    aliases: Mapping[str, Sequence[Alias]]
    """What a reader may type -> other words that say it."""


def invert(
    entries: Iterable[Entry],
    tokenizer: Tokenizer,
    parameters: Bm25f | None = None,
    *,
    terms: Pairs = (),
) -> InvertedIndex:
    """Index entries numbered by their order; `terms` are English and Chinese of the same."""
    with _without_garbage_collection():
        return _invert(entries, tokenizer, parameters or Bm25f(), terms)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Millions of small values that all stay would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _invert(
    entries: Iterable[Entry], tokenizer: Tokenizer, parameters: Bm25f, terms: Pairs
) -> InvertedIndex:
    codec, pool = MemoryCodec(), PostingPool()
    writer = PrivateStorage().create_index(schema()).writer(codec=codec)
    writer.pool = pool
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        writer.add_document(**counted_words(entry, tokenizer))
        for gram in entry_grams(entry):
            found[gram].append(number)
    writer.cancel()  # closes it; the postings are in the pool
    words = _Scorer(pool, codec.lengths, parameters).words()
    frequencies = {word: len(found_.entries) for word, found_ in words.items()}
    others = aliases(frequencies, tokenizer, terms)
    return InvertedIndex(words, dict(sorted(found.items())), others)


def counted_words(entry: Entry, tokenizer: Tokenizer) -> dict[str, Counter[str]]:
    """Words of an entry by field, as the fields of a Whoosh document."""
    body = "\n".join(passage.text for passage in entry.passages)
    title = f"{entry.document_title}\n{entry.title}"
    return {
        field: tokenizer.count_for_search(fold(text))
        for field, text in ((TITLE, title), (BODY, body))
    }


def entry_grams(entry: Entry) -> set[str]:
    """Grams of an entry's own heading and of each of its passages; none across two passages."""
    found = grams(squeezed(fold(entry.title)))
    for passage in entry.passages:
        found |= grams(squeezed(fold(passage.text)))
    return found


class _Scorer:
    """What every word adds to every entry: Whoosh's own formula on Whoosh's own figures."""

    def __init__(self, pool: PostingPool, lengths: FieldLengths, parameters: Bm25f) -> None:
        self._fields = pool.fields
        self._lengths = lengths.of
        self._count = lengths.entries
        self._weighting = scoring.BM25F(B=parameters.b, K1=parameters.k1)
        self._boosts = {BODY: 1.0, TITLE: parameters.title_boost}
        self._parts = {
            field: _term_part(lengths.total[field] / max(1, self._count), parameters)
            for field in self._boosts
        }

    def words(self) -> dict[str, Impacts]:
        """Every word in code point order."""
        everything = sorted(self._fields[TITLE].keys() | self._fields[BODY].keys())
        return {word.decode("utf-8", "surrogatepass"): self._impacts(word) for word in everything}

    def _impacts(self, word: bytes) -> Impacts:
        sums = self._field_scores(BODY, word)
        if word in self._fields[TITLE]:
            for entry, score in self._field_scores(TITLE, word).items():
                sums[entry] = sums.get(entry, 0.0) + score
            sums = dict(sorted(sums.items()))
        return Impacts(list(sums), [max(1, round(SCALE * score)) for score in sums.values()])

    def _field_scores(self, field: str, word: bytes) -> dict[int, float]:
        postings = self._fields[field].get(word)
        if postings is None:
            return {}
        weight = self._boosts[field] * self._weighting.idf(self, field, word)
        lengths = self._lengths[field]
        part = self._parts[field]
        return {
            entry: weight * part(occurrences, lengths[entry])
            for entry, occurrences in zip(postings[::2], postings[1::2], strict=True)
        }

    # What Whoosh's idf asks of a searcher:

    def get_parent(self) -> _Scorer:
        return self

    def doc_frequency(self, field: str, word: bytes) -> int:
        return len(self._fields[field][word]) // 2

    def doc_count_all(self) -> int:
        return self._count


def _term_part(average: float, parameters: Bm25f) -> Callable[[int, int], float]:
    """BM25 without idf, of (occurrences, field length), for a field of that average length."""

    @cache
    def part(occurrences: int, length: int) -> float:
        score = scoring.bm25(1.0, occurrences, length, average or 1, parameters.b, parameters.k1)
        return float(score)

    return part
