"""How stages say what they do without knowing about terminals.

Only cli.py prints; it hands in an implementation of `Progress`. Logging was refused for this:
a progress bar needs totals, and a user-facing line is not a log record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from sitegen.model import Problem

T = TypeVar("T")


class Progress(Protocol):
    """What a command shows while it works."""

    def say(self, message: str) -> None:
        """Show one plain line (hidden by -q)."""

    def detail(self, message: str) -> None:
        """Show one line that only -v wants."""

    def problem(self, problem: Problem) -> None:
        """Show a problem on standard error."""

    def track(self, items: Sequence[T], label: str) -> Iterable[T]:
        """Yield the items while a bar (or, off a terminal, a line) shows how far it is."""
        ...


class Silent:
    """A `Progress` that shows nothing: for tests and library use."""

    def say(self, message: str) -> None:
        """Show nothing."""

    def detail(self, message: str) -> None:
        """Show nothing."""

    def problem(self, problem: Problem) -> None:
        """Show nothing."""

    def track(self, items: Sequence[T], label: str) -> Iterator[T]:  # noqa: ARG002
        """Yield the items."""
        yield from items
