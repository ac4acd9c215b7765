"""Colours and a bar, for a person at a terminal."""

from __future__ import annotations

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

from sitegen.console import fall_silent
from sitegen.model import Severity

T = TypeVar("T")

_STYLE = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


class Terminal:
    """Standard error; texts must be free of what steers a terminal."""

    def __init__(self) -> None:
        """Look what standard error is."""
        self._console = _Console(highlight=False, soft_wrap=True, stderr=True)
        self.is_one = self._console.is_terminal
        self.is_busy = False
        """Whether a bar is shown: what is written meanwhile has to go above it."""

    def problem(self, line: str, severity: Severity) -> None:
        """Write a line in the colour of its severity."""
        self._print(Text(line, style=_STYLE[severity]))

    def write(self, line: str) -> None:
        """Write a plain line."""
        self._print(Text(line))

    def bar(self, items: Sequence[T], label: str) -> Iterator[T]:
        """Yield the items under a bar."""
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
            console=self._console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as bar:
            self.is_busy = True
            try:
                yield from bar.track(items, description=label)
            finally:
                self.is_busy = False

    def _print(self, line: Text) -> None:
        try:
            self._console.print(line)
            self._console.file.flush()
        except BrokenPipeError:
            self._console.on_broken_pipe()


class _Rate(ProgressColumn):
    """How many items a second are done: `21/s`."""

    def render(self, task: Task) -> Text:
        speed = task.completed / task.elapsed if task.elapsed else 0.0
        return Text(f"{speed:.{0 if speed >= 10 else 1}f}/s")


class _Console(Console):
    """A console that falls silent when its reader has gone, where Rich would exit."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        fall_silent(self.file)  # type: ignore[arg-type]
