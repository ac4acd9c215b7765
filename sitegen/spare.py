"""The site before the last one, kept so that the next one need not be written from nothing.

    public/ ──exchanged──> .sitegen/cache/spares/<output> ──next build──> .public.sitegen-new/

Most of its files are those of public/, under a second name. Only such a file is trusted: same
inode, same times, same size as one of public/ whose bytes are known. All others are removed or
replaced, so that a spare which was damaged, edited or swapped for another costs time only. A
record of what a spare held was refused: a link more or less changes the times of a file, so that
it would seldom be right.
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from sitegen import swap
from sitegen.cache.stamps import Stamps
from sitegen.cache.walk import Signature, signature_of

_PROBE = ".sitegen-probe"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a folder that a site is written into."""

    files: dict[str, Signature] = field(default_factory=dict)
    """Path -> signature."""
    folders: set[str] = field(default_factory=set)
    """Paths, the folder itself left out."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a build knows of the site before, and of the one before that."""

    standing: Stamps = field(default_factory=dict)
    """Files of the site before whose bytes are known."""
    spare: Path | None = None
    """Where the site before that is kept, if anywhere."""

    def take(self, stage: Path) -> Found | None:
        """Move the spare to the place where a site is written; one that cannot serve is removed.

        Returns:
            What stands there now; None when `stage` is still to be made.
        """
        if self.spare is None:
            return None
        with contextlib.suppress(OSError):  # it is missing, on another disk, or somebody else's
            found = _look_through(self.spare) if self.standing else None
            if found:
                self.spare.rename(stage)
                return found
        _drop(self.spare)
        return None

    def keep(self, folder: Path) -> bool:
        """Make a folder with an earlier site the spare; False when there is none or it cannot."""
        if self.spare is None or not folder.is_dir():
            return False
        with contextlib.suppress(OSError):
            self.spare.parent.mkdir(parents=True, exist_ok=True)
            _drop(self.spare)
            folder.rename(self.spare)
            return True
        return False


FIRST = Before()
"""Nothing is known: all is written, and the old folder removed."""


def _drop(spare: Path) -> None:
    with contextlib.suppress(OSError):
        swap.remove(spare)


def _look_through(spare: Path) -> Found | None:
    """All files and folders; None when there is anything that a new folder would not have.

    That is a link or a pipe, a folder of another owner or with other rights than a folder gets
    today. A file system to which two names are one is none for spares.
    """
    top = os.lstat(spare)
    if not stat.S_ISDIR(top.st_mode):
        return None
    usual = _usual(spare)
    if _rights(top)[1:] != usual[1:]:  # the site's own folder may have rights of its own
        return None
    found, waiting = Found(), [("", str(spare))]
    while waiting:
        head, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                state, name = entry.stat(follow_symlinks=False), head + entry.name
                if stat.S_ISREG(state.st_mode):
                    found.files[name] = signature_of(state)
                elif _rights(state) == usual:  # so it is a folder
                    found.folders.add(name)
                    waiting.append((f"{name}/", entry.path))
                else:
                    return None
    return found


def _usual(folder: Path) -> tuple[int, ...]:
    """What a folder gets that is made in another now; () where upper and lower case are one."""
    probe = folder / _PROBE
    probe.mkdir()
    try:
        state = probe.lstat()
        return () if (folder / _PROBE.upper()).exists() else _rights(state)
    finally:
        probe.rmdir()


def _rights(state: os.stat_result) -> tuple[int, ...]:
    return state.st_mode, state.st_uid, state.st_gid, state.st_dev
