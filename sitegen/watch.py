"""What a preview watches: which files there are and when they last changed.

Polling was preferred to inotify: it works on every file system that an editor may use, network
folders and containers included. livereload's own watcher was refused: it overlooks a file that
is renamed over another, and stops looking at the first change.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

Snapshot = Mapping[Path, tuple[int, int, int]]
"""File -> time of change in nanoseconds, size in bytes, inode."""

_SCRATCH = ("~", ".swp", ".swx", ".tmp", ".part")
"""Endings of what editors and copies write beside the file that they are about to replace."""


def snapshot(places: Iterable[Path], ignored: Iterable[Path] = ()) -> Snapshot:
    """The files at and below `places`, without hidden ones, editors' scratch files and `ignored`.

    Symbolic links to folders are not followed; what vanishes meanwhile is left out.
    """
    skipped, found = frozenset(ignored), {}
    for place in places:
        found.update(_state(place))
        for folder, names, files in os.walk(place):
            names[:] = [name for name in names if _counts(Path(folder, name), skipped)]
            for name in files:
                if _counts(path := Path(folder, name), skipped):
                    found.update(_state(path))
    return found


def changes(old: Snapshot, new: Snapshot) -> list[Path]:
    """Files that came, went or changed, in order of their names."""
    return sorted(path for path in {*old, *new} if old.get(path) != new.get(path))


def _counts(path: Path, skipped: frozenset[Path]) -> bool:
    return (
        not path.name.startswith(".") and not path.name.endswith(_SCRATCH) and path not in skipped
    )


def _state(path: Path) -> dict[Path, tuple[int, int, int]]:
    try:
        found = path.stat()
    except OSError:
        return {}
    if not stat.S_ISREG(found.st_mode):
        return {}
    return {path: (found.st_mtime_ns, found.st_size, found.st_ino)}
