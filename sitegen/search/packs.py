"""Texts of chunks in packs: what a hit shows, and what verifies that it holds the query.

One file per chunk was refused: hosts cap the number of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.chunks import Chunk
from sitegen.search.entries import Entry
from sitegen.search.layout import Layout, json_file, to_json
from sitegen.search.numbers import encode, gaps
from sitegen.search.table import Part

_Document = tuple[str, str, str, str, str]


def packs(made: Sequence[Chunk], layout: Layout) -> Iterator[Part]:
    """Consecutive chunks as files of {first, documents, chunks}.

    `documents`: [slug, title, date, language, beginning of all URLs]; `chunks`: [index in
    documents, [section, ...]]; section: [rest of the URL, heading, passage, ...]; passage: its
    text, [text] where it stands above the text of the document (title, subtitle, authors).
    Anchors of single passages were refused: they are digests, which no host compresses, and the
    page that opens finds the passage by what matched.
    """
    first = 0
    size = 0
    for number, chunk in enumerate(made):
        length = sum(_size(entry) for entry in chunk.entries)
        if size and size + length / 2 > layout.pack:
            yield _pack(made, first, number)
            first, size = number, 0
        size += length
    if made:
        yield _pack(made, first, len(made))


def _size(entry: Entry) -> int:
    return (
        sum(len(passage.text.encode("utf-8", "surrogatepass")) + 12 for passage in entry.passages)
        + 40
    )


def _pack(made: Sequence[Chunk], first: int, end: int) -> Part:
    bases = _bases(made[first:end])
    documents: dict[_Document, int] = {}
    rows: list[list[Any]] = []
    for chunk in made[first:end]:
        head = chunk.first
        base = bases[head.lang, head.document]
        key = (head.document, head.document_title, head.date, head.lang, base)
        sections = [_section(entry, base) for entry in chunk.entries]
        rows.append([documents.setdefault(key, len(documents)), sections])
    value = {"first": first, "documents": list(documents), "chunks": rows}
    return Part(first, to_json(value))


def _bases(made: Sequence[Chunk]) -> dict[tuple[str, str], str]:
    """What all URLs of a document begin with, by language and slug."""
    urls: dict[tuple[str, str], list[str]] = {}
    for chunk in made:
        key = (chunk.first.lang, chunk.first.document)
        urls.setdefault(key, []).extend(entry.url for entry in chunk.entries)
    return {key: _beginning(found) for key, found in urls.items()}


def _beginning(urls: Sequence[str]) -> str:
    """What the smallest and the largest text have in common, all between them have."""
    first, last = min(urls), max(urls)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first if length is None else first[:length]


def _section(entry: Entry, base: str) -> list[Any]:
    passages = (p.text if p.anchor else [p.text] for p in entry.passages)
    return [entry.url.removeprefix(base), entry.title, *passages]


def documents_file(made: Sequence[Chunk]) -> tuple[str, OutputFile]:
    """What filters and facets ask, one row per document and language.

    [first chunk, language, slug, date, publisher, title, [topic, ...]]
    """
    rows: list[list[Any]] = []
    for number, entry in _firsts(made):
        about = [entry.date, entry.publisher, entry.document_title, entry.topics]
        rows.append([number, entry.lang, entry.document, *about])
    return json_file("documents", {"documents": rows})


def ranges_file(made: Sequence[Chunk]) -> tuple[str, OutputFile]:
    """{"starts": first chunk of every document in every language (numbers.py, as gaps)}."""
    starts = [number for number, _ in _firsts(made)]
    return json_file("ranges", {"starts": encode(gaps(starts))})


def _firsts(made: Sequence[Chunk]) -> Iterator[tuple[int, Entry]]:
    previous = None
    for number, chunk in enumerate(made):
        if (chunk.first.lang, chunk.first.document) != previous:
            yield number, chunk.first
            previous = (chunk.first.lang, chunk.first.document)
