"""The search index of a library, for tests of the files and of pages that read them."""

from __future__ import annotations

from pathlib import Path

from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.model import OutputFile
from sitegen.search.export import Indexing
from sitegen.workers import alone


def index_files(library: Library, config: Config, store: Path) -> list[OutputFile]:
    """Every file of search-index/; the folder `store` keeps segments for the next time."""
    kept = Store(store)
    indexing = Indexing(library, config, alone(), words=repr(config.settings.search), kept=kept)
    return indexing.finish().result()
