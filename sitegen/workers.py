"""Where work is done: in this process, or in several.

Everything that can be done elsewhere is a function of picklable arguments that returns its result,
handed to a `concurrent.futures.Executor`; any executor of that protocol will do. Processes come
from a fork server: forking this one would copy the threads and locks of a preview. Threads were
refused: Python runs one at a time.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_PRELOADED = ["sitegen.render.pages", "sitegen.search.export"]
"""What the fork server imports once, so that no worker has to."""


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


@contextmanager
def workers(jobs: int) -> Iterator[Executor]:
    """An executor with `jobs` processes, started when work comes; with 1, this process.

    After an error, work that has not begun is dropped.
    """
    if jobs < 2:
        yield Here()
        return
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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
