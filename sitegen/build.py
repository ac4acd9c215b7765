"""A build, stage by stage.

    ingest what changed -> load -> produce every file of the site -> check -> swap in

Everything is made before anything is written: an error in any stage leaves the old site. The
producers know nothing of each other; on a large site they run in processes of their own. What a
process gets is the library and the settings, never an open file.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context

from sitegen.config import Config
from sitegen.content.check import check_site
from sitegen.content.library import Library
from sitegen.content.load import load_library
from sitegen.errors import ContentError
from sitegen.ingest import IngestReport, ingest
from sitegen.lock import site_lock
from sitegen.model import OutputFile, Problem, Severity
from sitegen.output import check_output, write_site
from sitegen.progress import Progress, Silent
from sitegen.render.assets import copy_assets
from sitegen.render.feeds import render_feeds
from sitegen.render.pages import render_pages
from sitegen.search.export import export
from sitegen.search.layout import FOLDER

LARGE_SITE = 300_000
"""Characters from which on starting processes costs less than it saves."""

Producer = Callable[[Library, Config, Progress], Iterable[OutputFile]]


def _feeds(library: Library, config: Config, _progress: Progress) -> Iterable[OutputFile]:
    return render_feeds(library, config)


def _assets(_library: Library, config: Config, _progress: Progress) -> Iterable[OutputFile]:
    return copy_assets(config)


PRODUCERS: tuple[tuple[str, Producer], ...] = (
    ("search", export),
    ("pages", render_pages),
    ("feeds", _feeds),
    ("assets", _assets),
)
"""Everything that makes files of public/, the slowest first."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made."""

    documents: int
    pages: int
    """HTML files."""
    entries: int
    """Sections that can be found by search, both languages counted."""
    problems: tuple[Problem, ...]
    """Warnings and notes; errors are raised."""
    seconds: float


def build_site(
    config: Config, progress: Progress | None = None, *, jobs: int = 0, strict: bool = False
) -> BuildReport:
    """Ingest what changed and build the whole site into `config.output`.

    `jobs` is the number of processes, 0 for one per core. With `strict` the finished site is
    checked, and put in place only when it has no error.

    Raises:
        SitegenError: any input is wrong; the old site is untouched.
    """
    started = time.perf_counter()
    progress = progress or Silent()
    with site_lock(config.state):
        check_output(config.output)
        ingested = ingest_changes(config, progress)
        library = load_library(config, progress)
        files = list(_produce(library, config, progress, jobs or os.cpu_count() or 1))
        problems = [*ingested.problems]
        if strict:
            problems.extend(_strict_check(config, library, files))
        write_site(config.output, files)
    return BuildReport(
        documents=len(library.documents),
        pages=sum(file.path.endswith(".html") for file in files),
        entries=_searchable(files),
        problems=tuple(problems),
        seconds=time.perf_counter() - started,
    )


def ingest_changes(config: Config, progress: Progress) -> IngestReport:
    """Bring content/ in step with seeds/ and say what was recognised.

    Raises:
        ContentError: a seed cannot be read; one problem each.
    """
    report = ingest(config, progress=progress)
    for line in chain.from_iterable(seed.lines() for seed in report.seeds):
        progress.say(line)
    errors = [p for p in report.problems if p.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    return report


def _produce(
    library: Library, config: Config, progress: Progress, jobs: int
) -> Iterator[OutputFile]:
    if jobs < 2 or _size(library) < LARGE_SITE:
        for name, produce in PRODUCERS:
            progress.detail(f"making {name}")
            yield from produce(library, config, progress)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver")) as pool:
        futures = [pool.submit(_collect, name, library, config) for name, _ in PRODUCERS]
        for future in futures:
            yield from future.result()


def _collect(name: str, library: Library, config: Config) -> list[OutputFile]:
    return list(dict(PRODUCERS)[name](library, config, Silent()))


def _size(library: Library) -> int:
    return sum(len(block.plain) for d in library.documents for block in d.blocks())


def _searchable(files: list[OutputFile]) -> int:
    """How many entries the search index has, as its manifest says."""
    manifest = next(file for file in files if file.path == f"{FOLDER}/manifest.json")
    return int(json.loads(manifest.data)["entries"])


def _strict_check(config: Config, library: Library, files: list[OutputFile]) -> tuple[Problem, ...]:
    """Check the site before it is put in place, in a folder of its own."""
    trial = config.state / "strict"
    try:
        write_site(trial, files)
        problems = check_site(config.model_copy(update={"output": trial}), library)
    finally:
        shutil.rmtree(trial, ignore_errors=True)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if errors:
        raise ContentError(errors)
    return problems
