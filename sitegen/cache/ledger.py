"""What is known of each of many documents, a line each, all in one entry of the store.

A file for each would be quick to write and slow to read: a build after a small edit asks for what
is known of all of them.
"""

from __future__ import annotations

from sitegen.cache.store import Store

_ENTRY = "all"


class Ledger:
    """Key -> one line of text. The entry is read when first asked for."""

    def __init__(self, store: Store, name: str) -> None:
        """Open the entry of a name, which is its own for each kind of line."""
        self._store = store
        self._name = name
        self._lines: dict[str, str] | None = None
        self._used: dict[str, str] = {}
        self._is_changed = False

    def get(self, key: str) -> str | None:
        """The line of a key; None when there is none."""
        line = self._known().get(key)
        if line is not None:
            self._used[key] = line
        return line

    def put(self, key: str, line: str) -> None:
        """Keep a line; it must hold no line break."""
        self._known()[key] = self._used[key] = line
        self._is_changed = True

    def save(self) -> None:
        """Write what was got and put since the ledger was opened, if that is not what stands there.

        A ledger that nobody asked is left as it is.
        """
        if self._is_changed or self._used.keys() != (self._lines or {}).keys():
            text = "".join(f"{key} {line}\n" for key, line in self._used.items())
            self._store.put_bytes(self._name, _ENTRY, text.encode("utf-8", "surrogatepass"))

    def _known(self) -> dict[str, str]:
        if self._lines is None:
            data = self._store.get_bytes(self._name, _ENTRY) or b""
            lines = data.decode("utf-8", "surrogatepass").split("\n")[:-1]
            self._lines = {key: line for key, _, line in (one.partition(" ") for one in lines)}
        return self._lines
