"""One process beside this one, which does one thing after the other.

    this process   look │ import ........... read │ digest │ render │ put in place
    helper              │ ingest │ import ....... │ search index ...│

A build after an edit is mostly imports and looks, of which nothing can be shared out; so what is
left is done by two, and the helper is forked before this process has imported what is heavy. A
large build has one that compares the documents and one that merges the index, which inherit what
was read. It is no executor of the standard library: those start a thread in this process, after
which nothing can be forked from it safely.
"""

from __future__ import annotations

import errno
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Generic, ParamSpec, TypeVar, cast

from sitegen.processes import give_memory_back, heed_nobody, interrupts_wait

P = ParamSpec("P")
T = TypeVar("T")

_Work = tuple[int, Callable[..., Any], tuple[Any, ...], dict[str, Any]]
_Answer = tuple[int, Any, str]
"""Number of the work, what it returned or raised, and the traceback, "" when it returned."""


class Promised(Generic[T]):
    """What a helper will have done."""

    def __init__(self, helper: Helper, number: int) -> None:
        """The work of this number."""
        self._helper = helper
        self._number = number

    def result(self) -> T:
        """Wait for it; it can be asked for once.

        Raises:
            Exception: what the work raised, a note with its traceback added.
            ValueError: it was asked for before.
            BrokenProcessPool: the helper was ended from outside.
        """
        return cast(T, self._helper.wait(self._number))

    def done(self) -> bool:
        """Whether it was done, or never will be."""
        return self._helper.has(self._number)


class Helper:
    """Does what it is told in another process."""

    def __init__(self) -> None:
        """Fork; this process must have no other thread.

        Raises:
            OSError: the system allows no more processes or threads.
        """
        context = get_context("fork")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_help, args=(other, self._pipe), daemon=True)
        try:
            with interrupts_wait():
                self._process.start()
        except OSError:
            self._pipe.close()
            raise
        finally:
            other.close()
        try:
            self._pipe.recv_bytes()
        except EOFError:
            self.close()
            raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)) from None
        self._numbers = count()
        self._due: set[int] = set()
        self._answers: dict[int, _Answer] = {}

    @classmethod
    def if_possible(cls) -> Helper | None:
        """A helper, or None where the system allows no process more."""
        try:
            return cls()
        except OSError:
            return None

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Promised[T]:
        """Hand out a call."""
        number = next(self._numbers)
        self._due.add(number)
        work = pickle.dumps((number, fn, args, kwargs), pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):  # the helper is gone, which whoever waits for it is told
            self._pipe.send_bytes(work)
        return Promised(self, number)

    def wait(self, number: int) -> object:
        """What the work of this number returned; see `Promised.result`."""
        if number not in self._due:
            raise ValueError("the result was given already")
        while number not in self._answers:
            try:
                self._receive()
            except (OSError, EOFError):
                raise BrokenProcessPool("the helper was ended") from None
        _, value, said = self._answers.pop(number)
        self._due.remove(number)
        if said:
            value.add_note(said)
            raise cast(Exception, value)
        return value

    def has(self, number: int) -> bool:
        """Whether `wait` would not wait for the work of this number."""
        try:
            while number not in self._answers and self._pipe.poll():
                self._receive()
        except (OSError, EOFError):
            return True  # as whoever asks for the result is told
        return number in self._answers or number not in self._due

    def _receive(self) -> None:
        answer: _Answer = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - our own
        self._answers[answer[0]] = answer

    def close(self) -> None:
        """End the process, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _help(pipe: Connection, parents: Connection) -> None:
    """What the helper does. Two threads see to it that neither side ever waits for the other to
    read; when the parent is gone this is. The first it says is that they run.
    """
    parents.close()
    heed_nobody()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    work: SimpleQueue[bytes] = SimpleQueue()
    answers: SimpleQueue[bytes] = SimpleQueue()
    try:
        threading.Thread(target=_receive, args=(pipe, work), daemon=True).start()
        threading.Thread(target=_send, args=(pipe, answers), daemon=True).start()
    except RuntimeError:  # the system allows no thread more
        os._exit(1)
    answers.put(b"")  # it has begun
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
        return _packed((number, fn(*args, **named), ""))
    except Exception as error:  # noqa: BLE001 - handed on, not swallowed
        said = traceback.format_exc()
        try:
            packed = _packed((number, error, said))
            pickle.loads(packed)  # noqa: S301 - our own
        except Exception:  # noqa: BLE001 - whatever an error's own code does
            return _packed((number, RuntimeError(repr(error)), said))
        return packed


def _packed(answer: _Answer) -> bytes:
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
