"""Results of earlier builds by the digest of what they were made from.

One file an entry: a digest of the entry, then its value as JSON, or as arrays of numbers. Pickle
was refused: whoever can write the folder could run code. A database was refused: a killed build
must not be able to harm more than the entry that it was writing, and that one is noticed by its
digest.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from sitegen.cache.stamps import digest
from sitegen.config import Config


def to_json(value: Any) -> bytes:
    """A value as an entry holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


class Store:
    """Entries below one folder. A store that cannot be written is an empty one, no error."""

    def __init__(self, folder: Path) -> None:
        """Keep entries in `folder`, made when first needed."""
        self._folder = folder
        self._used: set[str] = set()

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        """What travels to another process, which may keep entries too: not what was asked for."""
        return Store, (self._folder,)

    def get(self, kind: str, key: str) -> Any:
        """The value that was put under `key`; None when there is none or it is damaged."""
        data = self.get_bytes(kind, key)
        try:
            return None if data is None else json.loads(data)
        except ValueError:
            return None

    def put(self, kind: str, key: str, value: Any) -> None:
        """Keep a value that JSON can hold."""
        self.put_bytes(kind, key, to_json(value))

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """As `get`, for what was put as bytes."""
        try:
            head, _, data = self._path(kind, key).read_bytes().partition(b"\n")
            if head.decode() != digest(kind, key, data):
                return None
        except (OSError, ValueError):
            return None
        self._used.add(f"{kind}/{key}")
        return data

    def keys(self, kind: str) -> list[str]:
        """Under which something was put, in no order."""
        try:
            names = os.listdir(self._folder / kind)  # noqa: PTH208 - thousands of files
        except OSError:
            return []
        return [name.removesuffix(".entry") for name in names]

    def has(self, kind: str, key: str) -> bool:
        """Whether something was put under `key`, which then stays; it may turn out to be damaged,
        and is made again by whoever asks for it.
        """
        self._used.add(f"{kind}/{key}")
        return self._path(kind, key).is_file()

    def use(self, kind: str, key: str) -> None:
        """Let an entry stay that was not asked for."""
        self._used.add(f"{kind}/{key}")

    def put_bytes(self, kind: str, key: str, data: bytes) -> None:
        """Keep some bytes."""
        path = self._path(kind, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(digest(kind, key, data).encode() + b"\n" + data)
            self._used.add(f"{kind}/{key}")

    def collect(self) -> None:
        """Remove every entry that was neither got, put nor kept since the store was made.

        Kinds of which none was asked for stay: what needs them had not changed.
        """
        kinds = {name.partition("/")[0] for name in self._used}
        for kind in kinds:
            for key in self.keys(kind):
                if f"{kind}/{key}" not in self._used:
                    with contextlib.suppress(OSError):
                        os.unlink(f"{self._folder}/{kind}/{key}.entry")  # noqa: PTH108

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / kind / f"{key}.entry"


def store_of(config: Config) -> Store:
    """Where a site's builds keep what they found out."""
    return Store(config.state / "cache" / "entries")
