"""What an index is made of, and where that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sitegen.model import Document

KeyOf = Callable[[Document], str]
"""A digest of what something made from a document depends on."""
WORDS, SHOWN = "segments", "shown"
"""Kinds of what is kept of a group of documents."""


class Entries(Protocol):
    """Where both are kept from one build to the next (sitegen/cache/store.py); other processes of
    the machine can write there too.
    """

    def keys(self, kind: str) -> Iterable[str]:
        """Under which something is kept."""
        ...

    def has(self, kind: str, key: str) -> bool:
        """Whether something was put there, which then stays; it may be damaged."""
        ...

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """What was put there, if it is not damaged."""
        ...

    def put_bytes(self, kind: str, key: str, data: bytes) -> None:
        """Keep it."""
        ...


class Wanted(NamedTuple):
    """What is needed of a group of documents."""

    place: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of all groups: at hand, or in the store."""

    wanted: Sequence[Wanted]
    made: Mapping[Wanted, bytes]
    kept: Entries | None
    """None where the process that merges does not see the store."""
