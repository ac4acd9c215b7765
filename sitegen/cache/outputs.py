"""What is kept of each folder that a site was built into, and for how long.

.sitegen/cache/outputs/<name>        the folder's path, one line
.sitegen/cache/builds/<name>.json    what the last build into it was (record.py)
.sitegen/cache/spares/<name>         the site before the last one (spare.py)
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sitegen import swap
from sitegen.cache.stamps import digest
from sitegen.config import Config


class Output:
    """What is kept of one output folder."""

    def __init__(self, config: Config, output: Path) -> None:
        """`output` is the real folder."""
        self._root = config.root
        self._cache = config.state / "cache"
        self._path = config.relative(output)
        self._name = digest(self._path)

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
        notes = self._cache / "outputs"
        with contextlib.suppress(OSError, UnicodeError):
            notes.mkdir(parents=True, exist_ok=True)
            names = set(os.listdir(notes))  # noqa: PTH208
            if self._name not in names:
                (notes / self._name).write_text(self._path, encoding="utf-8")
            for name in names - {self._name}:
                if not (self._root / (notes / name).read_text(encoding="utf-8")).exists():
                    self._record_of(name).unlink(missing_ok=True)
                    swap.remove(self._spare_of(name))
                    (notes / name).unlink()

    def _record_of(self, name: str) -> Path:
        return self._cache / "builds" / f"{name}.json"

    def _spare_of(self, name: str) -> Path:
        return self._cache / "spares" / name
