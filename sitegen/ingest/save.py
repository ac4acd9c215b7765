"""What was planned to content/: documents, what later merges need of them, and last the record.

A run that is killed leaves whole files, of which the record does not tell: the next run finds that
they hold what it would write. So documents may be written in any order, several at a time: each
waits for the disk, and waiting is most of the work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sitegen.config import Config
from sitegen.content.catalog import update_catalog
from sitegen.content.load import parse_document
from sitegen.errors import ContentError
from sitegen.files import INGESTED, write_text
from sitegen.ingest import record as records
from sitegen.ingest.plan import Planned
from sitegen.ingest.record import Record, SeedRecord
from sitegen.ingest.report import SeedReport
from sitegen.model import Problem

_AT_ONCE = 8
"""Documents that wait for the disk together."""


def save(config: Config, record: Record, reports: Sequence[SeedReport]) -> None:
    """Write documents, their bases, catalogs that exist, and last the record.

    Raises:
        ContentError: content/ cannot be written, or a catalog is wrong.
    """
    with _explained(config):
        planned = [planned for report in reports for planned in report.planned]
        try:
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for _ in pool.map(lambda one: _save(config, one), planned):
                    pass
        except RuntimeError:  # the system allows no thread more
            for one in planned:
                _save(config, one)
        now = updated(record, reports)
        if now != record:
            write_text(config.content / INGESTED, records.record_text(now))


def updated(record: Record, reports: Sequence[SeedReport]) -> Record:
    """The record when what was planned has been written."""
    result = dict(record)
    for report in reports:
        if report.drafted is not None:
            documents = {p.slug: records.digest_text(p.written) for p in report.planned}
            result[report.source] = SeedRecord(report.drafted.digest, documents)
    return result


def base_path(config: Config, slug: str) -> Path:
    """Where the text is kept that ingest wrote last, which later merges start from."""
    return config.state / "ingested" / f"{slug}.md"


@contextmanager
def _explained(config: Config) -> Iterator[None]:
    """Say in one line why content/ cannot be written."""
    try:
        yield
    except OSError as error:
        file = config.relative(Path(error.filename)) if error.filename else "content"
        message = f"cannot be written: {error.strerror}; what was there is untouched"
        raise ContentError(Problem(file, 0, message)) from None


def _save(config: Config, planned: Planned) -> None:
    """Write one document; its base behind it, since a base tells that the document is there."""
    folder = config.content / planned.folder
    if planned.is_changed:
        write_text(folder / "index.md", planned.text)
        _follow_in_catalogs(config, planned)
    write_text(base_path(config, planned.slug), planned.written)


def _follow_in_catalogs(config: Config, planned: Planned) -> None:
    folder = config.content / planned.folder
    for path in sorted(folder.glob("*.po")):
        file = f"content/{planned.folder}/index.md"
        document = parse_document(planned.text, file=file, folder=planned.folder)
        update_catalog(path, document, file=config.relative(path), lang=path.stem)
