"""Section texts in packs: what a hit shows, and what verifies that it holds the query.

One file per section was refused: hosts cap the number of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.entries import Entry
from sitegen.search.layout import Layout, json_file, to_json
from sitegen.search.numbers import encode, gaps
from sitegen.search.table import Part


def packs(entries: Sequence[Entry], layout: Layout) -> Iterator[Part]:
    """Consecutive entries as files of {first, documents, entries}.

    `documents`: [slug, title, date, language]; `entries`: [index in documents, url, heading,
    [[anchor, text], ...]].
    """
    first = 0
    size = 0
    for number, entry in enumerate(entries):
        length = sum(len(to_json(passage.text)) + 20 for passage in entry.passages)
        if size and size + length / 2 > layout.pack:
            yield _pack(entries, first, number)
            first, size = number, 0
        size += length
    if entries:
        yield _pack(entries, first, len(entries))


def _pack(entries: Sequence[Entry], first: int, end: int) -> Part:
    documents: dict[tuple[str, ...], int] = {}
    rows: list[list[Any]] = []
    for entry in entries[first:end]:
        key = (entry.document, entry.document_title, entry.date, entry.lang)
        index = documents.setdefault(key, len(documents))
        passages = [[passage.anchor, passage.text] for passage in entry.passages]
        rows.append([index, entry.url, entry.title, passages])
    value = {"first": first, "documents": list(documents), "entries": rows}
    return Part(first, to_json(value))


def documents_file(entries: Sequence[Entry]) -> tuple[str, OutputFile]:
    """What filters and facets ask, one row per range of entries.

    [first entry, language, slug, date, publisher, title, [topic, ...]]
    """
    rows: list[list[Any]] = []
    for number, entry in _firsts(entries):
        about = [entry.date, entry.publisher, entry.document_title, entry.topics]
        rows.append([number, entry.lang, entry.document, *about])
    return json_file("documents", {"documents": rows})


def ranges_file(entries: Sequence[Entry]) -> tuple[str, OutputFile]:
    """{"starts": first entry of every document in every language (numbers.py, as gaps)}."""
    starts = [number for number, _ in _firsts(entries)]
    return json_file("ranges", {"starts": encode(gaps(starts))})


def _firsts(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    previous = None
    for number, entry in enumerate(entries):
        if (entry.lang, entry.document) != previous:
            yield number, entry
            previous = (entry.lang, entry.document)
