"""How long each stage of a build took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Adds up wall-clock seconds by stage."""

    def __init__(self) -> None:
        """Start with no stage."""
        self._spent: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the body's time; a stage that comes again goes on."""
        began = time.perf_counter()
        self._spent.setdefault(name, 0.0)
        try:
            yield
        finally:
            self._spent[name] += time.perf_counter() - began

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Stage -> seconds, in the order in which they began."""
        return tuple(self._spent.items())
