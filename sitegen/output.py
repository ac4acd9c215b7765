"""The only writer of public/: a whole site or none.

    files ──> .public.sitegen-new/    beside public/, on the same file system
                    │ synced to disk
                    ▼
    public/ <── exchanged in one step; the old folder is removed, or kept as a spare

A killed build leaves the old site or the new one, and a folder with a known name that the next
build removes. A build that knows of the one before begins in the spare (spare.py), which has most
of the files already, and writes only what differs (staging.py). Writing file by file into public/
was refused: readers and hosts would see a mix. The whole folder belongs to the build, so a folder
that holds files and lacks the marker of an earlier build is refused: `--output ~` must cost
nothing.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sitegen import swap
from sitegen.cache.stamps import Stamp, digest
from sitegen.errors import OutputError
from sitegen.model import OutputFile, Problem
from sitegen.paths import Paths
from sitegen.spare import FIRST, Before, Found
from sitegen.staging import Stage

MARKER = ".sitegen-output"
_OWN_FILES = (
    OutputFile(MARKER, b"This folder is written by sitegen. Every build replaces all of it.\n"),
    OutputFile(".nojekyll", b""),  # without it GitHub Pages drops files whose names begin with _
)
_HARMLESS = frozenset({".nojekyll", ".gitkeep", ".DS_Store"})
"""Files that do not make a folder somebody's: placeholders, not work."""


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
    with new_site(output) as site:
        for file in files:
            site.add(file)
        site.put_in_place()
        return len(site)


@contextmanager
def new_site(output: Path, before: Before = FIRST) -> Iterator[NewSite]:
    """A site in the making; it is gone when the body ends before it was put in place.

    What is known of the site `before` need not be written again.

    Raises:
        OutputError: see `check_output`.
    """
    target = check_output(output)
    place, found = swap.stage_of(target), None
    try:
        with _explained(output):
            found = before.take(place)
            if found is None:
                place.mkdir(parents=True)
            stage = Stage(place, target, before.standing, found or Found())
            site = NewSite(output, target, stage, before)
        yield site
    except OutputError:  # a full disk, perhaps: nothing is left that takes space
        swap.remove(place)
        raise
    finally:
        if not (found and before.keep(place)):
            swap.remove(place)


class NewSite(Mapping[str, bytes]):
    """The files of a site in the making, by path; they are on disk already, memory holds none.

    `.nojekyll` and the marker are there from the beginning, and are not counted.
    """

    def __init__(self, output: Path, target: Path, stage: Stage, before: Before) -> None:
        """Begin with `stage`; `target` is the real folder behind `output`."""
        self._output = output
        self._target = target
        self._stage = stage
        self._before = before
        self._paths = Paths()
        self.digests: dict[str, str] = {}
        """Path -> digest of the data, see `sitegen.cache.stamps.digest`."""
        for file in _OWN_FILES:
            found = digest(file.data)
            self._paths.add(file.path, found)
            stage.put(file.path, file.data, found)

    def add(self, file: OutputFile) -> None:
        """Write a file, unless the site before has it with the same bytes.

        Raises:
            OutputError: no host could serve the path, another file has it, or the disk is full.
        """
        found = digest(file.data)
        if self._claim(file.path, found):
            try:
                self._stage.put(file.path, file.data, found)
            except OSError as error:
                raise _failed(self._output, error) from error

    def keep(self, path: str, found: str) -> None:
        """Take over a file of the site that stands there; `found` is the digest of its data.

        It is one file in both places as long as both are there, which costs neither time nor
        space; where a file system knows no links it is copied.

        Raises:
            OutputError: as `add`; the file is gone.
        """
        if self._claim(path, found):
            try:
                self._stage.keep(path, found)
            except OSError as error:
                raise _failed(self._output, error) from error

    def put_in_place(self) -> None:
        """Exchange the new site for the old one.

        Raises:
            OutputError: the system refuses; the old site is untouched.
        """
        with _explained(self._output):
            self._stage.clear(self._paths.folders)
            swap.replace(self._target, self._before.keep)

    def stamps(self) -> dict[str, Stamp]:
        """Stamps of all files of a site that was put in place."""
        with _explained(self._output):
            return self._stage.stamps(self._target)

    def __getitem__(self, path: str) -> bytes:
        if path not in self.digests:
            raise KeyError(path)
        return self._stage.read(path)

    def __contains__(self, path: object) -> bool:
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    def _claim(self, path: str, found: str) -> bool:
        is_new = self._paths.add(path, found)
        if is_new:
            self.digests[path] = found
        return is_new


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
        raise _failed(output, error) from error


def _failed(output: Path, error: OSError) -> OutputError:
    return OutputError(Problem(str(output), 0, _reason(error)))


def _reason(error: OSError) -> str:
    what = error.strerror or str(error)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full; free some space and build again; the old site is untouched"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"cannot be written: {what}; make it writable or name another with --output"
    if error.errno in {errno.EBUSY, errno.EXDEV}:
        return "is a mount point and cannot be replaced; name a folder inside it with --output"
    return f"cannot be written: {what}; the old site is untouched"
