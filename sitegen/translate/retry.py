"""Asking again: how long to wait after a failure, and when to stop asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sitegen.translate.pace import Pacer
from sitegen.translate.transport import Busy, Refused


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a run waits for a service."""

    attempts: int = 4
    """Requests for one text before it is given up."""
    first_wait: float = 1.0
    """Seconds before the second request; each further wait is twice as long."""
    longest_wait: float = 90.0
    """Seconds. A service that asks for more (an expired quota) is not waited for."""
    failures: int = 3
    """Texts in a row that no request got through, after which the run stops."""
    rejections: int = 20
    """Rejected answers in a row after which the run stops: something is wrong with them all."""


def patiently(send: Callable[[], str | None], patience: Patience, pacer: Pacer) -> str | None:
    """Send until an answer comes: exponential backoff, but what Retry-After says goes first.

    Raises:
        Busy: no attempt got through, or the run was stopped.
        Refused, Rejected: as `send` raises them; Refused also when the service asks for a longer
            wait than `longest_wait`.
    """
    for attempt in range(patience.attempts):
        pacer.turn()
        try:
            return send()
        except Busy as busy:
            wait = busy.retry_after
            if wait is not None and wait > patience.longest_wait:
                message = f"{busy}; it asks to wait {_minutes(wait)}: run again then"
                raise Refused(message) from None
            if attempt + 1 == patience.attempts:
                raise
            backoff = patience.first_wait * 2**attempt
        pacer.hold(min(patience.longest_wait, backoff) if wait is None else wait)
    raise AssertionError("patience without attempts")


def _minutes(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
