"""The library as JSON files that a browser searches without a server.

    manifest.json              format, parameters, and two tables (table.py):
      terms: first key   ->    terms-<digest>-<number>.json  dictionary shards (shards.py)
      text:  first entry ->    text-<digest>-<number>.json   section texts (packs.py)
    more-<digest>.json         the rest of long posting lists
    documents-<digest>.json    ranges of entries, for filters

Names carry the digest of the content: a file never changes, so that any cache may keep it, and a
page that was opened before a deploy goes on with the files that its manifest names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.model import OutputFile
from sitegen.progress import Progress
from sitegen.search.entries import Entry, entries
from sitegen.search.index import SCALE, InvertedIndex, invert
from sitegen.search.layout import FOLDER, FORMAT, Layout, to_json
from sitegen.search.packs import documents_file, packs
from sitegen.search.schema import Bm25f
from sitegen.search.shards import shards
from sitegen.search.table import table
from sitegen.search.tokens import Tokenizer


def export(
    library: Library,
    config: Config,
    progress: Progress,
    *,
    tokenizer: Tokenizer | None = None,
    layout: Layout | None = None,
) -> Iterator[OutputFile]:
    """Every file of search-index/.

    Raises:
        ConfigError: the site's user dictionary cannot be read (when no tokenizer is given).
    """
    name = config.settings.search.user_dictionary
    tokenizer = tokenizer or Tokenizer(config.root / name if name else None)
    found = list(entries(library))
    index = invert(progress.track(found, "Indexing"), tokenizer)
    progress.detail(f"search: {len(found)} sections, {len(index.words)} words")
    yield from write(found, index, layout or Layout())


def write(found: Sequence[Entry], index: InvertedIndex, layout: Layout) -> Iterator[OutputFile]:
    """An index with its entries as files, the manifest last."""
    parts, overflow = shards(index, layout)
    yield from overflow
    terms, files = table("terms", parts, group=layout.group, fanout=layout.fanout)
    yield from files
    text, files = table(
        "text", list(packs(found, layout)), group=layout.group, fanout=layout.fanout
    )
    yield from files
    documents, file = documents_file(found)
    yield file
    manifest = {
        "format": FORMAT,
        "entries": len(found),
        "languages": _languages(found),
        "postings": sum(len(word.entries) for word in index.words.values()),
        "scale": SCALE,
        "bm25f": _parameters(),
        "terms": terms,
        "text": text,
        "documents": documents,
    }
    yield OutputFile(f"{FOLDER}/manifest.json", to_json(manifest))


def _languages(found: Sequence[Entry]) -> list[list[Any]]:
    """[language, first entry, end] for each language, which is one range of entries."""
    ranges: list[list[Any]] = []
    for number, entry in enumerate(found):
        if not ranges or ranges[-1][0] != entry.lang:
            ranges.append([entry.lang, number, number])
        ranges[-1][2] = number + 1
    return ranges


def _parameters() -> dict[str, float]:
    parameters = Bm25f()
    return {"b": parameters.b, "k1": parameters.k1, "titleBoost": parameters.title_boost}
