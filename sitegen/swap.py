"""Replacing a folder in one step, and what a killed replacement leaves.

    stage    .public.sitegen-new     written, synced, then exchanged with public/
    aside    .public.sitegen-old     the old folder, where a system cannot exchange two folders

Only folders beside the target are used: a rename never crosses file systems. Every function lets
OSError through; output.py turns it into a line for the user.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h


def stage_of(target: Path) -> Path:
    """The folder beside `target` in which its successor is written."""
    return target.with_name(f".{target.name}.sitegen-new")


def _aside_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.sitegen-old")


def recover(target: Path) -> None:
    """Put back a folder that a killed replacement had moved aside; remove its leftovers."""
    aside = _aside_of(target)
    if aside.is_dir() and not aside.is_symlink() and not target.exists():
        aside.rename(target)
    remove(aside)
    remove(stage_of(target))


def replace(target: Path, keep: Callable[[Path], bool] = lambda _: False) -> None:
    """Put the staged folder where `target` is, surely on disk.

    The old folder is given to `keep`, which may move it away, and else removed.

    After a crash at any moment `target` is whole and old, or whole and new, or (where the system
    cannot exchange folders) restored by `recover`.
    """
    stage, aside = stage_of(target), _aside_of(target)
    if target.exists():
        stage.chmod(stat.S_IMODE(target.stat().st_mode))
    _sync_tree(stage)
    if not target.exists():
        stage.rename(target)
    elif not _exchange(stage, target):
        target.rename(aside)
        try:
            stage.rename(target)
        except OSError:
            aside.rename(target)
            raise
    _sync(target.parent)
    for old in (aside, stage):
        if not keep(old):
            remove(old)


def remove(folder: Path) -> None:
    """Remove a folder if it is there; what resists (a read-only folder inside) is opened first.

    Links are removed, never followed: what they lead to is somebody else's.
    """
    if folder.is_symlink() or not folder.is_dir():
        with suppress(OSError):
            folder.unlink(missing_ok=True)
        return
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir():
        folder.chmod(stat.S_IRWXU)
        for place, names, _ in os.walk(folder):
            for inner in (Path(place, name) for name in names):
                if not inner.is_symlink():
                    inner.chmod(stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot (see renameat2(2))."""
    rename = getattr(_libc(), "renameat2", None)
    if rename is None:
        return False
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    if rename(*arguments, ctypes.c_uint(_RENAME_EXCHANGE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code))


def _sync_tree(folder: Path) -> None:
    """Bring every file to the disk: in one call on Linux, where one for each takes seconds."""
    syncfs = getattr(_libc(), "syncfs", None)
    if syncfs is None:
        for place, _, names in os.walk(folder):
            for name in (*names, "."):
                _sync(Path(place, name))
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))
    finally:
        os.close(handle)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _libc() -> Any:
    """The C library: the calls used here have no binding in Python."""
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
