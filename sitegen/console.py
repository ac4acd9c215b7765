"""What commands show: a progress bar on a terminal, plain lines elsewhere.

    standard output   what was done: the lines of `say` and `detail`, and what a command prints
    standard error    problems, one line each, and the bar

Only cli.py uses this. A reader that goes away (`sitegen build | head -1`) ends the output, never
the work. Colours and the bar are Rich's (terminal.py), which is imported where there is a terminal:
elsewhere it would take longer than a build that finds nothing to do.
"""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TextIO, TypeVar

from sitegen.model import Problem, Severity

if TYPE_CHECKING:
    from sitegen.terminal import Terminal

T = TypeVar("T")

_LINE_EVERY = 5.0
"""Seconds between lines of progress where there is no terminal: a log stays short."""

_CLAIMS = frozenset({"FORCE_COLOR", "TTY_COMPATIBLE"})
"""Variables by which Rich takes something else for a terminal."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that could steer a terminal or reorder its text."""


class CommandLine:
    """A `Progress` for people and logs; never raises when its reader has gone."""

    def __init__(self, *, verbose: bool = False, quiet: bool = False) -> None:
        """Use the present standard streams; `quiet` leaves problems only."""
        self.verbose = verbose
        self._quiet = quiet

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
        place = str(problem)
        if problem.severity is not Severity.ERROR:
            label = f"{problem.severity.value}: "
            place = str(Problem(problem.file, problem.line, label + problem.message))
        if self._terminal:
            self._terminal.problem(visible(place), problem.severity)
        else:
            _print(sys.stderr, visible(place))

    def write(self, text: str) -> None:
        """Write one line to standard output, quiet or not: what the command was asked for."""
        if self._terminal and self._terminal.is_busy and sys.stdout.isatty():
            self._terminal.write(visible(text))
        else:
            _print(sys.stdout, visible(text))

    def track(self, items: Sequence[T], label: str) -> Iterator[T]:
        """Yield the items under a bar, or with a line now and then off a terminal."""
        if self._quiet or not items:
            yield from items
        elif self._terminal:
            yield from self._terminal.bar(items, visible(label))
        else:
            yield from self._lines(items, label)

    @cached_property
    def _terminal(self) -> Terminal | None:
        """Where standard error is one, or is to be taken for one."""
        if not (sys.stderr.isatty() or os.environ.keys() & _CLAIMS):
            return None
        from sitegen.terminal import Terminal  # noqa: PLC0415 - Rich, see above

        found = Terminal()
        return found if found.is_one else None

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


def _print(stream: TextIO, line: str) -> None:
    """Write a line; when its reader has gone, nothing more goes there."""
    try:
        stream.write(line + "\n")
        stream.flush()
    except BrokenPipeError:
        fall_silent(stream)


def fall_silent(stream: TextIO) -> None:
    """Let whatever is still written to a stream go nowhere, also what Python flushes as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
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
