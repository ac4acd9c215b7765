"""Files of the last build that need not be made again."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from sitegen.cache.record import Record
from sitegen.cache.stamps import Stamps, look


class Kept:
    """The site as the last build left it; a file that has been touched since is not in it."""

    def __init__(self, output: Path, record: Record) -> None:
        """`output` holds what `record` tells of."""
        self._output = output
        self._record = record

    def file(self, path: str, key: str) -> str | None:
        """Digest of a file that was made from what `key` is the digest of."""
        return self._standing(path) if self._record.keys.get(path) == key else None

    def group(self, folder: str, key: str) -> dict[str, str] | None:
        """Path -> digest of all files below `folder/`, made together from what `key` is the
        digest of.
        """
        if self._record.keys.get(f"{folder}/") != key:
            return None
        found = {}
        for path in self._record.files:
            if path.startswith(f"{folder}/"):
                standing = self._standing(path)
                if standing is None:
                    return None
                found[path] = standing
        return found

    @cached_property
    def standing(self) -> Stamps:
        """Stamps of all files that are as the last build left them."""
        known = self._record.files
        now = look(self._output.resolve(), known) if known else {}
        return {
            path: stamp
            for path, stamp in now.items()
            if path in known and stamp.digest and stamp.digest == known[path].digest
        }

    def _standing(self, path: str) -> str | None:
        stamp = self.standing.get(path)
        return stamp.digest if stamp else None
