"""Which file holds a key: a list of first keys, and a tree of such lists on a very large site.

A name per file was refused: the digests of thousands of files weigh more than a query reads.
Files go by groups instead; the group has a digest, and its files are numbered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.layout import FOLDER, Layout, digest, to_json
from sitegen.search.numbers import encode, gaps

Key = int | str


@dataclass(frozen=True, slots=True)
class Part:
    """One file before it has a name: the first key in it, and its bytes."""

    key: Key
    data: bytes


def table(
    kind: str, parts: Sequence[Part], layout: Layout
) -> tuple[dict[str, Any], Iterator[OutputFile]]:
    """The root table over parts in ascending order of key, and all files below it.

    A table is {depth, group, keys, digests}. Part i holds the keys from key i up to key i + 1, in
    the file `kind-DIGEST-NUMBER.json` with DIGEST = digests[i // group], NUMBER = i % group. At
    depth 0 that is content, above that a table of one less in `kind-table-DIGEST-NUMBER.json`.
    Numeric keys are one text of gaps (numbers.py).
    """
    files: list[OutputFile] = []
    size, group, depth = min(layout.node, layout.fanout), layout.group, 0
    while len(parts) > layout.fanout:
        nodes = [parts[i : i + size] for i in range(0, len(parts), size)]
        made = [_node(_name(kind, depth), depth, node, group, files) for node in nodes]
        firsts = (node[0].key for node in nodes)
        parts = [Part(key, to_json(value)) for key, value in zip(firsts, made, strict=True)]
        depth += 1
    return _node(_name(kind, depth), depth, parts, group, files), iter(files)


def _name(kind: str, depth: int) -> str:
    return kind if depth == 0 else f"{kind}-table"


def _node(
    name: str, depth: int, parts: Sequence[Part], group: int, files: list[OutputFile]
) -> dict[str, Any]:
    """A table over parts, whose files are added to `files`."""
    digests = []
    for start in range(0, len(parts), group):
        members = parts[start : start + group]
        digests.append(digest(*(part.data for part in members)))
        files += [
            OutputFile(f"{FOLDER}/{name}-{digests[-1]}-{number}.json", part.data)
            for number, part in enumerate(members)
        ]
    keys = [part.key for part in parts]
    return {"depth": depth, "group": group, "keys": _listed(keys), "digests": digests}


def _listed(keys: Sequence[Key]) -> str | list[Key]:
    numbers = [key for key in keys if isinstance(key, int)]
    return encode(gaps(numbers)) if numbers else list(keys)
