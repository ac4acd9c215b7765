"""Where work is done: in this process, in several, in threads, or on a cluster.

Everything that can be done elsewhere is a function of picklable arguments that returns its result,
handed to a `concurrent.futures.Executor`; any executor of that protocol will do. Processes come
from a fork server: forking this one would copy the threads and locks of a preview. Threads are for
machines that allow no processes: Python runs one at a time.
"""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import NamedTuple, ParamSpec, TypeVar

from sitegen.config import Config

P = ParamSpec("P")
T = TypeVar("T")

PROCESSES, THREADS = "processes", "threads"
"""Names of what needs no cluster."""
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:\d+")

_PRELOADED = ["sitegen.render.pages", "sitegen.search.export"]
"""What the fork server imports once, so that no worker has to."""


class Crew(NamedTuple):
    """Who does the work."""

    pool: Executor
    jobs: int
    """Into how many pieces it is best cut."""


class Here(Executor):
    """Does all work at once, in the process that asks for it."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call the function; its error is raised by `result()`, as elsewhere."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed on, not swallowed
            future.set_exception(error)
        return future


def is_scheduler(name: str) -> bool:
    """Whether work can be handed to what the name says: `processes`, `threads`, or the address
    of a Dask scheduler, `tcp://host:port`.
    """
    return name in {PROCESSES, THREADS} or _ADDRESS.fullmatch(name) is not None


@contextmanager
def workers(jobs: int, scheduler: str = PROCESSES, config: Config | None = None) -> Iterator[Crew]:
    """Those who do the work of one build.

    `jobs` is how many to work with, 1 being this process; a cluster has as many as it has, and
    checks that its machines see the site of `config` as this one does. After an error, work that
    has not begun is dropped.

    Raises:
        SitegenError: the cluster cannot be used.
    """
    if config is not None and scheduler not in {PROCESSES, THREADS}:
        from sitegen.cluster import cluster  # noqa: PLC0415 - an extra

        with cluster(scheduler, config) as (pool, hands):
            yield Crew(pool, hands)
    elif jobs < 2:
        yield Crew(Here(), 1)
    else:
        own = ThreadPoolExecutor(jobs) if scheduler == THREADS else _processes(jobs)
        try:
            yield Crew(own, jobs)
        finally:
            own.shutdown(wait=True, cancel_futures=True)


def _processes(jobs: int) -> ProcessPoolExecutor:
    """Processes that are started when work comes."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it, even when it is killed:
    a worker that waits for work would otherwise wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
