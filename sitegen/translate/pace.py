"""How many requests a service gets at once and in a minute, and how a run waits.

One `Pacer` is shared by all threads of a run: when a service asks one of them to wait, the others
wait too, since it counts requests and not threads.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Protocol

from sitegen.translate.transport import Busy

STOPPED = "the run was stopped"


@dataclass(frozen=True, slots=True)
class Pace:
    """What a service bears."""

    at_once: int = 1
    """Requests under way at the same time."""
    per_minute: int = 0
    """Requests begun within a minute; 0 for no limit."""


class Clock(Protocol):
    """Time, as tests may replace it."""

    def now(self) -> float:
        """Seconds since some fixed moment."""

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """Wait that long, or until `stop` is set."""


class SystemClock:
    """The time that passes."""

    def now(self) -> float:
        """Seconds of a clock that never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """Wait that long, or until `stop` is set."""
        stop.wait(seconds)


class Pacer:
    """Lets requests begin one after the other, as fast as a pace allows."""

    def __init__(self, pace: Pace, clock: Clock) -> None:
        """Take the pace of the service and the clock to keep it by."""
        self._interval = 60 / pace.per_minute if pace.per_minute else 0.0
        self._clock = clock
        self._lock = threading.Lock()
        self._free_from = self._held_until = clock.now()
        self._stop = threading.Event()

    def stop(self) -> None:
        """Let no further request begin; those who wait go on at once."""
        self._stop.set()

    def turn(self) -> None:
        """Wait until a request may begin.

        Raises:
            Busy: the run was stopped meanwhile.
        """
        with self._lock:
            begin = max(self._clock.now(), self._free_from)
            self._free_from = begin + self._interval
        self._wait_until(begin)

    def hold(self, seconds: float) -> None:
        """The service asks to be left alone: no request begins for that long.

        Raises:
            Busy: the run was stopped meanwhile.
        """
        until = self._clock.now() + seconds
        with self._lock:
            self._held_until = max(self._held_until, until)
        self._wait_until(until)

    def _wait_until(self, begin: float) -> None:
        # In a loop: another thread may be told to wait while this one waits for its turn.
        while not self._stop.is_set():
            left = max(begin, self._held_until) - self._clock.now()
            if left <= 0:
                return
            self._clock.sleep(left, self._stop)
        raise Busy(STOPPED)
