"""Documents and catalogs out of the cache, or made and put there."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sitegen.cache.documents import body_data, meta_data, meta_from
from sitegen.cache.keys import Sources
from sitegen.cache.stamps import Stamps, digest
from sitegen.cache.store import Store, to_json
from sitegen.cache.texts import StoredCatalog, StoredDocument, Texts
from sitegen.config import Config
from sitegen.content.catalog import update_catalogs
from sitegen.content.facts import facts_json
from sitegen.content.languages import site_languages
from sitegen.content.load import INDEX, document_files, parse_document, read_document
from sitegen.digest import features
from sitegen.errors import SitegenError
from sitegen.files import too_long
from sitegen.model import Catalog, Document
from sitegen.render.api import outline_json
from sitegen.search.tokens import tokenizer_of
from sitegen.workers import Crew, in_turn

LARGE = 300_000
"""Bytes from which on handing texts to other processes costs less than it saves."""
_SHARES = 4
"""Of the work of one process."""
_MOST = 50
"""Documents of one piece of work: what was found out of all of them comes back together."""
_HEADS, _CATALOGS = "heads", "translated"
"""Names of the ledgers of front matter, and of what is known of catalogs."""
_PREPARED = {"facts": facts_json, "outline": outline_json}
"""What every build asks of every document, found out while it is at hand."""


class _Task(NamedTuple):
    """One document to parse."""

    key: str
    path: Path
    file: str
    found: str
    """Digest of its bytes when the build began."""


class _Parsed(NamedTuple):
    """One document as it is kept."""

    key: str
    file: str
    head: str
    body: bytes
    lines: dict[str, str]
    """Of ledgers, by their names."""
    features: bytes


def _parsed(tasks: Sequence[_Task], dictionary: Path | None) -> list[_Parsed]:
    """Documents without those that are wrong, or changed meanwhile, which is told when they are
    read.
    """
    tokenizer = tokenizer_of(dictionary)
    found = []
    for task in tasks:
        with contextlib.suppress(SitegenError, OSError, UnicodeDecodeError):
            data = task.path.read_bytes()
            text = data.decode("utf-8-sig")
            if digest(data) != task.found or too_long(text):
                continue
            document = parse_document(text, file=task.file, folder=task.path.parent.name)
            told = features(document, tokenizer).to_bytes()
            body = to_json(body_data(document))
            lines = {name: document.once(name, make) for name, make in _PREPARED.items()}
            found.append(_Parsed(task.key, task.file, _head(document), body, lines, told))
    return found


def _head(document: Document) -> str:
    return json.dumps(meta_data(document.meta), ensure_ascii=False)


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):  # told when it is read
        return path.stat().st_size
    return 0


class Reader:
    """Reads content/ with the help of what was read before."""

    def __init__(self, store: Store, config: Config, code: str) -> None:
        """`code` is the digest of the code that the results depend on."""
        self._store = store
        self._config = config
        self._code = code
        self._texts = Texts(store, config, code)

    def prepare(self, sources: Sources, crew: Crew) -> Iterator[tuple[str, bytes]]:
        """Let all processes parse what is not known, where that is much; `document` has it then.

        Whoever parsed a document has it at hand, and finds its features too: files with those are
        returned.
        """
        missing = list(self._missing(sources)) if crew.jobs > 1 else []
        if sum(_size(task.path) for task in missing) < LARGE:
            return
        size = min(_MOST, -(-len(missing) // (crew.jobs * _SHARES))) or 1
        shares = (missing[start : start + size] for start in range(0, len(missing), size))
        dictionary = self._config.user_dictionary
        for found in in_turn(crew, (partial(_parsed, share, dictionary) for share in shares)):
            for one in found:
                self._store.put_bytes("documents", one.key, one.body)
                for name, line in ((_HEADS, one.head), *one.lines.items()):
                    self._texts.ledger(name).put(one.key, line)
                yield one.file, one.features

    def _missing(self, sources: Sources) -> Iterator[_Task]:
        heads = self._texts.ledger(_HEADS)
        for path in document_files(self._config.content):
            file = self._config.relative(path)
            found = sources.found(file)
            key = self._texts.key(file, found)
            if heads.get(key) is None:
                yield _Task(key, path, file, found)

    def document(self, path: Path, sources: Sources) -> Document:
        """As `sitegen.content.load.read_document`; the text is read when somebody asks for it.

        Raises:
            ContentError: it is wrong, or changed since `sources` looked at it.
        """
        file = self._config.relative(path)
        key = self._texts.key(file, sources.found(file))
        heads = self._texts.ledger(_HEADS)
        head = heads.get(key)
        if head is not None:
            self._store.use("documents", key)
            return StoredDocument(meta_from(json.loads(head)), file, key, self._texts)
        document = self._texts.parse(file, key)
        heads.put(key, _head(document))
        for name, make in _PREPARED.items():
            self._texts.ledger(name).put(key, document.once(name, make))
        return StoredDocument(document.meta, file, key, self._texts)

    def catalog(self, path: Path, lang: str, sources: Sources) -> Catalog:
        """As `sitegen.content.catalog.read_catalog`, likewise."""
        file = self._config.relative(path)
        key = self._texts.key(file, sources.found(file))
        known = self._texts.ledger(_CATALOGS)
        told = known.get(key)
        if told is None:
            found = self._texts.read_catalog(file, lang, key)
            told = json.dumps([found.is_empty, found.has_links])
            known.put(key, told)
        self._store.use("catalogs", key)
        return StoredCatalog(file, lang, key, self._texts, json.loads(told))

    def save(self) -> None:
        """Keep what was found out for the next build."""
        self._texts.save()

    def follow(self, seen: Stamps) -> int:
        """Bring the catalogs of documents that a person edited in step with them.

        `seen` are the files of content/. Those that are in step already are not opened.

        Returns:
            How many catalogs were written.

        Raises:
            ContentError: a catalog is no readable PO file or cannot be written.
        """
        languages = site_languages(self._config)
        names = [name for name in seen if name.count("/") == 1 and name.endswith(f"/{INDEX}")]
        open_ = {}
        for name in names:
            pairs = [(name, f"{name.removesuffix(INDEX)}{lang}.po") for lang in languages]
            if found := [one for index, one in pairs if self._is_out_of_step(seen, index, one)]:
                open_[self._config.content / name] = [self._config.content / one for one in found]
        if not open_:
            return 0
        known = document_files(self._config.content)
        return sum(self._bring_in_step(path, open_[path]) for path in known if path in open_)

    def _bring_in_step(self, path: Path, catalogs: list[Path]) -> int:
        try:
            document = read_document(path, self._config)
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
