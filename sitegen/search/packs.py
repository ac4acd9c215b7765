"""Texts of chunks in packs: what a hit shows, and what verifies that it holds the query.

One file per chunk was refused: hosts cap the number of files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.layout import Layout, json_file, to_json
from sitegen.search.numbers import encode, gaps
from sitegen.search.shown import About, Shown
from sitegen.search.table import Part


def packs(found: Sequence[Shown], layout: Layout) -> Iterator[Part]:
    """Consecutive chunks as files of {first, documents, chunks}.

    `documents`: [slug, title, date, language, beginning of all URLs]; `chunks`: [index in
    documents, [section, ...]]; section: [rest of the URL, heading, passage, ...], or [0, passage,
    ...] for an article that counts on from the section before it (articles.py); passage: its text,
    [text] where it stands above the text of the document (title, subtitle, authors).
    Anchors of single passages were refused: they are digests, which no host compresses, and the
    page that opens finds the passage by what matched.
    """
    rows = list(chain.from_iterable(one.rows for one in found))
    abouts = [about for about in _documents(found) for _ in range(about.chunks)]
    first = 0
    size = 0
    for number, row in enumerate(rows):
        if size and size + len(row) / 2 > layout.pack:
            yield _pack(first, abouts[first:number], rows[first:number])
            first, size = number, 0
        size += len(row)
    if rows:
        yield _pack(first, abouts[first:], rows[first:])


def _pack(first: int, abouts: Sequence[About], rows: Sequence[bytes]) -> Part:
    places: dict[tuple[str, str], int] = {}
    heads: list[list[str]] = []
    chunks = []
    for about, row in zip(abouts, rows, strict=True):
        key = (about.lang, about.slug)
        if key not in places:
            places[key] = len(heads)
            heads.append([about.slug, about.title, about.date, about.lang, about.base])
        chunks.append(b"[%d,%s]" % (places[key], row))
    parts = (b"%d" % first, to_json(heads), b",".join(chunks))
    return Part(first, b'{"first":%s,"documents":%s,"chunks":[%s]}' % parts)


def documents_file(found: Sequence[Shown]) -> tuple[str, OutputFile]:
    """What filters and facets ask, one row per document and language.

    [first chunk, language, slug, date, publisher, title, [topic, ...]]
    """
    rows: list[list[Any]] = []
    for number, about in _firsts(found):
        told = [about.date, about.publisher, about.title, about.topics]
        rows.append([number, about.lang, about.slug, *told])
    return json_file("documents", {"documents": rows})


def ranges_file(found: Sequence[Shown]) -> tuple[str, OutputFile]:
    """{"starts": first chunk of every document in every language (numbers.py, as gaps)}."""
    starts = [number for number, _ in _firsts(found)]
    return json_file("ranges", {"starts": encode(gaps(starts))})


def languages(found: Sequence[Shown]) -> list[list[Any]]:
    """[language, first chunk, end] for each language, which is one range of chunks."""
    ranges: list[list[Any]] = []
    for number, about in _firsts(found):
        if not ranges or ranges[-1][0] != about.lang:
            ranges.append([about.lang, number, number])
        ranges[-1][2] = number + about.chunks
    return ranges


def _documents(found: Sequence[Shown]) -> Iterator[About]:
    return chain.from_iterable(one.documents for one in found)


def _firsts(found: Sequence[Shown]) -> Iterator[tuple[int, About]]:
    """Each document with the number of its first chunk."""
    number = 0
    for about in _documents(found):
        yield number, about
        number += about.chunks
