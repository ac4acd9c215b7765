"""Where work is done: in this process, in several, in threads, or on a cluster.

Everything that can be done elsewhere is a function of picklable arguments that returns its result,
handed to a `concurrent.futures.Executor`; any executor of that protocol will do. On Linux processes
are forked from this one where no other thread runs: they then have what it holds (`Crew.hold`)
without a copy. Elsewhere, and in a preview, whose threads and locks a fork would copy, they come
from a fork server. Threads are for machines that allow no processes: Python runs one at a time.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, Generic, ParamSpec, TypeVar

from sitegen.config import Config

P = ParamSpec("P")
T = TypeVar("T")

PROCESSES, THREADS = "processes", "threads"
"""Names of what needs no cluster."""
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:\d+")

_PRELOADED = ["sitegen.render.pages", "sitegen.search.indexing", "rjieba"]
"""What is imported once before processes are forked, so that no worker has to."""


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


class Held(Generic[T]):
    """Something large that work is to read, as an argument of that work."""

    def __init__(self, value: T, number: int = 0) -> None:
        """Hold a value; with a number, forked processes find it by that."""
        self.value = value
        self._number = number

    def __reduce__(self) -> tuple[Callable[..., Held[T]], tuple[object, ...]]:
        """What travels to another process: the number where that suffices, else the value."""
        return (_inherited, (self._number,)) if self._number else (Held, (self.value,))


_inherited_values: dict[int, Held[Any]] = {}
"""What processes forked from this one have in common with it."""
_numbers = count(1)


def _inherited(number: int) -> Held[Any]:
    return _inherited_values[number]


class Crew:
    """Who does the work of one build."""

    inherits = False
    """Whether what is held travels at no cost, so that work may be cut into small pieces."""
    is_far = False
    """Whether work is done on machines that do not see this one's files."""

    def __init__(self, jobs: int, start: Callable[[], Executor]) -> None:
        """`jobs` is into how many pieces work is best cut; `start` is called when some comes."""
        self.jobs = jobs
        self._start = start
        self._pool: Executor | None = None

    @property
    def pool(self) -> Executor:
        """Takes work."""
        if self._pool is None:
            self._pool = self._start()
        return self._pool

    def hold(self, value: T) -> Held[T]:
        """Something large that work will need; ask before the work is handed out."""
        return Held(value)

    def close(self) -> None:
        """Let go of everything; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


class Forks(Crew):
    """Processes forked from this one, which inherit what is held."""

    inherits = True

    def __init__(self, jobs: int) -> None:
        """Fork when work comes; until then this process must not start a thread."""
        super().__init__(jobs, lambda: _forked(jobs))
        self._numbers: list[int] = []

    def hold(self, value: T) -> Held[T]:
        """Processes that are there already are ended: their work must be done, and they lack it.
        So the system gets back what they took of memory.
        """
        super().close()
        number = next(_numbers)
        _inherited_values[number] = held = Held(value, number)
        self._numbers.append(number)
        return held

    def close(self) -> None:
        """Let go of everything; work that has not begun is dropped."""
        super().close()
        for number in self._numbers:
            del _inherited_values[number]
        self._numbers.clear()


class Elsewhere(Crew):
    """Processes on other machines."""

    is_far = True


def in_turn(futures: Iterable[Future[T]]) -> Iterator[T]:
    """Results in order, each let go of with its future, since together they may be a whole site.
    Work that has not begun is dropped when the caller takes no more.
    """
    waiting = deque(futures)
    del futures
    try:
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def give_memory_back() -> None:
    """Let the system have what this process freed (malloc_trim(3), where there is one): it would
    keep the room of its largest piece of work for ever.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def alone() -> Crew:
    """A crew that is this process."""
    return Crew(1, Here)


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
            yield Elsewhere(hands, lambda: pool)
        return
    crew = alone()
    if jobs > 1 and scheduler == THREADS:
        crew = Crew(jobs, lambda: ThreadPoolExecutor(jobs))
    elif jobs > 1:
        crew = Forks(jobs) if _can_fork() else Crew(jobs, lambda: _served(jobs))
    try:
        yield crew
    finally:
        crew.close()


def _can_fork() -> bool:
    """Whether this process has one thread only, those of libraries counted."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        return False


def _forked(jobs: int) -> ProcessPoolExecutor:
    for name in _PRELOADED:
        with suppress(ImportError):  # what is optional
            import_module(name)
    return ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_begin)


def _served(jobs: int) -> ProcessPoolExecutor:
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
