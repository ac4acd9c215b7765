"""seeds/ to content/: raw text becomes structured documents that people can edit.

seed by seed:  read -> lines -> classify -> flow -> articles -> draft -> manuscript
for the site:  plan -> save
"""

from __future__ import annotations

import difflib
import re
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from sitegen.config import Config
from sitegen.content.load import document_files
from sitegen.errors import SitegenError
from sitegen.ingest.begin import Begun, begin
from sitegen.ingest.left import left_on_disk
from sitegen.ingest.manuscripts import Drafted, Outcome
from sitegen.ingest.plan import Existing, Planned, plan_seed
from sitegen.ingest.record import Record
from sitegen.ingest.report import IngestReport, SeedReport
from sitegen.ingest.save import base_path, save, updated
from sitegen.progress import Progress, Silent
from sitegen.workers import Crew

_SLUG = re.compile(r"^slug: *([a-z0-9\-]+) *$", re.MULTILINE)
"""The line of front matter, as ingest writes it."""

__all__ = ["IngestReport", "SeedReport", "ingest"]


def ingest(  # noqa: PLR0913 - each tells which seeds to read, or how
    config: Config,
    sources: Sequence[Path] = (),
    progress: Progress | None = None,
    *,
    check: bool = False,
    settled: Collection[str] = (),
    crew: Crew | None = None,
) -> IngestReport:
    """Bring content/ in step with seeds/.

    `sources` names seeds to read again even if unchanged; by default every new or changed one is
    read. With `check` nothing is written and the report carries a diff. Seeds that cannot be read
    are reported as problems and leave content/ as it was. Seeds named in `settled` are known to be
    those of the last run, and are not read. `crew` reads the others, this process without one; what
    is written, it writes itself.

    Raises:
        SeedError: a source is not in seeds/.
        ContentError: the record of the last run is damaged, or content/ cannot be written.
    """
    begun = begin(config, sources, settled=settled, crew=crew)
    return finish(config, begun, progress, check=check)


def finish(
    config: Config, begun: Begun, progress: Progress | None = None, *, check: bool = False
) -> IngestReport:
    """The rest of `ingest`, when the seeds are handed out.

    Raises:
        ContentError: content/ cannot be written.
    """
    run = _Run(config, begun.record)
    tracked = (progress or Silent()).track(begun.names, "Ingesting")
    reports = [
        report
        for name, outcome in zip(tracked, begun.outcomes, strict=True)
        if (report := run.plan(name, outcome))
    ]
    changed = [p for report in reports for p in report.planned if p.is_changed]
    if not check:
        save(config, run.record, reports)
    left = left_on_disk(config, updated(run.record, reports))
    return IngestReport(
        seeds=tuple(reports),
        problems=(*begun.problems, *(p for report in reports for p in report.problems)),
        diff="".join(_diff(p) for p in changed) if check else "",
        written=0 if check else len(changed),
        left=tuple(left),
    )


class _Run:
    """One run: what is known of content/, growing as documents are planned."""

    def __init__(self, config: Config, record: Record) -> None:
        self.record = record
        self._config = config
        self._existing = _existing(config, self.record)

    def plan(self, name: str, outcome: Outcome) -> SeedReport | None:
        """Plan the documents of one seed; None when it has not changed since last time."""
        if outcome is None:
            return None
        if isinstance(outcome, SitegenError):
            return SeedReport(name, None, (), outcome.problems)
        known = self.record.get(name)
        if known is None and (before := self._name_before(outcome)):
            known = self.record.pop(before)
        planned = plan_seed(name, outcome.manuscripts, known, self._existing)
        for document in planned:
            self._existing.texts[document.slug] = document.text
            self._existing.owners[document.slug] = name
        problems = tuple(p.problem for p in planned if p.problem)
        return SeedReport(name, outcome, tuple(planned), problems)

    def _name_before(self, drafted: Drafted) -> str:
        """The name of a seed that was renamed: gone, with the same bytes or a document of the same
        title. Without it the documents would come a second time, without their translations.
        """
        gone = {n: r for n, r in self.record.items() if not (self._config.seeds / n).is_file()}
        slugs = {manuscript.meta.slug for manuscript in drafted.manuscripts}
        same = [name for name, seed in gone.items() if seed.digest == drafted.digest]
        alike = [name for name, seed in gone.items() if slugs & seed.documents.keys()]
        return (*same, *alike, "")[0]


class _Files(Mapping[str, str]):
    """Texts by name, read when asked for: most of a large site is not, after an edit."""

    def __init__(self, paths: Mapping[str, Path], *, unreadable: str) -> None:
        self._paths = paths
        self._unreadable = unreadable

    def __getitem__(self, name: str) -> str:
        path = self._paths[name]
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise KeyError(name) from None
        except (OSError, UnicodeDecodeError):
            return self._unreadable

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _existing(config: Config, record: Record) -> Existing:
    # What cannot be read is somebody's, whatever it is: never overwritten.
    paths = {path.parent.name: path for path in document_files(config.content)}
    recorded = {slug for seed in record.values() for slug in seed.documents}
    foreign = {name: path for name, path in paths.items() if name not in recorded}
    missing = recorded - paths.keys()
    folders = dict(_renamed(_Files(foreign, unreadable="\0"), missing)) if missing else {}
    paths |= {slug: paths.pop(folder) for slug, folder in folders.items()}
    bases = {slug: base_path(config, slug) for slug in paths}
    owners = {slug: name for name, seed in record.items() for slug in seed.documents}
    files = _Files(paths, unreadable="\0")
    # Only the first map is written to.
    texts: ChainMap[str, str] = ChainMap({}, files)  # type: ignore[arg-type]
    return Existing(texts, _Files(bases, unreadable=""), owners, folders)


def _renamed(foreign: Mapping[str, str], missing: Collection[str]) -> Iterator[tuple[str, str]]:
    """Slug and folder of documents whose folder a person renamed: the slug stayed in them."""
    for folder, text in foreign.items():
        slug = _SLUG.search(text.partition("\n---")[0])
        if slug and slug[1] in missing:
            yield slug[1], folder


def _diff(planned: Planned) -> str:
    name = f"content/{planned.folder}/index.md"
    return "".join(
        difflib.unified_diff(
            planned.old.splitlines(True), planned.text.splitlines(True), f"a/{name}", f"b/{name}"
        )
    )
