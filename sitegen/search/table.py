"""Which file holds a key: a list of first keys, and a tree of such lists on a large site.

A flat list was refused: on 3,400 documents it alone weighs more than a query may read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.layout import json_file

Key = int | str


@dataclass(frozen=True, slots=True)
class Listed:
    """A file and the first key in it."""

    key: Key
    digest: str


def table(
    kind: str, files: Sequence[Listed], fanout: int
) -> tuple[dict[str, Any], Iterator[OutputFile]]:
    """The root table over files in ascending order of key, and the files of tables below it.

    A table is {depth, keys, files}: files[i] holds the keys from keys[i] up to keys[i + 1]. At
    depth 0 a file is `kind-digest.json`, above that `kind-table-digest.json` with a table of
    one less.
    """
    below: list[OutputFile] = []
    depth = 0
    while len(files) > fanout:
        parts = [files[i : i + fanout] for i in range(0, len(files), fanout)]
        made = [json_file(f"{kind}-table", _node(depth, part)) for part in parts]
        below += [file for _, file in made]
        files = [Listed(part[0].key, digest) for part, (digest, _) in zip(parts, made, strict=True)]
        depth += 1
    return _node(depth, files), iter(below)


def _node(depth: int, files: Sequence[Listed]) -> dict[str, Any]:
    return {
        "depth": depth,
        "keys": [file.key for file in files],
        "files": [file.digest for file in files],
    }
