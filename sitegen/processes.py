"""Processes: how they begin, how they end, what they give back.

On Linux they are forked where no other thread runs. Elsewhere, and in a preview, whose threads and
locks a fork would copy, they come from a fork server.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait

PRELOADED = ["sitegen.render.pages", "sitegen.search.parts", "rjieba"]
"""What is imported once before processes are forked, so that no worker has to."""

_PATIENCE = 20.0
"""Seconds in which a forked process begins, however busy the machine."""
_M_MMAP_THRESHOLD = -3
"""Of glibc's malloc.h."""
_LARGE = 2_000_000
"""Bytes."""


def can_fork() -> bool:
    """Whether this process has one thread only, those of libraries counted."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except OSError:
        return False


def forked(jobs: int, preloaded: Iterable[str]) -> ProcessPoolExecutor:
    """Processes forked from this one, which inherit what is imported.

    Raises:
        OSError: the system allows no more processes, or threads to look after them, or has none of
            what they share.
    """
    for name in preloaded:
        with suppress(ImportError):  # what is optional
            import_module(name)
    others = {*active_children()}
    try:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("fork"), initializer=_begin)
        with interrupts_wait():
            begun = pool.submit(_nothing)  # which forks them all
        begun.result(_PATIENCE)
    except (OSError, RuntimeError) as error:
        for process in {*active_children()} - others:  # they would wait for work for ever
            process.kill()
            process.join()
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from error
    return pool


def served(jobs: int) -> ProcessPoolExecutor:
    """Processes forked from another one, which inherit nothing of this one."""
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)


def _begin() -> None:
    """End with the process that started this one, even when it is killed: a worker that waits for
    work would otherwise wait for ever.
    """
    heed_nobody()
    keep_large_pieces_apart()
    parent = parent_process()
    if parent is not None:
        with suppress(RuntimeError):  # the system allows no thread more
            threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _nothing() -> None:
    """Work that takes no time."""


@contextmanager
def interrupts_wait() -> Iterator[None]:
    """Let Ctrl-C wait while the body forks: a process that has not begun yet would end of it, with
    a traceback. It begins with `heed_nobody`.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def heed_nobody() -> None:
    """Leave Ctrl-C to the process that forked this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def give_memory_back() -> None:
    """Let the system have what this process freed (malloc_trim(3), where there is one): it would
    keep the room of its largest piece of work for ever.
    """
    if trim := _of_glibc("malloc_trim"):
        trim(0)


def keep_large_pieces_apart() -> None:
    """Let the system have large arrays as soon as they are freed (mallopt(3), where there is one).

    By itself glibc would learn from the first ones to keep the room of those that follow, among
    which what stays is then strewn: a third more memory for a site of thousands of documents.
    """
    if mallopt := _of_glibc("mallopt"):
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """A function of the C library, if this is one that has it."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
