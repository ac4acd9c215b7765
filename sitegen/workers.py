"""Where work is done: in this process, in several, in threads, or on a cluster.

Everything that can be done elsewhere is a function of picklable arguments that returns its result.
What is shared out is handed to a `concurrent.futures.Executor`, and any of that protocol will do;
what one process does beside this one, to a helper where it can be forked (helper.py). Processes
that are forked from this one have what it holds (`Crew.hold`) without a copy, see processes.py.
Threads are for machines that allow no processes: Python runs one at a time.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Generic, ParamSpec, Protocol, TypeVar

from sitegen.config import Config
from sitegen.held import Held, inherit, inherited, numbers
from sitegen.helper import Helper
from sitegen.processes import PRELOADED, can_fork, forked, served

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PROCESSES, THREADS = "processes", "threads"
"""Names of what needs no cluster."""
_AHEAD = 3
"""Pieces of work of each process that are handed out: while one is done, the next is there, and
whoever takes the results may be a piece behind."""
_ADDRESS = re.compile(r"(?:tcp|tls)://[^\s/]+:\d+")


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


class _WhenAsked(Generic[T]):
    """Work that is done when somebody asks for its result, which is kept by whoever asked."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.result = work

    def done(self) -> bool:
        """Whether nobody else is at it."""
        return True


class _Alone(Generic[T]):
    """Work of a process that ends when somebody has its result: what it holds stays in memory."""

    def __init__(self, promised: Result[T], end: Callable[[], None]) -> None:
        self._end = end
        self._promised = promised
        self.done = promised.done

    def result(self) -> T:
        try:
            return self._promised.result()
        finally:
            self._end()


class Result(Protocol[T_co]):
    """What was handed out: a future, or the like of one."""

    def done(self) -> bool:
        """Whether asking for it would wait for nobody."""
        ...

    def result(self) -> T_co:
        """Wait for it; raises what the work raised."""
        ...


