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
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sitegen.cache.inputs import code_version, look_at, setup_of
from sitegen.cache.kept import Kept
from sitegen.cache.keys import PageKeys, Sources, search_key
from sitegen.cache.litter import sweep_site
from sitegen.cache.reading import Reader
from sitegen.cache.record import Record, write_record
from sitegen.cache.stamps import Stamps, same, stamps_of
from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.content.load import read_library, with_digests
from sitegen.errors import ContentError, SitegenError
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
from sitegen.search.indexing import Base, Indexing, Pending
from sitegen.search.layout import FOLDER
from sitegen.summing import KIND as FEATURES
from sitegen.summing import Summing
from sitegen.summing import key_of as features_key
from sitegen.timing import Clock, without_garbage_collection
from sitegen.workers import Crew, Held, give_memory_back, workers

LARGE_SITE = 1_000_000
"""Bytes of seeds and content from which on starting processes costs less than it saves."""


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


def make_site(task: Task) -> BuildReport:
    """Build the site; the caller holds the lock.

    Raises:
        SitegenError: any input is wrong; the old site is untouched.
    """
    try:
        return _Build(task).run()
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
        self._reader = Reader(self._store, self._code)
        self._kept = Kept(task.config.output, task.record)
        self._keys: dict[str, str] = {}
        self._rendered = 0
        self._entries = 0

    def run(self) -> BuildReport:
        began = time.perf_counter()
        with without_garbage_collection(), new_site(self._config.output) as files:
            with workers(self._jobs(), self._task.scheduler, self._config) as crew:
                with self._clock.stage("ingest"):
                    remarks = self._ingest(crew)
                    seen = self._look_again()
                library = self._make(crew, Sources(seen, setup_of(self._config), self._code), files)
            with self._clock.stage("check"):
                checked = self._check(library, files) if self._task.is_strict else ()
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
        """How many processes are worth it for a site of this size."""
        places = (self._task.seen["seeds"], self._task.seen["content"])
        size = sum(s.signature[0] for seen in places for s in seen.values() if s.signature)
        return self._task.jobs if size >= LARGE_SITE else 1

    def _ingest(self, crew: Crew) -> tuple[Problem, ...]:
        """Bring content/ in step with seeds/, and catalogs with content/."""
        task, last = self._task, self._task.record
        sweep_site(self._config.content, self._config.state)
        known = last.inputs.get("seeds")
        if known is not None and last.report.get("code") == self._code and _is_ingested(task):
            remarks = problems_from(last.report["remarks"])
        else:
            remarks = ingest_changes(self._config, self._progress, crew)
        if written := self._reader.follow(self._config):
            self._progress.detail(f"brought {written} catalogs in step with their documents")
        return remarks

    def _look_again(self) -> dict[str, Stamps]:
        """The inputs after ingest wrote to content/; what happens to seeds comes next time."""
        return {**look_at(self._config, self._task.seen), "seeds": self._task.seen["seeds"]}

    def _make(self, crew: Crew, sources: Sources, files: NewSite) -> Library:
        with self._clock.stage("read"):
            reader = self._reader
            for document, told in reader.prepare(self._config, crew):
                self._store.put_bytes(FEATURES, features_key(sources, document), told)
            library = read_library(
                self._config, self._progress, parse=reader.parse, catalog=reader.catalog
            )
        base = crew.hold((library, self._config))
        with self._clock.stage("search"):
            index = self._search(crew, base, sources, files)
        with self._clock.stage("digest"):
            summing = Summing(base, crew, self._store, sources)
            summing.wait()
        with self._clock.stage("search"):
            indexed = index() if index else None
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
            for file in indexed.result() if indexed else ():
                files.add(file)
            self._entries = int(json.loads(files[f"{FOLDER}/manifest.json"])["sections"])
        return library

    def _search(
        self, crew: Crew, base: Held[Base], sources: Sources, files: NewSite
    ) -> Callable[[], Pending] | None:
        """Begin with the index; what is returned asks for its files, None when all are kept."""
        key = search_key(base.value[0], sources)
        self._keys[f"{FOLDER}/"] = key
        kept = self._kept.group(FOLDER, key)
        if kept is None:
            self._progress.detail("making the search index")
            return Indexing(base, crew, kept=self._store, key_of=sources.words_of).finish
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
            files=stamps_of(self._config.output.resolve(), files.digests),
            keys=self._keys,
            is_checked=self._task.is_strict,
            report=said,
        )
        self._store.collect()
        write_record(self._task.record_path, record)


def ingest_changes(config: Config, progress: Progress, crew: Crew) -> tuple[Problem, ...]:
    """Bring content/ in step with seeds/ and say what was recognised; returns what is odd.

    Raises:
        ContentError: a seed cannot be read; one problem each.
    """
    from sitegen.ingest.run import ingest  # noqa: PLC0415 - seeds change less often than documents

    report = ingest(config, progress=progress, crew=crew)
    for line in chain.from_iterable(seed.lines() for seed in report.seeds):
        progress.say(line)
    errors = [p for p in report.problems if p.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    return report.problems


def _is_ingested(task: Task) -> bool:
    """Whether seeds and the record of ingest are those of the last build."""
    then, now = task.record.inputs, task.seen
    name = ".ingest.json"
    one, other = then["content"].get(name), now["content"].get(name)
    is_known = bool(one and other and one.digest == other.digest) or (one is None is other)
    return is_known and same(then["seeds"], now["seeds"])
