"""The manifest, which tells of all other files of an index (export.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.layout import FOLDER, FORMAT, to_json

Part = tuple[dict[str, Any], list[OutputFile]]
"""Fields of the manifest, and the files of which they tell."""

_FIELDS = (
    *("format", "chunks", "sections", "languages", "postings", "scale", "bm25f"),
    *("terms", "text", "pinyin", "titles", "documents", "ranges", "readings", "variants"),
)
"""Of the manifest, in order."""


def joined(parts: Iterable[Part]) -> Iterator[OutputFile]:
    """The files of all parts, and the manifest last."""
    told: dict[str, Any] = {"format": FORMAT}
    for fields, files in parts:
        told |= fields
        yield from files
    manifest = {name: told[name] for name in _FIELDS}
    yield OutputFile(f"{FOLDER}/manifest.json", to_json(manifest))
