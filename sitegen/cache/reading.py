"""Documents and catalogs out of the cache, or made and put there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.documents import document_data, document_from
from sitegen.cache.stamps import Stamps, digest
from sitegen.cache.store import Store, to_json
from sitegen.config import Config
from sitegen.content.catalog import read_catalog, update_catalogs
from sitegen.content.languages import site_languages
from sitegen.content.load import INDEX, document_files, parse_document, read_document
from sitegen.digest import features
from sitegen.errors import SitegenError
from sitegen.files import too_long
from sitegen.model import Catalog, Document, Translated, TranslationState
from sitegen.search.tokens import tokenizer_of
from sitegen.workers import Crew

LARGE = 300_000
"""Characters from which on handing texts to other processes costs less than it saves."""
_SHARES = 4
"""Of the work of one process."""


class _Task(NamedTuple):
    """One document to parse."""

    key: str
    text: str
    file: str
    folder: str


def _parsed(
    tasks: Sequence[_Task], dictionary: Path | None
) -> list[tuple[str, Document, bytes, bytes]]:
    """Key, document, what the store keeps of it, and its features; without documents that are
    wrong, which are told when they are read.
    """
    tokenizer = tokenizer_of(dictionary)
    found = []
    for task in tasks:
        with contextlib.suppress(SitegenError):
            document = parse_document(task.text, file=task.file, folder=task.folder)
            told = features(document, tokenizer).to_bytes()
            found.append((task.key, document, to_json(document_data(document)), told))
    return found


class Reader:
    """Reads content/ with the help of what was read before."""

    def __init__(self, store: Store, code: str) -> None:
        """`code` is the digest of the code that the results depend on."""
        self._store = store
        self._code = code
        self._ready: dict[str, Document] = {}

    def prepare(self, config: Config, crew: Crew) -> Iterator[tuple[Document, bytes]]:
        """Let all processes parse what is not known, where that is much; `parse` has it then.

        Whoever parsed a document has it at hand, and finds its features too: documents with those
        are returned.
        """
        missing = list(self._missing(config)) if crew.jobs > 1 else []
        if sum(len(task.text) for task in missing) < LARGE:
            return
        size = -(-len(missing) // (crew.jobs * _SHARES))
        shares = [missing[start : start + size] for start in range(0, len(missing), size)]
        dictionary = config.user_dictionary
        for future in [crew.pool.submit(_parsed, share, dictionary) for share in shares]:
            for key, document, data, told in future.result():
                self._ready[key] = document
                self._store.put_bytes("documents", key, data)
                yield document, told

    def _missing(self, config: Config) -> Iterator[_Task]:
        for path in document_files(config.content):
            file, folder = config.relative(path), path.parent.name
            with contextlib.suppress(OSError, UnicodeDecodeError):  # told when it is read
                text = path.read_text(encoding="utf-8-sig")
                key = digest(self._code, file, folder, text)
                if not too_long(text) and not self._store.has("documents", key):
                    yield _Task(key, text, file, folder)

    def parse(self, text: str, *, file: str, folder: str) -> Document:
        """As `sitegen.content.load.parse_document`."""
        key = digest(self._code, file, folder, text)
        if ready := self._ready.pop(key, None):
            return ready
        data = self._store.get("documents", key)
        if data is not None:
            return document_from(data)
        document = parse_document(text, file=file, folder=folder)
        self._store.put("documents", key, document_data(document))
        return document

    def catalog(self, path: Path, *, file: str, lang: str) -> Catalog:
        """As `sitegen.content.catalog.read_catalog`."""
        try:
            key = digest(self._code, file, lang, path.read_bytes())
        except OSError:
            return read_catalog(path, file=file, lang=lang)  # which explains what is wrong
        data = self._store.get("catalogs", key)
        if data is not None:
            units, lines = data
            entries = {unit: Translated(text, TranslationState(how)) for unit, text, how in units}
            return Catalog(lang=lang, file=file, entries=entries, lines=lines)
        found = read_catalog(path, file=file, lang=lang)
        units = [[unit, t.text, t.state.value] for unit, t in found.entries.items()]
        self._store.put("catalogs", key, [units, found.lines])
        return found

    def follow(self, config: Config, seen: Stamps) -> int:
        """Bring the catalogs of documents that a person edited in step with them.

        `seen` are the files of content/. Those that are in step already are not opened.

        Returns:
            How many catalogs were written.

        Raises:
            ContentError: a catalog is no readable PO file or cannot be written.
        """
        languages = site_languages(config)
        names = [name for name in seen if name.count("/") == 1 and name.endswith(f"/{INDEX}")]
        open_ = {}
        for name in names:
            pairs = [(name, f"{name.removesuffix(INDEX)}{lang}.po") for lang in languages]
            if found := [one for index, one in pairs if self._is_out_of_step(seen, index, one)]:
                open_[config.content / name] = [config.content / one for one in found]
        if not open_:
            return 0
        known = document_files(config.content)
        return sum(
            self._bring_in_step(config, path, open_[path]) for path in known if path in open_
        )

    def _bring_in_step(self, config: Config, path: Path, catalogs: list[Path]) -> int:
        try:
            document = read_document(path, config, self.parse)
        except SitegenError:
            return 0  # reading the content says what is wrong with it
        langs = [c.stem for c in catalogs if c.stem != document.meta.lang]
        written = update_catalogs([(document, path.parent)], langs)
        for catalog in catalogs:
            with contextlib.suppress(OSError):
                both = [digest(file.read_bytes()) for file in (path, catalog)]
                self._store.put("in-step", digest(self._code, *both), True)
        return written

    def _is_out_of_step(self, seen: Stamps, index: str, catalog: str) -> bool:
        if catalog not in seen:
            return False
        key = digest(self._code, seen[index].digest, seen[catalog].digest)
        return self._store.get("in-step", key) is None
