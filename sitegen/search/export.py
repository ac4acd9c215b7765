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

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.chunks import Chunk
from sitegen.search.fold import fold
from sitegen.search.index import SCALE, InvertedIndex
from sitegen.search.layout import FOLDER, FORMAT, Layout, to_json
from sitegen.search.packs import documents_file, packs, ranges_file
from sitegen.search.pinyin import pinyin_parts, readings_file
from sitegen.search.schema import Bm25f
from sitegen.search.shards import shards
from sitegen.search.table import table
from sitegen.search.titles import titles_parts
from sitegen.search.tokens import Tokenizer
from sitegen.search.variants import variants_file, variants_of

Part = tuple[dict[str, Any], list[OutputFile]]
"""Fields of the manifest, and the files of which they tell."""

_FIELDS = (
    *("format", "chunks", "sections", "languages", "postings", "scale", "bm25f"),
    *("terms", "text", "pinyin", "titles", "documents", "ranges", "readings", "variants"),
)
"""Of the manifest, in order."""


def write(
    made: Sequence[Chunk], index: InvertedIndex, layout: Layout, tokenizer: Tokenizer
) -> Iterator[OutputFile]:
    """An index with the chunks that it is of as files, the manifest last."""
    words = word_files(index, names_in(made), layout)
    yield from joined(words, text_files(made, layout, tokenizer))


def joined(*parts: Part) -> Iterator[OutputFile]:
    """The files of all parts, and the manifest last."""
    told: dict[str, Any] = {"format": FORMAT}
    for fields, files in parts:
        told |= fields
        yield from files
    manifest = {name: told[name] for name in _FIELDS}
    yield OutputFile(f"{FOLDER}/manifest.json", to_json(manifest))


def word_files(index: InvertedIndex, names: Collection[str], layout: Layout) -> Part:
    """What leads from words and grams to chunks; `names` are what people look for by pinyin."""
    parts, overflow = shards(index, layout)
    frequencies = index.words.frequencies.tolist()
    by_frequency = dict(zip(index.words.terms, frequencies, strict=True))
    terms, term_files = table("terms", parts, layout)
    spoken = list(pinyin_parts(by_frequency, layout.pinyin, names))
    pinyin, pinyin_files = table("pinyin", spoken, layout)
    readings, readings_of = readings_file(index.words.terms)
    variants, variants_of_all = variants_file()
    fields = {
        "postings": sum(frequencies),
        "scale": SCALE,
        "bm25f": _parameters(),
        "terms": terms,
        "pinyin": pinyin,
        "readings": readings,
        "variants": [variants_of(index.variants), variants],
    }
    return fields, [*overflow, *term_files, *pinyin_files, readings_of, variants_of_all]


def text_files(made: Sequence[Chunk], layout: Layout, tokenizer: Tokenizer) -> Part:
    """What a search shows: texts, titles to suggest, and the documents."""
    found = [entry for chunk in made for entry in chunk.entries]
    text, texts = table("text", list(packs(made, layout)), layout)
    rows = list(titles_parts(found, tokenizer, layout.titles))
    titles, title_files = table("titles", rows, layout)
    documents, documents_of = documents_file(made)
    ranges, ranges_of = ranges_file(made)
    fields = {
        "chunks": len(made),
        "sections": len({(entry.lang, entry.document, entry.url) for entry in found}),
        "languages": _languages(made),
        "text": text,
        "titles": titles,
        "documents": documents,
        "ranges": ranges,
    }
    return fields, [*texts, *title_files, documents_of, ranges_of]


def names_in(made: Sequence[Chunk]) -> set[str]:
    """Titles, headings and topics, folded."""
    found = [entry for chunk in made for entry in chunk.entries]
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
