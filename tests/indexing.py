"""The search index of a library, for tests of the files and of pages that read them."""

from __future__ import annotations

from pathlib import Path

from sitegen.cache.stamps import digest
from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.model import Document, OutputFile
from sitegen.search.indexing import Indexing
from sitegen.workers import alone


def index_files(library: Library, config: Config, store: Path) -> list[OutputFile]:
    """Every file of search-index/; the folder `store` keeps segments for the next time."""

    def key_of(document: Document) -> str:
        catalogs = library.catalogs.get(document.slug, {})
        return digest(
            repr(config.settings.search), repr(document), repr(catalogs), repr(library.tags)
        )

    crew = alone()
    base = crew.hold((library, config))
    made = Indexing(base, crew, kept=Store(store), words_of=key_of, shown_of=key_of)
    return list(made.finish().files())
