"""The library as JSON files that a browser searches without a server.

    manifest.json              format, parameters, and tables (table.py):
      terms:  first key   ->   terms-<digest>-<number>.json   dictionary shards (shards.py)
      text:   first chunk ->   text-<digest>-<number>.json    texts of chunks (packs.py)
      pinyin: first key   ->   pinyin-<digest>-<number>.json  words by pinyin (pinyin.py)
      titles: first key   ->   titles-<digest>-<number>.json  titles to suggest (titles.py)
    more-<digest>.json         the rest of long posting lists
    documents-<digest>.json    the documents, for filters and facets
    ranges-<digest>.json       where each document begins, to rank documents as a whole
    readings-<digest>.json     characters by syllable, to understand slips (pinyin.py)
    variants-<digest>.json     traditional characters, for queries that have other ones than texts

Names carry the digest of the content: a file never changes, so that any cache may keep it, and a
page that was opened before a deploy goes on with the files that its manifest names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.model import Document, OutputFile
from sitegen.search.aliases import library_terms
from sitegen.search.chunks import Chunk, chunks
from sitegen.search.entries import Entry, document_entries, entries
from sitegen.search.fold import fold
from sitegen.search.groups import Member, groups, key_of_group
from sitegen.search.index import SCALE, InvertedIndex, merge
from sitegen.search.layout import FOLDER, FORMAT, Layout, to_json
from sitegen.search.packs import documents_file, packs, ranges_file
from sitegen.search.pinyin import pinyin_parts, readings_file
from sitegen.search.schema import Bm25f
from sitegen.search.segment import Segment, segment
from sitegen.search.shards import shards
from sitegen.search.table import table
from sitegen.search.texts import Texts
from sitegen.search.titles import titles_parts
from sitegen.search.tokens import Tokenizer, tokenizer_of
from sitegen.search.variants import variants_file, variants_of
from sitegen.workers import Crew, Held

Base = tuple[Library, Config]
"""Documents and settings, which all work on the index reads."""


class Entries(Protocol):
    """Where segments are kept from one build to the next (sitegen/cache/store.py)."""

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """What was put there."""
        ...

    def put_bytes(self, kind: str, key: str, data: bytes) -> None:
        """Keep it."""
        ...


class Indexing:
    """The search index in the making, by several processes.

    Some documents at a time are cut into words and grams, unless that is known from an earlier
    build; then one process merges what was found.
    """

    def __init__(
        self, base: Held[Base], crew: Crew, *, kept: Entries, key_of: Callable[[Document], str]
    ) -> None:
        """Hand out the work.

        `key_of` gives a digest of all that the words of a document depend on: its text and
        translations, and what cuts them.
        """
        self._base = base
        self._crew = crew
        self._kept = kept
        self._keys = [key_of_group(group, key_of) for group in groups(base.value[0])]
        self._data = [kept.get_bytes("segments", key) for key in self._keys]
        missing = [place for place, data in enumerate(self._data) if data is None]
        shares = min(crew.jobs, len(missing))
        self._shares = [missing[start::shares] for start in range(shares)]
        self._futures = [crew.pool.submit(_segments, base, share) for share in self._shares]

    def finish(self) -> Future[list[OutputFile]]:
        """Wait for all words and grams, and let one process merge them, a new one: no other
        work may be under way.

        Raises:
            ConfigError: the site's user dictionary cannot be read.
        """
        for share, future in zip(self._shares, self._futures, strict=True):
            for place, data in zip(share, future.result(), strict=True):
                self._data[place] = data
                self._kept.put_bytes("segments", self._keys[place], data)
        self._futures.clear()
        self._crew.renew()
        found = [data for data in self._data if data is not None]
        self._data.clear()
        self._data.clear()
        return self._crew.pool.submit(_merged, self._base, found)


def _segments(base: Held[Base], places: Sequence[int]) -> list[bytes]:
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    found = groups(library)
    made = (_chunks(library, found[place]) for place in places)
    return [segment(Texts.of(list(one)), tokenizer).to_bytes() for one in made]


def _chunks(library: Library, group: Sequence[Member]) -> Iterator[Chunk]:
    return chunks(entry for one in group for entry in document_entries(library, *one))


def _merged(base: Held[Base], found: Sequence[bytes]) -> list[OutputFile]:
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    segments = [*map(Segment.from_bytes, found)]
    index = merge(segments, tokenizer, terms=tuple(library_terms(library)))
    return list(write(list(chunks(entries(library))), index, Layout(), tokenizer))


def write(
    made: Sequence[Chunk], index: InvertedIndex, layout: Layout, tokenizer: Tokenizer
) -> Iterator[OutputFile]:
    """An index with the chunks that it is of as files, the manifest last."""
    parts, overflow = shards(index, layout)
    yield from overflow
    frequencies = index.words.frequencies.tolist()
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "chunks": len(made),
        "sections": len({(e.lang, e.document, e.url) for chunk in made for e in chunk.entries}),
        "languages": _languages(made),
        "postings": sum(frequencies),
        "scale": SCALE,
        "bm25f": _parameters(),
    }
    found = [entry for chunk in made for entry in chunk.entries]
    by_frequency = dict(zip(index.words.terms, frequencies, strict=True))
    tables = {
        "terms": parts,
        "text": list(packs(made, layout)),
        "pinyin": list(pinyin_parts(by_frequency, layout.pinyin, _names(found))),
        "titles": list(titles_parts(found, tokenizer, layout.titles)),
    }
    for kind, rows in tables.items():
        manifest[kind], files = table(kind, rows, layout)
        yield from files
    manifest["documents"], file = documents_file(made)
    yield file
    manifest["ranges"], file = ranges_file(made)
    yield file
    manifest["readings"], file = readings_file(index.words.terms)
    yield file
    variants, file = variants_file()
    yield file
    manifest["variants"] = [variants_of(index.variants), variants]
    yield OutputFile(f"{FOLDER}/manifest.json", to_json(manifest))


def _names(found: Sequence[Entry]) -> set[str]:
    names = {name for entry in found for name in (*entry.topics, entry.title)}
    return {fold(name) for name in names | {entry.document_title for entry in found}}


def _languages(made: Sequence[Chunk]) -> list[list[Any]]:
    """[language, first chunk, end] for each language, which is one range of chunks."""
    ranges: list[list[Any]] = []
    for number, chunk in enumerate(made):
        if not ranges or ranges[-1][0] != chunk.first.lang:
            ranges.append([chunk.first.lang, number, number])
        ranges[-1][2] = number + 1
    return ranges


def _parameters() -> dict[str, float]:
    parameters = Bm25f()
    return {"b": parameters.b, "k1": parameters.k1}
