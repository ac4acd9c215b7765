"""All files below a folder with what tells whether one has changed, at one system call a file."""

from __future__ import annotations

import contextlib
import os
import stat

Signature = tuple[int, int, int, int]
"""Size in bytes, times of change of data and of state in nanoseconds, inode."""


def signature_of(state: os.stat_result) -> Signature:
    """The signature of a file in some state."""
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino


def walk(top: str) -> list[tuple[str, str, Signature]]:
    """Name below `top`, path and signature of every regular file, in no order.

    Links are followed, each folder is entered once. What is gone meanwhile, a broken link or not
    ours to read is left out.
    """
    found = _Walk(top)
    for path, name in found.links:  # which grows meanwhile
        with contextlib.suppress(OSError):
            found.follow(path, name)
    return found.files


class _Walk:
    """What was found so far."""

    def __init__(self, top: str) -> None:
        self.files: list[tuple[str, str, Signature]] = []
        self.links = [(top, "")]
        """Path and name of what may be a link to a file or folder."""
        self._new: list[str] = []
        """Folders that were entered."""
        self._entered: set[tuple[int, int]] = set()
        """Device and inode of folders that were entered, those of `_new` left out."""

    def follow(self, path: str, name: str) -> None:
        """Look at what may be a link to a file or folder."""
        state = os.stat(path)  # noqa: PTH116 - a Path for each of thousands costs more
        if stat.S_ISREG(state.st_mode):
            self.files.append((name, path, signature_of(state)))
        elif stat.S_ISDIR(state.st_mode) and not self._has_entered(state):
            self._enter(path, f"{name}/" if name else "")

    def _has_entered(self, state: os.stat_result) -> bool:
        """Asked of links only: most sites have none, and asking for each folder takes long."""
        for path in self._new:
            with contextlib.suppress(OSError):
                entered = os.stat(path)  # noqa: PTH116
                self._entered.add((entered.st_dev, entered.st_ino))
        self._new.clear()
        return (state.st_dev, state.st_ino) in self._entered

    def _enter(self, top: str, head: str) -> None:
        waiting = [(top, head)]
        while waiting:
            path, head = waiting.pop()
            self._new.append(path)
            with contextlib.suppress(OSError), os.scandir(path) as entries:
                for entry in entries:
                    name = head + entry.name
                    if entry.is_symlink():
                        self.links.append((entry.path, name))
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, f"{name}/"))
                    elif entry.is_file(follow_symlinks=False):
                        self._add(entry, name)

    def _add(self, entry: os.DirEntry[str], name: str) -> None:
        try:
            state = entry.stat(follow_symlinks=False)
        except OSError:
            return
        self.files.append((name, entry.path, signature_of(state)))
