"""Where the package keeps its files, how long a document may be, and writing single files so that
a crash leaves the old text or the new one, never half of it.
"""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

CONFIG_NAME = "sitegen.toml"
"""The settings of a site, in its root."""

INGESTED = ".ingest.json"
"""In content/: what ingest wrote last time (ingest/record.py)."""

MOST_CHARACTERS = 5_000_000
"""Longest document, in characters: longer than any law or chronicle of dynasties. A build holds a
document whole in memory, several times over, and a longer one is a dump by mistake or malice."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


@cache
def package_root() -> Path:
    """Folder of sitegen's own source files."""
    return Path(__file__).resolve().parent


@cache
def theme_root() -> Path:
    """Folder of the default theme: inside an installed wheel, or beside the package."""
    bundled = package_root() / "theme"
    return bundled if bundled.is_dir() else package_root().parent / "templates"


def too_long(text: str) -> str:
    """What to say of a text that is longer than a document may be; "" for a shorter one."""
    if len(text) <= MOST_CHARACTERS:
        return ""
    size, most = len(text) / 1_000_000, MOST_CHARACTERS // 1_000_000
    return f"has {size:.1f} million characters; a document may have {most} million: split it"


def write_text(path: Path, text: str) -> None:
    """Replace a file by a text in UTF-8 with line feeds, atomically; folders are made.

    Raises:
        OSError: the folder cannot be written or the disk is full; the old file is untouched.
    """
    handle, temporary = _beside(path)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _beside(path: Path) -> tuple[int, Path]:
    """A new file in the folder of another, open for writing, with the rights of any new file.

    `tempfile` gives the rights of a secret; to widen them, the umask would have to be asked for,
    which sets it for all threads.
    """
    while True:
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            return os.open(temporary, _NEW, 0o666), temporary
        except (FileNotFoundError, NotADirectoryError):
            path.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            continue
