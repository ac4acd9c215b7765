"""One change of a document's files at a time, across processes.

A catalog is read, changed and written back. A build and a running `translate` that do so at the
same moment would lose what one of them wrote. The lock is flock on the folder itself: nothing is
left behind, and the kernel drops it when its process ends.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TEMPORARY = re.compile(r"\.[A-Za-z\-]{2,12}\.po\.[a-z0-9_]{8}")
"""What a killed writer leaves behind (see `sitegen.files.write_text`)."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Wait for the folder and keep others of sitegen out of it while the body runs.

    Raises:
        OSError: the folder cannot be opened.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove halves of catalogs that a killed run left; to be called while the folder is held."""
    for path in folder.iterdir():
        if _TEMPORARY.fullmatch(path.name):
            path.unlink(missing_ok=True)
