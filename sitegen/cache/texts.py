"""Documents and catalogs whose texts are read when somebody asks for them.

A build holds the front matter of every document. The text is needed where the document itself is
shown or counted: a few times in a build, and after a small edit for a few documents only. So the
memory of a build does not grow with the texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sitegen.cache.documents import (
    Body,
    body_data,
    body_from,
    catalog_data,
    catalog_from,
)
from sitegen.cache.ledger import Ledger
from sitegen.cache.stamps import digest
from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.content.catalog import read_catalog
from sitegen.content.library import Library
from sitegen.content.load import read_document
from sitegen.errors import ContentError
from sitegen.model import Catalog, Document, Meta, Problem, Section, Translated

RECENT = 64
"""Texts, and catalogs, that stay in memory: the pages of a document are made one after another."""


class Texts:
    """Reads texts from the store, and from content/ again where the store has lost one."""

    def __init__(self, store: Store, config: Config, code: str) -> None:
        """`code` is the digest of the code that the results depend on."""
        self._made_from = (store, config, code)
        self._store = store
        self._config = config
        self._code = code
        self._ledgers: dict[str, Ledger] = {}
        self.body = lru_cache(RECENT)(self._body)
        self.catalog = lru_cache(RECENT)(self._catalog)

    def __reduce__(self) -> tuple[type[Texts], tuple[Any, ...]]:
        """Processes that did not inherit this one read for themselves."""
        return Texts, self._made_from

    def key(self, file: str, found: str) -> str:
        """Of what is known of a file of content/; `found` is the digest of its bytes."""
        return digest(self._code, file, found)

    def ledger(self, name: str) -> Ledger:
        """What is known of all documents under one name."""
        return self._ledgers.setdefault(name, Ledger(self._store, name))

    def save(self) -> None:
        """Keep what was found out for the next build."""
        for ledger in self._ledgers.values():
            ledger.save()

    def parse(self, file: str, key: str) -> Document:
        """Parse a document and keep its text.

        Raises:
            ContentError: as `read_document`; it is no longer what it was when the build began.
        """
        document = read_document(self._config.root / file, self._config)
        self._refuse_changed(file, key)
        self._store.put("documents", key, body_data(document))
        return document

    def read_catalog(self, file: str, lang: str, key: str) -> Catalog:
        """Parse a catalog and keep it.

        Raises:
            ContentError: as `sitegen.content.catalog.read_catalog`; it changed meanwhile.
        """
        catalog = read_catalog(self._config.root / file, file=file, lang=lang)
        self._refuse_changed(file, key)
        self._store.put("catalogs", key, catalog_data(catalog))
        return catalog

    def _body(self, file: str, key: str) -> Body:
        data = self._store.get("documents", key)
        if data is not None:
            return body_from(data)
        document = self.parse(file, key)
        return document.lead, document.sections

    def _catalog(self, file: str, lang: str, key: str) -> Catalog:
        data = self._store.get("catalogs", key)
        return (
            self.read_catalog(file, lang, key) if data is None else catalog_from(data, file, lang)
        )

    def _refuse_changed(self, file: str, key: str) -> None:
        path: Path = self._config.root / file
        if self.key(file, digest(path.read_bytes())) != key:
            message = "changed while the site was being built; build again"
            raise ContentError(Problem(file, 0, message))


class StoredDocument(Document):
    """A document that reads its text when it is asked for."""

    __slots__ = ("_key", "_texts")
    _key: str
    _texts: Texts

    def __init__(self, meta: Meta, file: str, key: str, texts: Texts) -> None:
        """`key` is that of its file (`Texts.key`)."""
        for name, value in (("meta", meta), ("file", file), ("_key", key), ("_texts", texts)):
            object.__setattr__(self, name, value)  # as the dataclass itself does: it is frozen

    def __reduce__(self) -> tuple[type[StoredDocument], tuple[Any, ...]]:
        """To another process goes what leads to the text."""
        return StoredDocument, (self.meta, self.file, self._key, self._texts)

    @property
    def lead(self) -> Section:
        """As `Document.lead`."""
        return self._texts.body(self.file, self._key)[0]

    @property
    def sections(self) -> tuple[Section, ...]:
        """As `Document.sections`."""
        return self._texts.body(self.file, self._key)[1]

    def once(self, name: str, make: Callable[[Document], str], about: str = "") -> str:
        """As `Document.once`: asked of the ledger of that name first."""
        ledger = self._texts.ledger(name)
        key = digest(self._key, about) if about else self._key
        known = ledger.get(key)
        if known is None:
            known = make(self)
            ledger.put(key, known)
        return known


class StoredCatalog(Catalog):
    """A catalog that is read when it is asked for."""

    __slots__ = ("_key", "_texts", "has_links", "is_empty")
    _key: str
    _texts: Texts
    is_empty: bool
    has_links: bool

    def __init__(
        self, file: str, lang: str, key: str, texts: Texts, told: tuple[bool, bool]
    ) -> None:
        """`told` is whether it is empty, and whether it has links."""
        names = ("file", "lang", "_key", "_texts", "is_empty", "has_links")
        for name, value in zip(names, (file, lang, key, texts, *told), strict=True):
            object.__setattr__(self, name, value)

    def __reduce__(self) -> tuple[type[StoredCatalog], tuple[Any, ...]]:
        """To another process goes what leads to the translations."""
        told = (self.is_empty, self.has_links)
        return StoredCatalog, (self.file, self.lang, self._key, self._texts, told)

    @property
    def entries(self) -> dict[str, Translated]:
        """As `Catalog.entries`."""
        return self._whole.entries

    @property
    def lines(self) -> dict[str, int]:
        """As `Catalog.lines`."""
        return self._whole.lines

    @property
    def _whole(self) -> Catalog:
        return self._texts.catalog(self.file, self.lang, self._key)


def whole(library: Library) -> Library:
    """The library with all its texts, for machines that have no such store."""
    documents = (Document(one.meta, one.file, one.lead, one.sections) for one in library.documents)
    catalogs = {
        slug: {lang: Catalog(lang, one.file, one.entries, one.lines) for lang, one in found.items()}
        for slug, found in library.catalogs.items()
    }
    return replace(library, documents=tuple(documents), catalogs=catalogs)
