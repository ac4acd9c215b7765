"""Whoosh's index writer, made to leave its postings in memory.

Whoosh analyses, counts and weighs; what it would write to its own file format only to be read
back is kept as lists instead, which takes a third of the time. It also keeps Whoosh away from
the shared temporary folder, where it would make `MAIN.tmp` and unpickle what lies there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from whoosh.codec.base import FieldWriter, PerDocumentWriter
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.util.numeric import byte_to_length, length_to_byte


class PrivateStorage(RamStorage):  # type: ignore[misc]
    """Keeps temporary files in memory too."""

    def temp_storage(self, name: str | None = None) -> PrivateStorage:  # noqa: ARG002
        """Another storage in memory."""
        return PrivateStorage()


class PostingPool:
    """Takes postings entry by entry and groups them by field and word."""

    def __init__(self) -> None:
        """Start empty."""
        self.fields: defaultdict[str, defaultdict[bytes, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        """Field -> word in UTF-8 -> entry, count, entry, count, ... by ascending entry."""

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting: (field, word, entry, weight, data)."""
        field, word, entry, weight, _ = item
        self.fields[field][word] += (entry, int(weight))

    def iter_postings(self) -> tuple[()]:
        """Nothing: the postings stay here."""
        return ()

    def cleanup(self) -> None:
        """Keep the postings: there are no files to remove."""


class FieldLengths(PerDocumentWriter):  # type: ignore[misc]
    """Takes the number of words of every field of every entry."""

    def __init__(self) -> None:
        """Start empty."""
        self.of: defaultdict[str, dict[int, int]] = defaultdict(dict)
        """Field -> entry -> length, as exactly as the one byte that Whoosh keeps of it."""
        self.total: defaultdict[str, int] = defaultdict(int)
        """Field -> exact sum of the lengths."""
        self.entries = 0
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin an entry."""
        self.entries = docnum + 1

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002
        """Take the length of one field of the entry."""
        if length:
            self.of[fieldname][self.entries - 1] = byte_to_length(length_to_byte(length))
            self.total[fieldname] += length

    def cancel_doc(self) -> None:
        """Nothing to undo: a failed entry ends the build."""

    def close(self) -> None:
        """No more entries."""
        self.is_closed = True


class _NoFile(FieldWriter):  # type: ignore[misc]
    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class MemoryCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec without files."""

    length_stats = False

    def __init__(self) -> None:
        """Start with no lengths."""
        super().__init__()
        self.lengths = FieldLengths()

    def per_document_writer(self, storage: Any, segment: Any) -> FieldLengths:  # noqa: ARG002
        """What takes the lengths."""
        return self.lengths

    def field_writer(self, storage: Any, segment: Any) -> _NoFile:  # noqa: ARG002
        """What would write the postings."""
        return _NoFile()