class Crew:
    """Who does the work of one build."""

    is_far = False
    """Whether work is done on other machines, which see the site's folder and not what is kept of
    it."""

    def __init__(
        self,
        jobs: int,
        start: Callable[[], Executor],
        helper: Helper | None = None,
        *,
        inherits: bool = False,
    ) -> None:
        """`jobs` is how many work; `start` is called when some comes."""
        self.jobs = jobs
        self.inherits = inherits
        """Whether what is held travels at no cost, so that work may be cut into small pieces."""
        self._start = start
        self._pool: Executor | None = None
        self._helper = helper
        self.is_helped = helper is not None
        """Whether a process stands by that does what is put aside (`aside`)."""

    @property
    def pool(self) -> Executor:
        """Takes work."""
        if self._pool is None:
            self._pool = self._start()
        return self._pool

    def aside(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Result[T]:
        """Hand out one piece of work, to be done while this process goes on; where none other
        can do it, when its result is asked for.
        """
        if self._helper is None and self.jobs < 2:
            return _WhenAsked(partial(fn, *args, **kwargs))
        return (self._helper or self.pool).submit(fn, *args, **kwargs)

    def hold(self, value: T) -> Held[T]:
        """Something large that work will need; ask before the work is handed out."""
        if self._helper is None:
            return Held(value)
        held = Held(value, next(numbers))
        self._helper.submit(inherit, value, held.number)
        return held

    def renew(self) -> None:
        """What is imported from now on, processes need not import. Their work must be done."""

    def close(self) -> None:
        """Let go of everything; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        if self._helper is not None:
            self._helper.close()
            self._helper = None


class Forks(Crew):
    """Processes forked from this one, which inherit what is held."""

    def __init__(self, jobs: int, helper: Helper | None = None) -> None:
        """Fork when work comes; until then this process must not start a thread."""
        super().__init__(jobs, self._forked, helper, inherits=True)
        self._others: list[Helper] = []
        self._is_renewed = False
        self._numbers: list[int] = []

    def _forked(self) -> Executor:
        try:
            return forked(self.jobs, PRELOADED if self._is_renewed else ())
        except OSError:  # the system allows no more, and is not asked again
            self._start = Here
            return Here()

    def aside(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Result[T]:
        """As `Crew.aside`; before work is handed out by a process for it alone, which has all that
        this one holds: all of the pool would keep it.
        """
        if self._pool is None and not self.is_helped and (helper := Helper.if_possible()):
            self._others.append(helper)
            return _Alone(helper.submit(fn, *args, **kwargs), partial(self._let_go, helper))
        return super().aside(fn, *args, **kwargs)

    def hold(self, value: T) -> Held[T]:
        """Processes that are there already are ended: their work must be done, and they lack it.
        So the system gets back what they took of memory.
        """
        self.renew()
        held = super().hold(value)
        held.number = held.number or next(numbers)
        inherited[held.number] = held
        self._numbers.append(held.number)
        return held

    def renew(self) -> None:
        """As `Crew.renew`: they end, and others come when there is work."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None
        self._is_renewed = True

    def close(self) -> None:
        """Let go of everything; work that has not begun is dropped."""
        super().close()
        for helper in [*self._others]:
            self._let_go(helper)
        for number in self._numbers:
            del inherited[number]
        self._numbers.clear()

    def _let_go(self, helper: Helper) -> None:
        if helper in self._others:
            self._others.remove(helper)
            helper.close()


class Elsewhere(Crew):
    """Processes on other machines, which whoever opened the cluster lets go of (cluster.py)."""

    is_far = True

    def close(self) -> None:
        """Nothing is to be let go of."""


def in_turn(crew: Crew, calls: Iterable[Callable[[], T]]) -> Iterator[T]:
    """Results of calls, in order. The first are handed out at once; so many are under way that all
    are busy, and no more: together, calls or results may be a whole site.

    Work that has not begun is dropped when the caller, having begun, takes no more.
    """
    rest = iter(calls)
    waiting = deque(crew.pool.submit(call) for call in islice(rest, _AHEAD * crew.jobs))
    return _results(crew, rest, waiting)


def _results(
    crew: Crew, calls: Iterator[Callable[[], T]], waiting: deque[Future[T]]
) -> Iterator[T]:
    try:
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(crew.pool.submit(call) for call in islice(calls, 1))
            yield result
    finally:
        for future in waiting:
            future.cancel()


def alone() -> Crew:
    """A crew that is this process."""
    return Crew(1, Here)


def is_scheduler(name: str) -> bool:
    """Whether work can be handed to what the name says: `processes`, `threads`, or the address
    of a Dask scheduler, `tcp://host:port`.
    """
    return name in {PROCESSES, THREADS} or _ADDRESS.fullmatch(name) is not None


@contextmanager
def workers(
    jobs: int,
    scheduler: str = PROCESSES,
    config: Config | None = None,
    *,
    is_helped: bool = False,
) -> Iterator[Crew]:
    """Those who do the work of one build.

    `jobs` is how many to work with, 1 being this process; a cluster has as many as it has, and
    checks that its machines see the site of `config` as this one does. With `is_helped` one more
    does what is put aside (`Crew.aside`), where it can be forked. After an error, work that has not
    begun is dropped.

    Raises:
        SitegenError: the cluster cannot be used.
    """
    if config is not None and scheduler not in {PROCESSES, THREADS}:
        from sitegen.cluster import cluster  # noqa: PLC0415 - an extra

        with cluster(scheduler, config) as (pool, hands):
            yield Elsewhere(hands, lambda: pool)
        return
    forks = scheduler == PROCESSES and can_fork()
    helper = Helper.if_possible() if is_helped and forks else None
    crew = Crew(1, Here, helper)
    if jobs > 1 and scheduler == THREADS:
        crew = Crew(jobs, lambda: ThreadPoolExecutor(jobs), inherits=True)
    elif jobs > 1:
        crew = Forks(jobs, helper) if forks else Crew(jobs, lambda: served(jobs))
    try:
        yield crew
    finally:
        crew.close()
