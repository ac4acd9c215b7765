"""Build the index of sitegen for a collection of Markdown documents.

    python benchmarks/search_peers/build_sitegen.py CORPUS SITE [COPIES]

As `sitegen build` does it: with as many processes as there are cores, and without the garbage
collector.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from search_regulations import read_library, save

from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.model import Document
from sitegen.search.indexing import Indexing
from sitegen.settings import Settings
from sitegen.workers import workers


def slug_of(document: Document) -> str:
    """Names what is kept of a document."""
    return document.slug


def main() -> None:
    gc.disable()
    source, site = map(Path, sys.argv[1:3])
    library = read_library(source, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    config = Config(root=site, settings=Settings(title="t"), output=site)
    with workers(os.cpu_count() or 1) as crew, tempfile.TemporaryDirectory() as folder:
        base = crew.hold((library, config))
        kept = Store(Path(folder))
        indexing = Indexing(base, crew, kept=kept, words_of=slug_of, shown_of=slug_of)
        save(indexing.finish().files(), site)


if __name__ == "__main__":
    main()
