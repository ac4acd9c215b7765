"""A collection as bytes, and back: a line of JSON, then arrays of numbers, lowest byte first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import count as numbers
from typing import Any

import numpy as np

from sitegen.digest.collection import Collection, Told
from sitegen.digest.counting import Count
from sitegen.digest.names import ROUNDS
from sitegen.digest.table import Column, Table
from sitegen.digest.terms import Counted
from sitegen.digest.vocabulary import Vocabulary
from sitegen.model import Sentence


def to_bytes(collection: Collection) -> bytes:
    """A collection for the next build."""
    count = collection.count
    arrays = {name: _shortest(column) for name, column in _arrays(collection)}
    head = [
        count.keys,
        count.slugs,
        count.lengths,
        count.vocabulary.names,
        sorted(count.vocabulary.unread),
        count.counted.forms,
        list(map(_told_data, collection.told)),
        [[name, column.dtype.str, len(column)] for name, column in arrays.items()],
    ]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    data = (column.tobytes() for column in arrays.values())
    return b"".join((text.encode("utf-8", "surrogatepass"), b"\n", *data))


def from_bytes(data: bytes) -> Collection:
    """What `to_bytes` gave; its arrays are views of `data`."""
    at = data.index(b"\n") + 1
    head = json.loads(data[: at - 1].decode("utf-8", "surrogatepass"))
    keys, slugs, lengths, names, unread, forms, told, described = head
    arrays: dict[str, Column] = {}
    for name, kind, size in described:
        arrays[name] = np.frombuffer(data, kind, size, at)
        at += arrays[name].nbytes
    tables = _tables(arrays)
    count = Count(
        keys=keys,
        slugs=slugs,
        lengths=lengths,
        vocabulary=Vocabulary(
            names, arrays["flags"].astype(np.uint16), arrays["rarity"].copy(), set(unread)
        ),
        names=[arrays[f"names{number}"].astype(np.uint64) for number in range(ROUNDS)],
        rows=[tables[f"row{number}"] for number in range(ROUNDS)],
        counted=Counted(tables["terms"], tables["inside"], tables["sentences"], forms),
    )
    made = [Told([Sentence(*s) for s in summary], *others) for summary, *others in told]
    return Collection(count, tables["heaviest"], made)


def _told_data(told: Told) -> list[Any]:
    summary = [[one.text, one.section, one.anchor, one.index] for one in told.summary]
    return [summary, told.keywords, told.looked_at]


def _arrays(collection: Collection) -> Iterator[tuple[str, Column]]:
    count, counted = collection.count, collection.count.counted
    yield "flags", count.vocabulary.flags
    yield "rarity", count.vocabulary.rarity
    for number, names, row in zip(numbers(), count.names, count.rows, strict=False):
        yield f"names{number}", names
        yield from _columns(f"row{number}", row)
    yield from _columns("terms", counted.terms)
    yield from _columns("inside", counted.inside)
    yield from _columns("sentences", counted.sentences)
    yield from _columns("heaviest", collection.heaviest)


def _columns(name: str, table: Table) -> Iterator[tuple[str, Column]]:
    yield f"{name}.", table.bounds
    for column, values in table.columns.items():
        yield f"{name}.{column}", values


def _tables(arrays: Mapping[str, Column]) -> dict[str, Table]:
    columns: dict[str, dict[str, Any]] = {}
    for name, values in arrays.items():
        table, dot, column = name.partition(".")
        if dot:
            columns.setdefault(table, {})[column] = values
    return {name: Table.of(parts.pop(""), **parts) for name, parts in columns.items()}


def _shortest(column: Column) -> Column:
    """The same numbers in as few bytes each as hold them."""
    if column.dtype.kind != "f":
        column = column.astype(np.min_scalar_type(int(column.max(initial=0))))
    return column.astype(column.dtype.newbyteorder("<"), copy=False)
