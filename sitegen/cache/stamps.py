"""The files of a folder with their digests, without reading those that have not changed.

As git does: a file whose size, times and inode are those of the last look has the digest of the
last look. A file that was changed so shortly before the look that a further change could carry
the same times is read again.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_SETTLED = 100_000_000
"""Nanoseconds after which a further change shows in a file's times; clocks tick in milliseconds."""

Signature = tuple[int, int, int, int]
"""Size in bytes, times of change of data and of state in nanoseconds, inode."""


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
    earlier = known or {}
    return {name: _stamp(path, found, earlier.get(name)) for name, path, found in _files(top)}


def stamp_of(path: str, data: str) -> Stamp:
    """The stamp of a file whose digest is known because it was just written.

    Raises:
        OSError: it is gone.
    """
    return Stamp(data, _settled(signature_of(os.stat(path))))  # noqa: PTH116 - thousands of files


def same(one: Stamps, other: Stamps) -> bool:
    """Whether both have the same files with the same bytes."""
    return one.keys() == other.keys() and all(
        stamp.digest and stamp.digest == other[name].digest for name, stamp in one.items()
    )


def summary(stamps: Stamps) -> str:
    """One digest for all files of a look."""
    return digest(*(part for name in sorted(stamps) for part in (name, stamps[name].digest)))


def _files(top: Path) -> Iterator[tuple[str, str, os.stat_result]]:
    """Name, path and state of every regular file, in order of the names."""
    found: list[tuple[str, str, os.stat_result]] = []
    seen: set[tuple[int, int]] = set()
    waiting = [(str(top), "")]
    while waiting:
        path, name = waiting.pop()
        try:
            state = os.stat(path)  # noqa: PTH116 - thousands of files; a Path for each costs more
            if stat.S_ISREG(state.st_mode):
                found.append((name, path, state))
            elif stat.S_ISDIR(state.st_mode) and (state.st_dev, state.st_ino) not in seen:
                seen.add((state.st_dev, state.st_ino))
                inside = os.listdir(path)  # noqa: PTH208
                waiting += [(f"{path}/{one}", f"{name}/{one}" if name else one) for one in inside]
        except OSError:
            continue  # gone meanwhile, a broken link, or not ours to read: as if it were not there
    return iter(sorted(found))


def signature_of(state: os.stat_result) -> Signature:
    """The signature of a file in some state."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def _settled(signature: Signature) -> Signature | None:
    """None while a further change might not show."""
    latest = max(signature[1], signature[2])
    return None if time.time_ns() - latest < _SETTLED else signature


def _stamp(path: str, state: os.stat_result, known: Stamp | None) -> Stamp:
    signature = _settled(signature_of(state))
    if known and known.signature and known.signature == signature:
        return known
    try:
        return Stamp(digest(Path(path).read_bytes()), signature)
    except OSError:
        return Stamp("", None)
