"""seeds/ to content/: raw text becomes structured documents that people can edit.

read -> lines -> classify -> flow -> articles -> draft -> plan -> write
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sitegen.config import Config
from sitegen.content.catalog import update_catalog
from sitegen.content.load import document_files, parse_document
from sitegen.content.slugs import slugify
from sitegen.errors import ContentError, SeedError, SitegenError
from sitegen.files import write_text
from sitegen.ingest import record as records
from sitegen.ingest.draft import Draft
from sitegen.ingest.plan import Existing, Planned, plan_seed
from sitegen.ingest.read import SUFFIXES, read_seed
from sitegen.ingest.record import Record, SeedRecord
from sitegen.ingest.report import IngestReport, SeedReport
from sitegen.ingest.seed import parse_seed
from sitegen.model import Problem, Severity
from sitegen.progress import Progress, Silent
from sitegen.search.tokens import Tokenizer

_SLUG = re.compile(r"^slug: *([a-z0-9\-]+) *$", re.MULTILINE)
"""The line of front matter, as ingest writes it."""

__all__ = ["IngestReport", "SeedReport", "ingest"]


def ingest(
    config: Config,
    sources: Sequence[Path] = (),
    progress: Progress | None = None,
    *,
    check: bool = False,
) -> IngestReport:
    """Bring content/ in step with seeds/.

    `sources` names seeds to read again even if unchanged; by default every new or changed one is
    read. With `check` nothing is written and the report carries a diff. Seeds that cannot be read
    are reported as problems and leave content/ as it was.

    Raises:
        SeedError: a source is not in seeds/.
        ContentError: the record of the last run is damaged, or content/ cannot be written.
    """
    names, problems = _names(config, sources)
    run = _Run(config, again=bool(sources))
    reports = [
        report
        for name in (progress or Silent()).track(names, "Ingesting")
        if (report := run.ingest_seed(name))
    ]
    changed = [p for report in reports for p in report.planned if p.is_changed]
    if not check:
        with _explained(config):
            _write(config, run.record, reports)
    return IngestReport(
        seeds=tuple(reports),
        problems=(*problems, *(p for report in reports for p in report.problems)),
        diff="".join(_diff(p) for p in changed) if check else "",
        written=0 if check else len(changed),
    )


class _Run:
    """One run: what is known of content/, growing as documents are planned."""

    def __init__(self, config: Config, *, again: bool) -> None:
        self.record = records.read_record(config.content)
        self._config = config
        self._again = again
        self._existing = _existing(config, self.record)
        self._cut = Tokenizer().cut

    def ingest_seed(self, name: str) -> SeedReport | None:
        """Read one seed and plan its documents; None when it has not changed since last time."""
        try:
            seed = read_seed(self._config.seeds / name, name, file=f"seeds/{name}")
        except SitegenError as error:
            return SeedReport(name, None, (), error.problems)
        known = self.record.get(name)
        if known and known.digest == seed.digest and not self._again:
            return None
        parsed = parse_seed(seed, self._cut)
        if known is None and (before := self._name_before(seed.digest, parsed.drafts)):
            known = self.record.pop(before)
        planned = plan_seed(name, parsed.drafts, known, self._existing)
        for document in planned:
            self._existing.texts[document.slug] = document.text
            self._existing.owners[document.slug] = name
        problems = tuple(p.problem for p in planned if p.problem)
        return SeedReport(name, parsed, tuple(planned), problems)

    def _name_before(self, digest: str, drafts: Sequence[Draft]) -> str:
        """The name of a seed that was renamed: gone, with the same bytes or a document of the same
        title. Without it the documents would come a second time, without their translations.
        """
        gone = {n: r for n, r in self.record.items() if not (self._config.seeds / n).is_file()}
        slugs = {slugify(draft.meta.title) for draft in drafts}
        same = [name for name, seed in gone.items() if seed.digest == digest]
        alike = [name for name, seed in gone.items() if slugs & seed.documents.keys()]
        return (*same, *alike, "")[0]


@contextmanager
def _explained(config: Config) -> Iterator[None]:
    """Say in one line why content/ cannot be written."""
    try:
        yield
    except OSError as error:
        file = config.relative(Path(error.filename)) if error.filename else "content"
        message = f"cannot be written: {error.strerror}; what was there is untouched"
        raise ContentError(Problem(file, 0, message)) from None


def _names(config: Config, sources: Sequence[Path]) -> tuple[list[str], list[Problem]]:
    """Names of the seeds to look at, and a remark for each file that is none."""
    if sources:
        return [_inside_seeds(config, source) for source in sources], []
    names, problems = [], []
    for path in _walk(config.seeds):
        name = path.relative_to(config.seeds).as_posix()
        if path.suffix.lower() in SUFFIXES:
            names.append(name)
        else:
            known = ", ".join(SUFFIXES)
            message = f"is left out: sitegen reads {known}; export it as plain text"
            problems.append(Problem(f"seeds/{name}", 0, message, Severity.WARNING))
    return names, problems


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder in a stable order; hidden ones and links out of it are left out."""
    inside = folder.resolve()
    for parent, folders, files in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(files):
            path = Path(parent) / name
            if not name.startswith(".") and path.resolve().is_relative_to(inside):
                yield path


