"""Several requests under way at once, their outcomes taken one by one.

    jobs ──> at most `at_once` threads ask ──> outcomes, in the order they come ──> the caller

Only the caller writes, so two answers never meet in one catalog. What is under way when a run
ends early is paid for: `rest` waits for it, so that it can be stored. Asking for all jobs at once
and collecting at the end was refused: a crash would lose the lot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

J = TypeVar("J")
T = TypeVar("T")


class Answers(Generic[J, T]):
    """The outcomes of asking for each of some jobs."""

    def __init__(self, ask: Callable[[J], T], jobs: Sequence[J], at_once: int) -> None:
        """Begin nothing yet; `ask` is called in threads, at most `at_once` at a time."""
        self._ask = ask
        self._jobs = iter(jobs)
        self._at_once = max(1, at_once)
        self._pool = ThreadPoolExecutor(self._at_once, thread_name_prefix="translate")
        self._under_way: dict[Future[T], J] = {}

    def next(self) -> tuple[J, Future[T]]:
        """The next job that is done, with its finished future; more are begun in its place.

        To be called once for each job at most.
        """
        for job in self._jobs:
            self._under_way[self._pool.submit(self._ask, job)] = job
            if len(self._under_way) >= self._at_once:
                break
        done, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
        # Begun first, given out first: a run with one thread keeps the order of the jobs.
        future = next(future for future in self._under_way if future in done)
        return self._under_way.pop(future), future

    @property
    def under_way(self) -> int:
        """Jobs that are being asked for and were not given out yet."""
        return len(self._under_way)

    def rest(self) -> Iterator[tuple[J, Future[T]]]:
        """Begin nothing more and wait for what is under way."""
        self._jobs = iter(())
        for future in list(self._under_way):
            # One that no thread had taken yet: waiting for it would never end.
            if future.cancel():
                del self._under_way[future]
        self._pool.shutdown(wait=False)
        while self._under_way:
            yield self.next()
