"""The only writer of public/: a whole site or none.

    files ──> .public.sitegen-new/    beside public/, on the same file system
                    │ synced to disk
                    ▼
    public/ <── exchanged in one step; the old folder is removed afterwards

A killed build leaves the old site or the new one, and a folder with a known name that the next
build removes. Writing file by file into public/ was refused: readers and hosts would see a mix.
The whole folder belongs to the build, so a folder that holds files and lacks the marker of an
earlier build is refused: `--output ~` must cost nothing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from sitegen import swap
from sitegen.errors import OutputError
from sitegen.model import OutputFile, Problem

MARKER = ".sitegen-output"
_OWN_FILES = (
    OutputFile(MARKER, b"This folder is written by sitegen. Every build replaces all of it.\n"),
    OutputFile(".nojekyll", b""),  # without it GitHub Pages drops files whose names begin with _
)
_HARMLESS = frozenset({".nojekyll", ".gitkeep", ".DS_Store"})
"""Files that do not make a folder somebody's: placeholders, not work."""

_NAME_BYTES = 255


def check_output(output: Path) -> Path:
    """Make sure that a site can be put at `output`; mend what a killed build left there.

    Cheap, so that a build can ask before it works for minutes. Returns the real folder, with
    symbolic links followed.

    Raises:
        OutputError: `output` is a file, holds files that sitegen did not write, or cannot be
            written.
    """
    with _explained(output):
        target = output.resolve()
        if target == target.parent:
            raise OutputError(Problem(str(output), 0, "is the whole disk; name a folder in it"))
        swap.recover(target)
        if target.exists():
            _check_folder(target, output)
        _check_rights(next(folder for folder in target.parents if folder.exists()))
        return target


def write_site(output: Path, files: Iterable[OutputFile]) -> int:
    """Write `files` into a new folder and swap it in at `output`; return how many there were.

    Files are taken one by one, so that a generator keeps memory small. A path may come twice
    with the same bytes. `.nojekyll` and the marker are added. The caller holds `site_lock`.

    Raises:
        OutputError: see `check_output`; a path that no host could serve; a full disk. The old
            site is untouched then, and so it is when `files` raises anything.
    """
    target = check_output(output)
    stage = swap.stage_of(target)
    try:
        with _explained(output):
            stage.mkdir(parents=True)
        count = _fill(stage, files, output)
        with _explained(output):
            swap.replace(target)
    finally:
        swap.remove(stage)
    return count


def _check_folder(target: Path, output: Path) -> None:
    if not target.is_dir():
        raise OutputError(Problem(str(output), 0, "is a file; name a folder for the site"))
    if foreign := _foreign_file(target):
        message = (
            f"holds files that sitegen did not write, such as {foreign}; a build replaces the"
            " whole folder, so name an empty or new one with --output"
        )
        raise OutputError(Problem(str(output), 0, message))
    _check_rights(target)


def _check_rights(folder: Path) -> None:
    own = os.access in os.supports_effective_ids
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=own):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


class _Paths:
    """All paths so far: refuses what some file system or host could not hold."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, bytes]] = {}
        """Folded path -> path as written and digest of its data, b"" for a folder."""

    def add(self, file: OutputFile) -> bool:
        """Whether the file is new; False when the same bytes stand there already."""
        parts = _parts(file.path)
        for folder in accumulate(parts[:-1], lambda head, part: f"{head}/{part}"):
            self._claim(folder, b"")
        return self._claim(file.path, hashlib.blake2b(file.data, digest_size=16).digest())

    def _claim(self, path: str, digest: bytes) -> bool:
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded not in self._taken:
            self._taken[folded] = (path, digest)
            return True
        known, known_digest = self._taken[folded]
        if known != path:
            raise _refused(path, f"differs only in case from {known}; rename one of them")
        if bool(known_digest) != bool(digest):
            raise _refused(path, "is both a file and a folder; rename one of them")
        if known_digest != digest:
            raise _refused(path, "is written twice with different content; rename one of them")
        return False


def _parts(path: str) -> list[str]:
    """The names in a path that is safe below any folder."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise _refused(path, "leads out of the site; paths are relative, without `..`")
    if "\\" in path or any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in path):
        raise _refused(path, "holds a character that file names cannot have")
    if any(len(part.encode()) > _NAME_BYTES for part in parts):
        raise _refused(path, f"holds a name longer than {_NAME_BYTES} bytes; shorten it")
    return parts


def _refused(path: str, message: str) -> OutputError:
    return OutputError(Problem(path, 0, message))


def _fill(stage: Path, files: Iterable[OutputFile], output: Path) -> int:
    paths, folders, count = _Paths(), {stage}, 0
    for file in _OWN_FILES:
        paths.add(file)
        with _explained(output):
            (stage / file.path).write_bytes(file.data)
    for file in files:
        if not paths.add(file):
            continue
        place = stage / file.path
        with _explained(output):
            if place.parent not in folders:
                place.parent.mkdir(parents=True, exist_ok=True)
                folders.add(place.parent)
            place.write_bytes(file.data)
        count += 1
    return count


def _foreign_file(folder: Path) -> str:
    """The name of a file that makes the folder somebody else's, or ""."""
    if (folder / MARKER).is_file():
        return ""
    names = (entry.name for entry in folder.iterdir())
    return min((name for name in names if name not in _HARMLESS), default="")


@contextmanager
def _explained(output: Path) -> Iterator[None]:
    """Turn a failed system call into one line about `output`."""
    try:
        yield
    except OSError as error:
        raise OutputError(Problem(str(output), 0, _reason(error))) from error


def _reason(error: OSError) -> str:
    what = error.strerror or str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full; free some space and build again; the old site is untouched"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"cannot be written: {what}; make it writable or name another with --output"
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        return "is a mount point and cannot be replaced; name a folder inside it with --output"
    return f"cannot be written: {what}; the old site is untouched"
