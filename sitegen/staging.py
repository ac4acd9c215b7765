"""The folder in which a site is written, file by file; what stands there already costs nothing.

A file is never written in place: it may be one file with its namesake in public/, which readers
see. Every function lets OSError through; output.py turns it into a line for the user.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Set
from pathlib import Path

from sitegen import swap
from sitegen.cache.stamps import Stamp, Stamps, stamp_of
from sitegen.spare import Found


class Stage:
    """Files of a new site, new, or one with those of the old site."""

    def __init__(self, place: Path, old: Path, standing: Stamps, found: Found) -> None:
        """Write into `place`, in which `found` stands.

        `standing` are those files of the folder `old` whose bytes are known.
        """
        self._place = str(place)
        self._old = str(old)
        self._standing = standing
        self._spare = dict(found.files)
        """Files that were there before and have not been asked for."""
        self._folders = {"", *found.folders}
        self._stamps: dict[str, Stamp] = {}

    def put(self, path: str, data: bytes, found: str) -> None:
        """Write a file with digest `found`, unless the old site has the same."""
        known = self._standing.get(path)
        if known is None or known.digest != found or not self._take_over(path, found):
            with open(self._make_room(path), "xb") as file:  # noqa: PTH123 - thousands of files
                file.write(data)
            self._stamps[path] = Stamp(found, None)

    def keep(self, path: str, found: str) -> None:
        """Take over a file of the old site, which has the digest `found`."""
        if not self._take_over(path, found):
            shutil.copyfile(f"{self._old}/{path}", self._make_room(path))
            self._stamps[path] = Stamp(found, None)

    def read(self, path: str) -> bytes:
        """A file that was put or kept."""
        return Path(self._place, path).read_bytes()

    def clear(self, folders: Set[str]) -> None:
        """Remove what the new site does not have; it has `folders`."""
        for path in self._spare:
            os.unlink(f"{self._place}/{path}")  # noqa: PTH108
        for folder in sorted(self._folders - folders, reverse=True):
            os.rmdir(f"{self._place}/{folder}")  # noqa: PTH106

    def stamps(self, moved: Path) -> dict[str, Stamp]:
        """Stamps of all files, by ascending path, when the folder was `moved`."""
        return {
            path: stamp if stamp.signature else stamp_of(f"{moved}/{path}", stamp.digest)
            for path, stamp in sorted(self._stamps.items())
        }

    def _take_over(self, path: str, found: str) -> bool:
        """Have a file of the old site here too; False where links are not possible."""
        known, here = self._standing.get(path), self._spare.get(path)
        if known and here and known.signature == here:
            del self._spare[path]
            self._stamps[path] = known
            return True
        place = self._make_room(path)
        try:
            os.link(f"{self._old}/{path}", place)
        except OSError:
            return False
        if os.path.islink(place):  # noqa: PTH114
            os.unlink(place)  # noqa: PTH108
            return False
        self._stamps[path] = Stamp(found, None)
        return True

    def _make_room(self, path: str) -> str:
        """Where a file can be written: its folder is made and nothing stands there."""
        self._make_folder(path.rpartition("/")[0])
        if path in self._folders:
            self._remove_folder(path)
        return self._without_file(path)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._make_folder(folder.rpartition("/")[0])
            os.mkdir(self._without_file(folder))  # noqa: PTH102
            self._folders.add(folder)

    def _without_file(self, path: str) -> str:
        place = f"{self._place}/{path}"
        if self._spare.pop(path, None):
            os.unlink(place)  # noqa: PTH108
        return place

    def _remove_folder(self, folder: str) -> None:
        """Make room for a file that has the name of a folder of an earlier site."""
        swap.remove(Path(self._place, folder))
        below = f"{folder}/"
        self._spare = {p: s for p, s in self._spare.items() if not p.startswith(below)}
        self._folders = {f for f in self._folders if f != folder and not f.startswith(below)}
