"""What commands show: a progress bar on a terminal, plain lines elsewhere.

    standard output   what was done: the lines of `say` and `detail`, and what a command prints
    standard error    problems, one line each, and the bar

Only cli.py uses this. A reader that goes away (`sitegen build | head -1`) ends the output, never
the work.
"""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from sitegen.model import Problem, Severity

T = TypeVar("T")

_LINE_EVERY = 5.0
"""Seconds between lines of progress where there is no terminal: a log stays short."""

_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that could steer a terminal or reorder its text."""


class CommandLine:
    """A `Progress` for people and logs; never raises when its reader has gone."""

    def __init__(self, *, verbose: bool = False, quiet: bool = False) -> None:
        """Use the present standard streams; `quiet` leaves problems only."""
        self.verbose = verbose
        self._quiet = quiet
        self._out = _Stream(highlight=False, soft_wrap=True)
        self._err = _Stream(highlight=False, soft_wrap=True, stderr=True)
        self._bar_shown = False

    def say(self, message: str) -> None:
        """Show one plain line on standard output, unless quiet."""
        if not self._quiet:
            self.write(message)

    def detail(self, message: str) -> None:
        """Show one line that only -v wants."""
        if self.verbose:
            self.say(message)

    def problem(self, problem: Problem) -> None:
        """Show `file:line: message` on standard error; what is no error says so."""
        if self._quiet and problem.severity is not Severity.ERROR:
            return
        place, line = str(problem), Text()
        if problem.severity is not Severity.ERROR:
            label = f"{problem.severity.value}: "
            place = str(Problem(problem.file, problem.line, label + problem.message))
        line.append(visible(place), style=_STYLE[problem.severity])
        self._print(self._err, line)

    def write(self, text: str) -> None:
        """Write one line to standard output, quiet or not: what the command was asked for."""
        above_bar = self._bar_shown and self._out.is_terminal
        self._print(self._err if above_bar else self._out, Text(visible(text)))

    def track(self, items: Sequence[T], label: str) -> Iterator[T]:
        """Yield the items under a bar, or with a line now and then off a terminal."""
        if self._quiet or not items:
            yield from items
        elif self._err.is_terminal:
            yield from self._bar(items, label)
        else:
            yield from self._lines(items, label)

    def _bar(self, items: Sequence[T], label: str) -> Iterator[T]:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(
            *columns,
            console=self._err,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as bar:
            self._bar_shown = True
            try:
                yield from bar.track(items, description=visible(label))
            finally:
                self._bar_shown = False

    def _lines(self, items: Sequence[T], label: str) -> Iterator[T]:
        began = time.monotonic()
        due = began + _LINE_EVERY
        for number, item in enumerate(items, start=1):
            yield item
            now = time.monotonic()
            if now >= due and number < len(items):
                left = (now - began) / number * (len(items) - number)
                self.say(f"{label}: {number} of {len(items)}, {left:.0f} s left")
                due = now + _LINE_EVERY
        self.say(f"{label}: {len(items)}")

    def _print(self, stream: _Stream, line: Text) -> None:
        try:
            stream.print(line)
            stream.file.flush()
        except BrokenPipeError:
            stream.on_broken_pipe()


class _Rate(ProgressColumn):
    """How many items a second are done: `21/s`."""

    def render(self, task: Task) -> Text:
        speed = task.completed / task.elapsed if task.elapsed else 0.0
        return Text(f"{speed:.{0 if speed >= 10 else 1}f}/s")


class _Stream(Console):
    """A console that falls silent when its reader has gone, where Rich would exit."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)  # also for what Python flushes when it ends
        os.dup2(nowhere, self.file.fileno())
        os.close(nowhere)


def use_utf8() -> None:
    """Let both standard streams carry Chinese, whatever the locale, and never fail on a sign."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_encoding(stream.encoding), errors="backslashreplace")


def visible(text: str) -> str:
    """The text in one line, control characters and direction marks written as escapes.

    File names and documents reach the terminal: an escape sequence in one must not steer it.
    """
    if text.isprintable():
        return text
    return "".join(
        sign.encode("unicode_escape").decode("ascii")
        if unicodedata.category(sign) in _HIDDEN
        else sign
        for sign in text
    )


def counted(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _encoding(name: str) -> str:
    try:
        "中".encode(name)
    except (LookupError, UnicodeEncodeError):
        return "utf-8"
    return name
