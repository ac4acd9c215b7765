"""The stages of a build that has something to do.

    ingest what changed -> read -> sum up ┬-> render -> (check) -> swap in -> remember
                                └-> index ┘

Files are written as they are made, into a folder that takes the place of the site when all is
there. Each stage asks the record of the last build first whether what it would make stands there
already. On a large site the work is shared by processes, see workers.py; what makes the site
(making.py) takes a while to import, which happens while seeds are read.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import AbstractContextManager
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from sitegen.cache.inputs import code_version, look_at, settled_seeds, setup_of
from sitegen.cache.kept import Kept
from sitegen.cache.litter import sweep_site
from sitegen.cache.record import Record, write_record
from sitegen.cache.stamps import Stamps, same
from sitegen.cache.store import store_of
from sitegen.config import Config
from sitegen.errors import ContentError, SitegenError
from sitegen.ingest.begin import Begun, begin
from sitegen.model import Problem, Severity
from sitegen.output import NewSite, new_site
from sitegen.processes import keep_large_pieces_apart
from sitegen.report import BuildReport, problems_from
from sitegen.spare import Before
from sitegen.task import Task
from sitegen.timing import Clock, without_garbage_collection
from sitegen.workers import Crew, workers

if TYPE_CHECKING:
    from sitegen.making import Making

LARGE_SITE = 1_000_000
"""Bytes of seeds and content from which on starting processes costs less than it saves."""
MUCH_NEW = 300_000
"""The same for bytes that the last build did not see; of less, one helper does enough."""


def make_site(task: Task) -> BuildReport:
    """Build the site; the caller holds the lock.

    Raises:
        SitegenError: any input is wrong; the old site is untouched.
    """
    keep_large_pieces_apart()
    build = _Build(task)
    if build.follows:
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
        self._clock = Clock()
        self._code = code_version(task.seen)
        self._setup = setup_of(task.config)
        self._kept = Kept(task.config.output, task.record)
        is_same_code = task.record.report.get("code") == self._code
        self.follows = is_same_code and task.record.setup == self._setup
        """Whether the build before was by the same code, from the same settings."""

    def _has_same_texts(self) -> bool:
        then, now = self._task.record.inputs, self._task.seen
        return all(same(then[place], now[place]) for place in ("seeds", "content"))

    def run(self) -> BuildReport:
        began = time.perf_counter()
        with without_garbage_collection(), self._workers() as crew:
            with self._clock.stage("ingest"):
                begun = self._begin(crew)
            before = Before(self._kept.standing, self._task.kept.spare)
            with new_site(self._config.output, before) as files:
                making = self._making()
                with self._clock.stage("ingest"):
                    remarks = self._ingest(begun)
                    seen = self._followed(making)
                crew.renew()
                making.make(crew, seen, files)
                crew.close()
                with self._clock.stage("check"):
                    checked = making.check(files)
                with self._clock.stage("write"):
                    files.put_in_place()
                with self._clock.stage("remember"):
                    report = BuildReport(
                        documents=len(making.library.documents),
                        pages=sum(path.endswith(".html") for path in files),
                        entries=making.entries,
                        problems=(*remarks, *checked),
                        seconds=time.perf_counter() - began,
                        rendered=making.rendered,
                        timings=self._clock.timings(),
                    )
                    self._remember(making, seen, files, report, remarks)
        return report

    def _workers(self) -> AbstractContextManager[Crew]:
        """As many as are worth it for a site of this size, and for what is new."""
        size = new = 0
        for place in ("seeds", "content"):
            known = self._task.record.inputs.get(place, {})
            for name, stamp in self._task.seen[place].items():
                length = stamp.signature[0] if stamp.signature else 0
                size += length
                if name not in known or known[name].digest != stamp.digest:
                    new += length
        jobs = self._task.jobs if size >= LARGE_SITE or new >= MUCH_NEW else 1
        is_helped = self._task.jobs > 1 and new < MUCH_NEW
        return workers(jobs, self._task.scheduler, self._config, is_helped=is_helped)

    def _begin(self, crew: Crew) -> Begun | None:
        """Hand out the seeds that changed; None when there are none."""
        task, last = self._task, self._task.record
        sweep_site(self._config.content, task.seen["content"], self._config.state)
        settled = (
            settled_seeds(last.inputs, task.seen)
            if last.report.get("code") == self._code
            else frozenset()
        )
        is_settled = bool(settled) and same(last.inputs["seeds"], task.seen["seeds"])
        begun = None if is_settled else begin(self._config, settled=settled, crew=crew)
        if crew.is_helped and self.follows and not self._has_same_texts():
            crew.aside(_get_ready, self._config)
        return begun

    def _making(self) -> Making:
        """What makes the site: imported while others read seeds."""
        from sitegen.making import Making  # noqa: PLC0415

        return Making(self._task, self._kept, self._code, self._clock)

    def _ingest(self, begun: Begun | None) -> tuple[Problem, ...]:
        """Bring content/ in step with seeds/ and say what was recognised; returns what is odd.

        Raises:
            ContentError: a seed cannot be read; one problem each.
        """
        if begun is None:
            return self._remarks_before()
        from sitegen.ingest.run import finish  # noqa: PLC0415 - seeds change less often

        progress = self._task.progress
        report = finish(self._config, begun, progress)
        for line in chain.from_iterable(seed.lines() for seed in report.seeds):
            progress.say(line)
        errors = [p for p in report.problems if p.severity is Severity.ERROR]
        if errors:
            raise ContentError(errors)
        return report.problems

    def _remarks_before(self) -> tuple[Problem, ...]:
        """What ingest said last time, unless it is about a document that was edited since."""
        then, now = self._task.record.inputs["content"], self._task.seen["content"]
        content = f"{self._config.relative(self._config.content)}/"
        edited = {
            f"{content}{name}"
            for name, stamp in then.items()
            if name not in now or now[name].digest != stamp.digest
        }
        remarks = problems_from(self._task.record.report["remarks"])
        return tuple(remark for remark in remarks if remark.file not in edited)

    def _followed(self, making: Making) -> dict[str, Stamps]:
        """The inputs when catalogs are in step with what ingest and people wrote."""
        seen = self._look_again()
        if written := making.follow(seen["content"]):
            self._task.progress.detail(f"brought {written} catalogs in step with their documents")
            seen = self._look_again()
        return seen

    def _look_again(self) -> dict[str, Stamps]:
        """The inputs after ingest wrote to content/; what happens to seeds comes next time."""
        return {**look_at(self._config, self._task.seen), "seeds": self._task.seen["seeds"]}

    def _remember(
        self,
        making: Making,
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
            setup=self._setup,
            inputs=seen,
            files=files.stamps(),
            keys=making.keys,
            is_checked=self._task.is_strict,
            report=said,
        )
        making.save()
        write_record(self._task.kept.record, record)
        self._task.kept.sweep()


def _get_ready(config: Config) -> None:
    """Import what a helper will be asked for, and read what it will need."""
    import_module("sitegen.summing")
    from sitegen.search.parts import get_ready  # noqa: PLC0415

    get_ready(store_of(config), config.user_dictionary)
