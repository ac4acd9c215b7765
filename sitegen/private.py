"""Folders for what only this user may write: what is read from there is code, or as good as code.

It is the user's cache folder and never `.sitegen/` of a site, which may come from anywhere.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import platformdirs

from sitegen.cache.stamps import digest

_MOST = 1_000
"""Entries of one kind: more are those of sites and editions that are gone."""


def user_folder() -> Path | None:
    """The folder of the user's own cache that is sitegen's; None for a user without a home."""
    try:
        folder = platformdirs.user_cache_path("sitegen")
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None


def private_folder(name: str) -> Path | None:
    """A folder that only this user can write, made when first needed; None where there is none."""
    folder = user_folder()
    return folder / name if folder and _is_private(folder / name) else None


def _is_private(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        state = folder.stat()
    except OSError:
        return False
    owner = getattr(os, "getuid", lambda: state.st_uid)()
    writable_by_others = state.st_mode & 0o022
    return state.st_uid == owner and not writable_by_others and os.access(folder, os.W_OK)


class PrivateStore:
    """Bytes by key in a private folder. One that cannot be written is an empty one, no error."""

    def __init__(self, name: str) -> None:
        """Keep entries in the folder of this name."""
        self._folder = private_folder(name)

    def get(self, key: str) -> bytes | None:
        """What was put under `key`; None when there is none or it is damaged."""
        if self._folder is None:
            return None
        try:
            head, _, data = (self._folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if head == digest(key, data).encode() else None

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes, whole or not at all."""
        if self._folder is None:
            return
        half = self._folder / f"{key}.{os.getpid()}"
        try:
            if len(os.listdir(self._folder)) > _MOST:  # noqa: PTH208 - a plain count
                self._clear()
            half.write_bytes(digest(key, data).encode() + b"\n" + data)
            half.replace(self._folder / key)
        except OSError:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)

    def _clear(self) -> None:
        for path in self._folder.iterdir() if self._folder else ():
            path.unlink(missing_ok=True)
