"""The stages of a build that has something to do.

    ingest what changed -> read -> sum up ┬-> render -> (check) -> swap in -> remember
                                └-> index ┘

Files are written as they are made, into a folder that takes the place of the site when all is
there. Each stage asks the record of the last build first whether what it would make stands there
already. On a large site the work is shared by processes, see workers.py.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from sitegen.cache.inputs import code_version, look_at, settled_seeds, setup_of
from sitegen.cache.kept import Kept
from sitegen.cache.keys import PageKeys, Sources, search_key
from sitegen.cache.litter import sweep_site
from sitegen.cache.reading import Reader
from sitegen.cache.record import Record, write_record
from sitegen.cache.stamps import Stamps, same
from sitegen.cache.store import Store
from sitegen.cache.texts import whole
from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.content.load import read_library, with_digests
from sitegen.errors import ContentError, SitegenError
from sitegen.ingest.left import left_behind
from sitegen.model import Problem, Severity
from sitegen.output import NewSite, new_site
from sitegen.printing import Printing
from sitegen.progress import Progress
from sitegen.render.assets import copy_assets
from sitegen.render.feeds import render_feeds
from sitegen.render.links import file_of
from sitegen.render.pages import plan, render_others
from sitegen.render.site import Site
from sitegen.report import BuildReport, problems_from
from sitegen.search.indexing import Base, Indexing
from sitegen.search.layout import FOLDER
from sitegen.spare import Before
from sitegen.summing import Summing, keep_features
from sitegen.timing import Clock, without_garbage_collection
from sitegen.workers import Crew, Held, give_memory_back, workers

LARGE_SITE = 1_000_000
"""Bytes of seeds and content from which on starting processes costs less than it saves."""
MUCH_NEW = 300_000
"""The same for bytes that the last build did not see."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a build was asked for, and what it knows of the build before."""

    config: Config
    progress: Progress
    jobs: int
    """Processes, at least 1."""
    scheduler: str
    """Where work is done, see workers.py."""
    is_strict: bool
    seen: Mapping[str, Stamps]
    """The inputs as they are."""
    record: Record
    record_path: Path
    spare: Path
    """Where the site before the last one is kept, see spare.py."""


def make_site(task: Task) -> BuildReport:
    """Build the site; the caller holds the lock.

    Raises:
        SitegenError: any input is wrong; the old site is untouched.
    """
    build = _Build(task)
    if build.follows(setup_of(task.config)):
        task.config.trust()
    _ = task.config.settings  # told before any work if one is wrong
    try:
        return build.run()
    except BrokenExecutor as error:
        message = (
            "a worker process was ended from outside, perhaps because memory ran out; build with"
            " fewer: --jobs 1"
        )
        raise SitegenError(Problem("", 0, message)) from error


