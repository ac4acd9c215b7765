"""Paths of a site: only those that every file system and host can hold side by side."""

from __future__ import annotations

import unicodedata

from sitegen.errors import OutputError
from sitegen.model import Problem

_NAME_BYTES = 255
_LONGEST = 4
"""Bytes of a character in UTF-8, at most."""
_NOT_BELOW = frozenset({"", ".", ".."})


class Paths:
    """All paths so far: refuses what some file system or host could not hold."""

    def __init__(self) -> None:
        """Begin with an empty site."""
        self.folders = {""}
        """Every folder that holds something."""
        self._taken: dict[str, tuple[str, str]] = {}
        """Folded path -> path as written and digest of its data, "" for a folder."""

    def add(self, path: str, found: str) -> bool:
        """Whether the file is new; False when the same bytes stand there already.

        Raises:
            OutputError: no host could serve the path, or another file has it.
        """
        _check_characters(path)
        folder, _, name = path.rpartition("/")
        if folder in self.folders and name not in _NOT_BELOW:
            _check_length(path, name)
        else:
            for part in path.split("/"):
                _check_length(path, part)
            self._add_folder(folder)
        return self._claim(path, found)

    def _add_folder(self, folder: str) -> None:
        """The folders above first, so that the uppermost one that cannot be is told."""
        if folder not in self.folders:
            self._add_folder(folder.rpartition("/")[0])
            self._claim(folder, "")
            self.folders.add(folder)

    def _claim(self, path: str, found: str) -> bool:
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded not in self._taken:
            self._taken[folded] = (path, found)
            return True
        known, known_digest = self._taken[folded]
        if known != path:
            raise _refused(path, f"differs only in case from {known}; rename one of them")
        if bool(known_digest) != bool(found):
            raise _refused(path, "is both a file and a folder; rename one of them")
        if known_digest != found:
            raise _refused(path, "is written twice with different content; rename one of them")
        return False


def _check_characters(path: str) -> None:
    if "\\" in path or not (path.isprintable() or _is_harmless(path)):
        raise _refused(path, "holds a character that file names cannot have")


def _is_harmless(path: str) -> bool:
    """Whether there is no control character; asked only of paths with unusual characters."""
    return all(unicodedata.category(sign) not in {"Cc", "Cs"} for sign in path)


def _check_length(path: str, name: str) -> None:
    if name in _NOT_BELOW:
        raise _refused(path, "leads out of the site; paths are relative, without `..`")
    if len(name) * _LONGEST > _NAME_BYTES and len(name.encode()) > _NAME_BYTES:
        raise _refused(path, f"holds a name longer than {_NAME_BYTES} bytes; shorten it")


def _refused(path: str, message: str) -> OutputError:
    return OutputError(Problem(path, 0, message))
