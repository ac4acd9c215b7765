"""What is kept of each folder that a site was built into, and for how long.

.sitegen/cache/outputs/<name>        the folder's path, one line
.sitegen/cache/builds/<name>.json    what the last build into it was (record.py)
.sitegen/cache/spares/<name>         the site before the last one (spare.py)
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from sitegen import swap
from sitegen.cache.stamps import digest
from sitegen.config import Config

_LONGEST = 10_000
"""Bytes of a path; no system knows longer ones."""


class Output:
    """What is kept of one output folder."""

    def __init__(self, config: Config, output: Path) -> None:
        """`output` is the real folder."""
        self._root = config.root
        self._cache = config.state / "cache"
        self._path = config.relative(output)
        self._name = digest(self._path)
        self._notes = self._cache / "outputs"

    @property
    def record(self) -> Path:
        """The file of the last build's record."""
        return self._record_of(self._name)

    @property
    def spare(self) -> Path:
        """Where the site before the last one is kept."""
        return self._spare_of(self._name)

    def sweep(self) -> None:
        """Note this folder, and forget those that are gone: a spare of a site that nobody has any
        more takes the room of a whole one.
        """
        with contextlib.suppress(OSError):
            self._notes.mkdir(parents=True, exist_ok=True)
            names = set(os.listdir(self._notes))  # noqa: PTH208
            if self._name not in names:
                (self._notes / self._name).write_text(self._path, encoding="utf-8")
            for name in names - {self._name}:
                self._forget_if_gone(name)

    def _forget_if_gone(self, name: str) -> None:
        note = self._notes / name
        if not stat.S_ISREG(note.lstat().st_mode):
            return
        with note.open("rb") as file:
            path = file.read(_LONGEST).decode("utf-8", "replace")
        # Nothing but a build gives a note such a name: whoever sends a site may not choose what is
        # removed, wherever links of theirs lead.
        if name == digest(path) and not (self._root / path).exists():
            self._record_of(name).unlink(missing_ok=True)
            swap.remove(self._spare_of(name))
            note.unlink()

    def _record_of(self, name: str) -> Path:
        return self._cache / "builds" / f"{name}.json"

    def _spare_of(self, name: str) -> Path:
        return self._cache / "spares" / name
