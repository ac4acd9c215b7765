"""One build at a time per site.

Two builds at once would write the same folders. The lock is a POSIX record lock (fcntl.lockf): the
kernel drops it when its process ends, however it ends, so that no stale lock exists. flock was
refused: forked workers inherit it, and one that outlives a killed build would hold it for ever.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sitegen.errors import LockedError, OutputError
from sitegen.model import Problem

LOCK_NAME = "build.lock"


@contextmanager
def site_lock(state: Path) -> Iterator[None]:
    """Hold the site's lock, a file in `state` (Config.state), while the body runs.

    Within one process the lock does not nest: leaving the inner body gives it up.

    Raises:
        LockedError: another process holds it; the message names the process.
        OutputError: `state` cannot be written, or its file system knows no locks.
    """
    handle = _open(state)
    try:
        _acquire(handle, state)
        with suppress(OSError):  # on a full disk the holder has no name
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)


def _open(state: Path) -> int:
    try:
        state.mkdir(parents=True, exist_ok=True)
        return os.open(state / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"cannot be written: {reason}; sitegen keeps its working files here"
        raise OutputError(Problem(str(state), 0, message)) from error


def _acquire(handle: int, state: Path) -> None:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # POSIX lets systems answer EAGAIN or EACCES
        holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
        message = f"process {holder} is building this site; wait until it ends, or stop it"
        raise LockedError(Problem(f"{state.name}/{LOCK_NAME}", 0, message)) from None
    except OSError as error:  # a network folder, perhaps
        reason = error.strerror or str(error)
        message = f"cannot be locked: {reason}; keep the site on a file system that knows locks"
        raise OutputError(Problem(f"{state.name}/{LOCK_NAME}", 0, message)) from error