def _inside_seeds(config: Config, source: Path) -> str:
    for candidate in (source, config.seeds / source, config.root / source):
        path = candidate.absolute()
        if path.is_file() and path.resolve().is_relative_to(config.seeds.resolve()):
            return path.resolve().relative_to(config.seeds.resolve()).as_posix()
    message = f"is not a file in {config.seeds}; copy it there first"
    raise SeedError(Problem(str(source), 0, message))


def _existing(config: Config, record: Record) -> Existing:
    texts = {}
    for path in document_files(config.content):
        try:
            texts[path.parent.name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            texts[path.parent.name] = "\0"  # somebody's, whatever it is: never overwritten
    recorded = {slug for seed in record.values() for slug in seed.documents}
    folders = dict(_renamed(texts, recorded))
    texts |= {slug: texts.pop(folder) for slug, folder in folders.items()}
    bases = {}
    for slug in texts:
        base = _base(config, slug)
        if base.is_file():
            bases[slug] = base.read_text(encoding="utf-8", errors="replace")
    owners = {slug: name for name, seed in record.items() for slug in seed.documents}
    return Existing(texts, bases, owners, folders)


def _renamed(texts: Mapping[str, str], recorded: Collection[str]) -> Iterator[tuple[str, str]]:
    """Slug and folder of documents whose folder a person renamed: the slug stayed in them."""
    for folder, text in texts.items():
        slug = _SLUG.search(text.partition("\n---")[0])
        if slug and folder not in recorded and slug[1] in recorded and slug[1] not in texts:
            yield slug[1], folder


def _base(config: Config, slug: str) -> Path:
    return config.state / "ingested" / f"{slug}.md"


def _write(config: Config, record: Record, reports: Iterable[SeedReport]) -> None:
    """Write documents, their bases, catalogs that exist, and last the record."""
    updated = dict(record)
    for report in reports:
        if report.parsed is None:
            continue
        for planned in report.planned:
            folder = config.content / planned.folder
            if planned.is_changed:
                write_text(folder / "index.md", planned.text)
                _follow_in_catalogs(config, planned)
            write_text(_base(config, planned.slug), planned.written)
        documents = {p.slug: records.digest_text(p.written) for p in report.planned}
        updated[report.source] = SeedRecord(report.parsed.seed.digest, documents)
    if updated != record:
        write_text(config.content / records.NAME, records.record_text(updated))


def _follow_in_catalogs(config: Config, planned: Planned) -> None:
    folder = config.content / planned.folder
    for path in sorted(folder.glob("*.po")):
        file = f"content/{planned.folder}/index.md"
        document = parse_document(planned.text, file=file, folder=planned.folder)
        update_catalog(path, document, file=config.relative(path), lang=path.stem)


def _diff(planned: Planned) -> str:
    name = f"content/{planned.folder}/index.md"
    return "".join(
        difflib.unified_diff(
            planned.old.splitlines(True), planned.text.splitlines(True), f"a/{name}", f"b/{name}"
        )
    )
