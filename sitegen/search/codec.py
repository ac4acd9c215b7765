"""Whoosh's index writer, made to leave its postings in memory.

Whoosh analyses, counts and weighs; what it would write to its own file format only to be read
back is kept as lists instead, which takes a third of the time. It also keeps Whoosh away from
the shared temporary folder, where it would make `MAIN.tmp` and unpickle what lies there.
"""

from __future__ import annotations

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


Posting = tuple[str, bytes, int, float, bytes]
"""Field, word in UTF-8, chunk, how often (headings counted more), no further data."""


class PostingPool:
    """Takes postings chunk by chunk."""

    def __init__(self) -> None:
        """Start empty."""
        self.postings: list[Posting] = []
        # Whoosh calls `add` for every posting: the list's own method is the quickest there is.
        self.add = self.postings.append

    def iter_postings(self) -> tuple[()]:
        """Nothing: the postings stay here."""
        return ()

    def cleanup(self) -> None:
        """Keep the postings: there are no files to remove."""


class TextLengths(PerDocumentWriter):  # type: ignore[misc]
    """Takes the number of words of every chunk."""

    def __init__(self) -> None:
        """Start empty."""
        self.exact: list[int] = []
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin a chunk."""
        self.exact += [0] * (docnum + 1 - len(self.exact))

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002
        """Take the length of the chunk."""
        self.exact[-1] = length

    def cancel_doc(self) -> None:
        """Nothing to undo: a failed chunk ends the build."""

    def close(self) -> None:
        """No more chunks."""
        self.is_closed = True


def kept_length(exact: int) -> int:
    """A length as exactly as the one byte that Whoosh keeps of it."""
    return int(byte_to_length(length_to_byte(exact))) if exact else 0


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
        self.lengths = TextLengths()

    def per_document_writer(self, storage: Any, segment: Any) -> TextLengths:  # noqa: ARG002
        """What takes the lengths."""
        return self.lengths

    def field_writer(self, storage: Any, segment: Any) -> _NoFile:  # noqa: ARG002
        """What would write the postings."""
        return _NoFile()
