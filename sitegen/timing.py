"""How long each stage of a build took, and what all stages do without."""

from __future__ import annotations

import gc
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


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Millions of small values that all stay would be looked through again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
