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

from collections.abc import Collection, Iterable, Iterator, Sequence

from sitegen.model import OutputFile
from sitegen.search.chunks import Chunk
from sitegen.search.index import SCALE, InvertedIndex
from sitegen.search.layout import Layout
from sitegen.search.manifest import Part, joined
from sitegen.search.packs import documents_file, languages, packs, ranges_file
from sitegen.search.pinyin import pinyin_parts, readings_file
from sitegen.search.schema import Bm25f
from sitegen.search.shards import shards
from sitegen.search.shown import Shown, shown
from sitegen.search.table import table
from sitegen.search.titles import titles_parts
from sitegen.search.tokens import Tokenizer
from sitegen.search.variants import variants_file, variants_of


def write(
    made: Sequence[Chunk], index: InvertedIndex, layout: Layout, tokenizer: Tokenizer
) -> Iterator[OutputFile]:
    """An index with the chunks that it is of as files, the manifest last."""
    found = [shown(made, tokenizer)]
    yield from joined((word_files(index, names_in(found), layout), text_files(found, layout)))


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


def text_files(found: Sequence[Shown], layout: Layout) -> Part:
    """What a search shows: texts, titles to suggest, and the documents."""
    told = [about for one in found for about in one.documents]
    text, texts = table("text", list(packs(found, layout)), layout)
    rows = list(titles_parts((pair for one in found for pair in one.titles), layout.titles))
    titles, title_files = table("titles", rows, layout)
    documents, documents_of = documents_file(found)
    ranges, ranges_of = ranges_file(found)
    fields = {
        "chunks": sum(about.chunks for about in told),
        "sections": sum(about.sections for about in told),
        "languages": languages(found),
        "text": text,
        "titles": titles,
        "documents": documents,
        "ranges": ranges,
    }
    return fields, [*texts, *title_files, documents_of, ranges_of]


def names_in(found: Iterable[Shown]) -> set[str]:
    """Titles, headings and topics, folded."""
    return {name for one in found for name in one.names}


def _parameters() -> dict[str, float]:
    parameters = Bm25f()
    return {"b": parameters.b, "k1": parameters.k1}
