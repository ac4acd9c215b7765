"""Columns of numbers in which each document has a run of rows.

What is counted in single documents is held like this for all of them together: as Python objects
it would take ten times the memory, and reading it from the disk would cost what it saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Runs of rows, one for each document, behind one another."""

    bounds: Places
    """Where the rows of each document begin, and where the last ones end."""
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, bounds: Iterable[int] | Places, **columns: Column) -> Table:
        """A table of columns of one length."""
        return cls(np.asarray(bounds, np.int64), columns)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self.bounds) - 1

    def __getitem__(self, name: str) -> Column:
        """A column of all documents."""
        return self.columns[name]

    @property
    def documents(self) -> Places:
        """The document of each row."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))

    def spans(self) -> Iterator[slice]:
        """The rows of each document."""
        return (slice(start, end) for start, end in pairwise(self.bounds.tolist()))

    def of_document(self, place: int) -> dict[str, Column]:
        """The columns of one document."""
        span = slice(int(self.bounds[place]), int(self.bounds[place + 1]))
        return {name: column[span] for name, column in self.columns.items()}

    def take(self, places: Sequence[int]) -> Table:
        """The rows of some documents only."""
        sizes = np.diff(self.bounds)[list(places)]
        spans = [slice(self.bounds[a], self.bounds[b]) for a, b in _runs(places)]
        columns = {
            name: np.concatenate([column[:0], *(column[span] for span in spans)])
            for name, column in self.columns.items()
        }
        return Table(np.cumsum([0, *sizes]), columns)

    @classmethod
    def joined(cls, tables: Sequence[Table]) -> Table:
        """The documents of all, which have the same columns; at least one table."""
        columns = {
            name: np.concatenate([table[name] for table in tables]) for name in tables[0].columns
        }
        sizes = [np.diff(table.bounds) for table in tables]
        return cls(np.cumsum([0, *np.concatenate(sizes)], dtype=np.int64), columns)

    def differs(self, other: Table) -> list[bool]:
        """Of each document whether its rows differ; both have the same documents and columns."""
        both = [(self[name], other[name]) for name in self.columns]
        return [
            not all(np.array_equal(one[span], two[other_span]) for one, two in both)
            for span, other_span in zip(self.spans(), other.spans(), strict=True)
        ]


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and behind the last of neighbouring places."""
    numbers = np.asarray(places, np.int64)
    breaks = np.flatnonzero(np.diff(numbers) != 1) + 1
    for start, end in pairwise([0, *breaks.tolist(), len(numbers)]):
        if end > start:
            yield int(numbers[start]), int(numbers[end - 1]) + 1
