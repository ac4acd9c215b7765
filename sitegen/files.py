"""Where the package keeps its files, and writing single files so that a crash leaves the old text
or the new one, never half of it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def package_root() -> Path:
    """Folder of sitegen's own source files."""
    return Path(__file__).resolve().parent


def theme_root() -> Path:
    """Folder of the default theme: inside an installed wheel, or beside the package."""
    bundled = package_root() / "theme"
    return bundled if bundled.is_dir() else package_root().parent / "templates"


def write_text(path: Path, text: str) -> None:
    """Replace a file by a text in UTF-8 with line feeds, atomically; folders are made.

    Raises:
        OSError: the folder cannot be written or the disk is full; the old file is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
