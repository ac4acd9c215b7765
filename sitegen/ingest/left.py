"""Documents that no seed has any more: the seed was deleted, or the article taken out of it.

They stay, since a person may have worked on them, and since a seed may only be away for a while;
but nobody should go on publishing a withdrawn paper without having been told.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.config import Config
from sitegen.content.load import document_files, read_document
from sitegen.errors import ContentError
from sitegen.ingest.record import Record, read_record
from sitegen.model import Document, Problem, Severity


def left_behind(config: Config, documents: Iterable[Document]) -> Iterator[Problem]:
    """A warning for each of some documents that names a source and is in no seed; those without a
    source were typed into content/ and need none.

    Raises:
        ContentError: the record of ingest is damaged.
    """
    return _left(config, read_record(config.content), documents)


def left_on_disk(config: Config, record: Record) -> Iterator[Problem]:
    """The same of all documents on disk, of which only those are read that may be meant.

    `record` is what is known of the seeds as they are now.
    """
    held = _held(config, record)
    paths = [path for path in document_files(config.content) if path.parent.name not in held]
    return _left(config, record, _read(config, paths))


def _left(config: Config, record: Record, documents: Iterable[Document]) -> Iterator[Problem]:
    held = _held(config, record)
    for document in documents:
        source, folder = document.meta.source, Path(document.file).parent.name
        if not source or document.slug in held or folder in held:
            continue
        is_there = os.path.isfile(config.seeds / source)  # noqa: PTH113 - of any name, however odd
        if is_there and source not in record:
            continue  # it could not be read, and that was told
        gone = "its article is no longer in" if is_there else "it comes from"
        away = "" if is_there else ", which is not there any more"
        message = (
            f"{gone} seeds/{source}{away}; delete content/{folder}/, or remove the line `source:`"
            " to keep it as a document of its own"
        )
        yield Problem(document.file, 0, message, Severity.WARNING)


def _held(config: Config, record: Record) -> frozenset[str]:
    """Slugs of the documents that seeds have."""
    standing = [seed for name, seed in record.items() if (config.seeds / name).is_file()]
    return frozenset(slug for seed in standing for slug in seed.documents)


def _read(config: Config, paths: Iterable[Path]) -> Iterator[Document]:
    for path in paths:
        with suppress(ContentError):  # told by those who need the document
            yield read_document(path, config)
