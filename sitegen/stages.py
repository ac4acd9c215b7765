"""The stages of a build that has something to do.

    ingest what changed -> read -> sum up ┬-> render -> (check) -> swap in -> remember
                                └-> index ┘

Everything is made before anything is written. Each stage asks the record of the last build first
whether what it would make stands there already. On a large site the search index is made in a
process of its own while this one sums the documents up, and pages are rendered by all.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sitegen.cache.inputs import code_version, look_at, setup_of
from sitegen.cache.kept import Kept
from sitegen.cache.keys import PageKeys, Sources, digests_key, search_key
from sitegen.cache.litter import sweep_site
from sitegen.cache.reading import Reader
from sitegen.cache.record import Record, write_record
from sitegen.cache.stamps import Stamps, digest, same, stamps_of
from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.content.check import check_files
from sitegen.content.library import Library
from sitegen.content.load import digests_of, read_library, with_digests
from sitegen.errors import ContentError, SitegenError
from sitegen.ingest import ingest
from sitegen.model import OutputFile, Problem, Severity
from sitegen.output import write_site
from sitegen.progress import Progress, Silent
from sitegen.render.assets import copy_assets
from sitegen.render.feeds import render_feeds
from sitegen.render.links import file_of
from sitegen.render.pages import plan, render_others, render_routes
from sitegen.render.site import Site
from sitegen.report import BuildReport, problems_from
from sitegen.search.export import export
from sitegen.search.layout import FOLDER
from sitegen.timing import Clock
from sitegen.workers import workers

LARGE_SITE = 300_000
"""Characters from which on starting processes costs less than it saves."""
MANY_PAGES = 100
"""Pages to render, likewise."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a build was asked for, and what it knows of the build before."""

    config: Config
    progress: Progress
    jobs: int
    """Processes, at least 1."""
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

    def run(self) -> BuildReport:
        began = time.perf_counter()
        with self._clock.stage("ingest"):
            remarks = self._ingest()
            seen = {**look_at(self._config, self._task.seen), "seeds": self._task.seen["seeds"]}
        sources = Sources(seen, setup_of(self._config), self._code)
        library, files = self._make(sources)
        with self._clock.stage("check"):
            checked = self._check(library, files) if self._task.is_strict else ()
        with self._clock.stage("write"):
            write_site(self._config.output, files)
        with self._clock.stage("remember"):
            report = BuildReport(
                documents=len(library.documents),
                pages=sum(file.path.endswith(".html") for file in files),
                entries=_searchable(files),
                problems=(*remarks, *checked),
                seconds=time.perf_counter() - began,
                rendered=self._rendered,
                timings=self._clock.timings(),
            )
            self._remember(seen, files, report, remarks)
        return report

    def _ingest(self) -> tuple[Problem, ...]:
        """Bring content/ in step with seeds/, and catalogs with content/."""
        task, last = self._task, self._task.record
        sweep_site(self._config.content, self._config.state)
        known = last.inputs.get("seeds")
        if known is not None and last.report.get("code") == self._code and _is_ingested(task):
            remarks = problems_from(last.report["remarks"])
        else:
            remarks = ingest_changes(self._config, self._progress)
        if written := self._reader.follow(self._config):
            self._progress.detail(f"brought {written} catalogs in step with their documents")
        return remarks

    def _make(self, sources: Sources) -> tuple[Library, list[OutputFile]]:
        with self._clock.stage("read"):
            reader = self._reader
            library = read_library(
                self._config, self._progress, parse=reader.parse, catalog=reader.catalog
            )
        jobs = self._task.jobs if _size(library) >= LARGE_SITE else 1
        with workers(jobs) as pool:
            with self._clock.stage("search"):
                index = self._search(pool, library, sources)
            with self._clock.stage("digest"):
                make = digests_key(library, sources)
                library = with_digests(
                    library, reader.digests(make, lambda: digests_of(library, self._config))
                )
            site = Site(library, self._config)
            with self._clock.stage("render"):
                files = list(self._pages(pool, jobs, site, sources))
            with self._clock.stage("feeds and assets"):
                files += [*render_feeds(library, self._config), *copy_assets(self._config)]
            with self._clock.stage("search"):
                files += index.result()
        return library, files

    def _search(
        self, pool: Executor, library: Library, sources: Sources
    ) -> Future[list[OutputFile]]:
        key = search_key(library, sources)
        self._keys[f"{FOLDER}/"] = key
        kept = self._kept.group(FOLDER, key)
        if kept is None:
            self._progress.detail("making the search index")
            return pool.submit(_index, library, self._config)
        future: Future[list[OutputFile]] = Future()
        future.set_result(kept)
        return future

    def _pages(
        self, pool: Executor, jobs: int, site: Site, sources: Sources
    ) -> Iterator[OutputFile]:
        keys, wanted = PageKeys(site, sources), []
        for number, route in enumerate(plan(site.library)):
            path, key = file_of(route.url), keys.of(route)
            self._keys[path] = key
            kept = self._kept.file(path, key)
            if kept is None:
                wanted.append(number)
            else:
                yield kept
        self._rendered = len(wanted)
        yield from self._render(pool, jobs, site, wanted)
        yield from render_others(site)

    def _render(
        self, pool: Executor, jobs: int, site: Site, wanted: Sequence[int]
    ) -> Iterator[OutputFile]:
        if jobs < 2 or len(wanted) < MANY_PAGES:
            routes = plan(site.library)
            chosen = [routes[number] for number in wanted]
            yield from render_routes(site, self._progress.track(chosen, "Rendering pages"))
            return
        shares = [wanted[start::jobs] for start in range(jobs)]
        futures = [pool.submit(_rendered, site.library, site.config, s) for s in shares]
        self._progress.detail(f"rendering {len(wanted)} pages in {jobs} processes")
        for future in futures:
            yield from future.result()

    def _check(self, library: Library, files: list[OutputFile]) -> tuple[Problem, ...]:
        problems = check_files(self._config, library, files)
        errors = [p for p in problems if p.severity is Severity.ERROR]
        if errors:
            raise ContentError(errors)
        return problems

    def _remember(
        self,
        seen: Mapping[str, Stamps],
        files: Sequence[OutputFile],
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
            files=stamps_of(
                self._config.output.resolve(), {file.path: digest(file.data) for file in files}
            ),
            keys=self._keys,
            is_checked=self._task.is_strict,
            report=said,
        )
        self._store.collect()
        write_record(self._task.record_path, record)


def ingest_changes(config: Config, progress: Progress) -> tuple[Problem, ...]:
    """Bring content/ in step with seeds/ and say what was recognised; returns what is odd.

    Raises:
        ContentError: a seed cannot be read; one problem each.
    """
    report = ingest(config, progress=progress)
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


def _index(library: Library, config: Config) -> list[OutputFile]:
    return list(export(library, config, Silent()))


def _rendered(library: Library, config: Config, numbers: Sequence[int]) -> list[OutputFile]:
    routes = plan(library)
    return list(render_routes(Site(library, config), (routes[number] for number in numbers)))


def _size(library: Library) -> int:
    return sum(len(block.plain) for d in library.documents for block in d.blocks())


def _searchable(files: Sequence[OutputFile]) -> int:
    """How many entries the search index has, as its manifest says."""
    manifest = next(file for file in files if file.path == f"{FOLDER}/manifest.json")
    return int(json.loads(manifest.data)["sections"])
