"""One process beside this one, from the very beginning of a build.

    this process   look │ import ........... read │ digest │ render │ put in place
    helper              │ ingest │ import ....... │ search index ...│

A build after an edit is mostly imports and looks, of which nothing can be shared out; so what is
left is done by two. The helper is forked before this process has imported what is heavy, and does
one thing after the other. It is no executor of the standard library: those start a thread in this
process, after which nothing can be forked from it safely.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Generic, ParamSpec, TypeVar, cast

from sitegen.processes import give_memory_back

P = ParamSpec("P")
T = TypeVar("T")

_Work = tuple[int, Callable[..., Any], tuple[Any, ...], dict[str, Any]]
_Answer = tuple[int, bool, Any]
"""Number of the work, whether it failed, what it returned or raised."""


class Promised(Generic[T]):
    """What a helper will have done."""

    def __init__(self, helper: Helper, number: int) -> None:
        """The work of this number."""
        self._helper = helper
        self._number = number

    def result(self) -> T:
        """Wait for it.

        Raises:
            Exception: what the work raised.
            BrokenProcessPool: the helper was ended from outside.
        """
        return cast(T, self._helper.wait(self._number))


class Helper:
    """Does what it is told in another process, one thing after the other."""

    def __init__(self) -> None:
        """Fork; this process must have no other thread."""
        context = get_context("fork")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_help, args=(other, self._pipe), daemon=True)
        self._process.start()
        other.close()
        self._numbers = count()
        self._answers: dict[int, _Answer] = {}

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Promised[T]:
        """Hand out a call."""
        number = next(self._numbers)
        work = pickle.dumps((number, fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):  # the helper is gone, which whoever waits for it is told
            self._pipe.send_bytes(work)
        return Promised(self, number)

    def wait(self, number: int) -> object:
        """What the work of this number returned; see `Promised.result`."""
        while number not in self._answers:
            try:
                answer: _Answer = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - our own
            except (OSError, EOFError):
                raise BrokenProcessPool("the helper was ended") from None
            self._answers[answer[0]] = answer
        _, has_failed, value = self._answers.pop(number)
        if has_failed:
            raise cast(Exception, value)
        return value

    def close(self) -> None:
        """End the process, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _help(pipe: Connection, parents: Connection) -> None:
    """What the helper does. Two threads see to it that neither side ever waits for the other to
    read; Ctrl-C is left to the parent, and when that is gone this is.
    """
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work: SimpleQueue[bytes] = SimpleQueue()
    answers: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, work), daemon=True).start()
    threading.Thread(target=_send, args=(pipe, answers), daemon=True).start()
    while True:
        answers.put(_done(work.get()))
        if work.empty():
            give_memory_back()


def _receive(pipe: Connection, work: SimpleQueue[bytes]) -> None:
    with suppress(OSError, EOFError):
        while True:
            work.put(pipe.recv_bytes())
    os._exit(0)


def _send(pipe: Connection, answers: SimpleQueue[bytes]) -> None:
    with suppress(OSError):
        while True:
            pipe.send_bytes(answers.get())
    os._exit(0)


def _done(work: bytes) -> bytes:
    number, fn, args, named = cast(_Work, pickle.loads(work))  # noqa: S301 - the parent's own
    try:
        answer: _Answer = (number, False, fn(*args, **named))
    except Exception as error:  # noqa: BLE001 - handed on, not swallowed
        answer = (number, True, error)
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