class _Build:
    """One build: the stages share what they know of the build before and a clock."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._config = task.config
        self._progress = task.progress
        self._clock = Clock()
        self._store = Store(task.config.state / "cache" / "entries")
        self._code = code_version(task.seen)
        self._reader = Reader(self._store, task.config, self._code)
        self._kept = Kept(task.config.output, task.record)
        self._keys: dict[str, str] = {}
        self._rendered = 0
        self._entries = 0

    def follows(self, setup: str) -> bool:
        """Whether the build before was by the same code, from the same settings."""
        record = self._task.record
        return record.setup == setup and record.report.get("code") == self._code

    def run(self) -> BuildReport:
        began = time.perf_counter()
        before = Before(self._kept.standing, self._task.spare)
        with without_garbage_collection(), new_site(self._config.output, before) as files:
            with workers(self._jobs(), self._task.scheduler, self._config) as crew:
                with self._clock.stage("ingest"):
                    remarks = self._ingest(crew)
                    seen = self._followed()
                library = self._make(crew, Sources(seen, setup_of(self._config), self._code), files)
            with self._clock.stage("check"):
                checked = self._check(library, files)
            with self._clock.stage("write"):
                files.put_in_place()
            with self._clock.stage("remember"):
                report = BuildReport(
                    documents=len(library.documents),
                    pages=sum(path.endswith(".html") for path in files),
                    entries=self._entries,
                    problems=(*remarks, *checked),
                    seconds=time.perf_counter() - began,
                    rendered=self._rendered,
                    timings=self._clock.timings(),
                )
                self._remember(seen, files, report, remarks)
        return report

    def _jobs(self) -> int:
        """How many processes are worth it for a site of this size, and for what is new."""
        size = new = 0
        for place in ("seeds", "content"):
            known = self._task.record.inputs.get(place, {})
            for name, stamp in self._task.seen[place].items():
                length = stamp.signature[0] if stamp.signature else 0
                size += length
                if name not in known or known[name].digest != stamp.digest:
                    new += length
        return self._task.jobs if size >= LARGE_SITE or new >= MUCH_NEW else 1

    def _ingest(self, crew: Crew) -> tuple[Problem, ...]:
        """Bring content/ in step with seeds/, and catalogs with content/."""
        task, last = self._task, self._task.record
        sweep_site(self._config.content, task.seen["content"], self._config.state)
        settled = (
            settled_seeds(last.inputs, task.seen)
            if last.report.get("code") == self._code
            else frozenset()
        )
        if settled and same(last.inputs["seeds"], task.seen["seeds"]):
            remarks = problems_from(last.report["remarks"])
        else:
            remarks = ingest_changes(self._config, self._progress, crew, settled)
        return remarks

    def _followed(self) -> dict[str, Stamps]:
        """The inputs when catalogs are in step with what ingest and people wrote."""
        seen = self._look_again()
        if written := self._reader.follow(seen["content"]):
            self._progress.detail(f"brought {written} catalogs in step with their documents")
            seen = self._look_again()
        return seen

    def _look_again(self) -> dict[str, Stamps]:
        """The inputs after ingest wrote to content/; what happens to seeds comes next time."""
        return {**look_at(self._config, self._task.seen), "seeds": self._task.seen["seeds"]}

    def _make(self, crew: Crew, sources: Sources, files: NewSite) -> Library:
        with self._clock.stage("read"):
            reader = self._reader
            at_hand = keep_features(self._store, sources, reader.prepare(sources, crew))
            library = read_library(
                self._config,
                self._progress,
                document=lambda path: reader.document(path, sources),
                catalog=lambda path, lang: reader.catalog(path, lang, sources),
            )
        base = crew.hold((whole(library) if crew.is_far else library, self._config))
        with self._clock.stage("search"):
            index = self._search(crew, base, sources, files)
            pending = index.finish() if index and index.is_ready else None
        with self._clock.stage("digest"):
            summing = Summing(base, crew, self._store, sources, at_hand)
            summing.wait()
        with self._clock.stage("search"):
            if index and not pending:
                pending = index.finish()
        with self._clock.stage("digest"):
            digests = summing.finish()
            library = with_digests(library, digests)
        with self._clock.stage("render"):
            give_memory_back()
            printing = Printing(base, digests, crew, self._progress)
            self._pages(printing, Site(library, self._config), sources, files)
        with self._clock.stage("feeds and assets"):
            for file in (*render_feeds(library, self._config), *copy_assets(self._config)):
                files.add(file)
        with self._clock.stage("search"):
            for file in pending.files() if pending else ():
                files.add(file)
            self._entries = int(json.loads(files[f"{FOLDER}/manifest.json"])["sections"])
        return library

    def _search(
        self, crew: Crew, base: Held[Base], sources: Sources, files: NewSite
    ) -> Indexing | None:
        """Begin with the index; None when all its files are kept."""
        key = search_key(base.value[0], sources)
        self._keys[f"{FOLDER}/"] = key
        kept = self._kept.group(FOLDER, key)
        if kept is None:
            self._progress.detail("making the search index")
            shown_of = partial(sources.shown_of, languages=base.value[0].languages)
            return Indexing(
                base, crew, kept=self._store, words_of=sources.words_of, shown_of=shown_of
            )
        for path, found in kept.items():
            files.keep(path, found)
        return None

    def _pages(self, printing: Printing, site: Site, sources: Sources, files: NewSite) -> None:
        keys, wanted = PageKeys(site, sources), []
        routes = plan(site.library)
        for number, route in enumerate(routes):
            path, key = file_of(route.url), keys.of(route)
            self._keys[path] = key
            kept = self._kept.file(path, key)
            if kept is None:
                wanted.append(number)
            else:
                files.keep(path, kept)
        self._rendered = len(wanted)
        for file in chain(printing.pages(site, routes, wanted), render_others(site)):
            files.add(file)

    def _check(self, library: Library, files: NewSite) -> tuple[Problem, ...]:
        if not self._task.is_strict:
            return tuple(left_behind(self._config, library.documents))
        from sitegen.content.check import check_files  # noqa: PLC0415 - most builds need it not

        problems = check_files(self._config, library, files)
        errors = [p for p in problems if p.severity is Severity.ERROR]
        if errors:
            raise ContentError(errors)
        return problems

    def _remember(
        self,
        seen: Mapping[str, Stamps],
        files: NewSite,
        report: BuildReport,
        remarks: Sequence[Problem],
    ) -> None:
        said = {
            **report.data(),
            "code": self._code,
            "remarks": [[p.file, p.line, p.message, p.severity.value] for p in remarks],
        }
        record = Record(
            setup=setup_of(self._config),
            inputs=seen,
            files=files.stamps(),
            keys=self._keys,
            is_checked=self._task.is_strict,
            report=said,
        )
        self._reader.save()
        self._store.collect()
        write_record(self._task.record_path, record)


def ingest_changes(
    config: Config, progress: Progress, crew: Crew, settled: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Bring content/ in step with seeds/ and say what was recognised; returns what is odd.

    Seeds named in `settled` are known not to have changed.

    Raises:
        ContentError: a seed cannot be read; one problem each.
    """
    from sitegen.ingest.run import ingest  # noqa: PLC0415 - seeds change less often than documents

    report = ingest(config, progress=progress, settled=settled, crew=crew)
    for line in chain.from_iterable(seed.lines() for seed in report.seeds):
        progress.say(line)
    errors = [p for p in report.problems if p.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    return report.problems
