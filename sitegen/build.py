"""A build: look whether anything changed, and only then work.

The look costs a hundredth of a build, so that a build can be run without a thought. What does the
work is imported only when there is some (stages.py): the imports alone cost more than the look.
"""

from __future__ import annotations

import os
import time

from sitegen.cache.inputs import look_at, setup_of
from sitegen.cache.outputs import Output
from sitegen.cache.record import Record, read_record
from sitegen.cache.stamps import Stamps, look, same
from sitegen.config import Config
from sitegen.lock import site_lock
from sitegen.output import check_output
from sitegen.progress import Progress, Silent
from sitegen.report import BuildReport, unchanged
from sitegen.timing import without_garbage_collection

__all__ = ["BuildReport", "build_site"]


def build_site(
    config: Config,
    progress: Progress | None = None,
    *,
    jobs: int = 0,
    strict: bool = False,
    scheduler: str = "processes",
) -> BuildReport:
    """Ingest what changed and bring the site in `config.output` in step with its input.

    The result equals that of a first build byte for byte. `jobs` is the number of processes, 0
    for one per core; `scheduler` says where else work is done, see workers.py. With `strict` the
    finished site is checked, and put in place only when it has no error.

    Raises:
        SitegenError: any input is wrong; the old site is untouched.
    """
    began = time.perf_counter()
    with site_lock(config.state):
        output = check_output(config.output)
        kept = Output(config, output)
        record = read_record(kept.record)
        seen = look_at(config, record.inputs)
        if _holds(record, config, seen, strict=strict) and same(
            record.files, look(output, record.files)
        ):
            return unchanged(record.report, time.perf_counter() - began)
        with without_garbage_collection():  # nor is anything that an import makes garbage
            from sitegen.stages import make_site  # noqa: PLC0415 - heavy, see above
            from sitegen.task import Task  # noqa: PLC0415

        return make_site(
            Task(
                config=config,
                progress=progress or Silent(),
                jobs=jobs or os.cpu_count() or 1,
                scheduler=scheduler,
                is_strict=strict,
                seen=seen,
                record=record,
                kept=kept,
            )
        )


def _holds(record: Record, config: Config, seen: dict[str, Stamps], *, strict: bool) -> bool:
    """Whether the last build had the same input and was checked as thoroughly."""
    return (
        record.setup == setup_of(config)
        and (record.is_checked or not strict)
        and record.inputs.keys() == seen.keys()
        and all(same(stamps, seen[name]) for name, stamps in record.inputs.items())
    )
