"""Files of the last build that need not be made again."""

from __future__ import annotations

from pathlib import Path

from sitegen.cache.record import Record
from sitegen.cache.stamps import digest
from sitegen.model import OutputFile


class Kept:
    """The site as the last build left it; a file that has been touched since is not in it."""

    def __init__(self, output: Path, record: Record) -> None:
        """`output` holds what `record` tells of."""
        self._output = output
        self._record = record

    def file(self, path: str, key: str) -> OutputFile | None:
        """A file that was made from what `key` is the digest of."""
        return self._read(path) if self._record.keys.get(path) == key else None

    def group(self, folder: str, key: str) -> list[OutputFile] | None:
        """All files below `folder/`, made together from what `key` is the digest of."""
        if self._record.keys.get(f"{folder}/") != key:
            return None
        found = []
        for path in self._record.files:
            if path.startswith(f"{folder}/"):
                file = self._read(path)
                if file is None:
                    return None
                found.append(file)
        return found

    def _read(self, path: str) -> OutputFile | None:
        known = self._record.files.get(path)
        try:
            data = (self._output / path).read_bytes()
        except OSError:
            return None
        return OutputFile(path, data) if known and known.digest == digest(data) else None
