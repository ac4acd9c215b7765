"""The files of a folder with their digests, without reading those that have not changed.

As git does: a file whose size, times and inode are those of the last look has the digest of the
last look. A file that was changed so shortly before the look that a further change could carry
the same times is read again.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.walk import Signature, signature_of, walk

_SETTLED = 100_000_000
"""Nanoseconds after which a further change shows in a file's times; clocks tick in milliseconds."""


class Stamp(NamedTuple):
    """One file at one moment."""

    digest: str
    """Of its bytes, see `digest`; "" when it cannot be read."""
    signature: Signature | None
    """None when the file must be read again next time."""


Stamps = Mapping[str, Stamp]
"""Path below a folder, POSIX -> stamp."""


def digest(*parts: bytes | str) -> str:
    """BLAKE2b of some texts or bytes, 128 bits, hex; where one part ends counts."""
    state = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def look(top: Path, known: Stamps | None = None) -> dict[str, Stamp]:
    """Stamps of all files at or below `top`, by ascending path; links are followed, each folder
    once. `known` are the stamps of an earlier look at the same place.
    """
    earlier, now = known or {}, time.time_ns()
    found = {}
    for name, path, signature in sorted(walk(str(top))):
        before = earlier.get(name)
        is_same = before is not None and before.signature == signature
        found[name] = before if before and is_same else _stamp(path, signature, now)
    return found


def stamp_of(path: str, data: str) -> Stamp:
    """The stamp of a file whose digest is known because it was just written.

    Raises:
        OSError: it is gone.
    """
    found = signature_of(os.stat(path))  # noqa: PTH116 - thousands of files
    return Stamp(data, _settled(found, time.time_ns()))


def same(one: Stamps, other: Stamps) -> bool:
    """Whether both have the same files with the same bytes."""
    return one.keys() == other.keys() and all(
        stamp.digest and stamp.digest == other[name].digest for name, stamp in one.items()
    )


def summary(stamps: Stamps) -> str:
    """One digest for all files of a look."""
    return digest(*(part for name in sorted(stamps) for part in (name, stamps[name].digest)))


def _settled(signature: Signature, now: int) -> Signature | None:
    """None while a further change might not show."""
    return None if now - max(signature[1], signature[2]) < _SETTLED else signature


def _stamp(path: str, signature: Signature, now: int) -> Stamp:
    try:
        return Stamp(digest(Path(path).read_bytes()), _settled(signature, now))
    except OSError:
        return Stamp("", None)
