"""What a build was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.cache.outputs import Output
from sitegen.cache.record import Record
from sitegen.cache.stamps import Stamps
from sitegen.config import Config
from sitegen.progress import Progress


@dataclass(frozen=True, slots=True)
class Task:
    """What a build was asked for, and what it knows of the build before."""

    config: Config
    progress: Progress
    jobs: int
    """Processes, at least 1."""
    scheduler: str
    """Where work is done, see workers.py."""
    is_strict: bool
    seen: Mapping[str, Stamps]
    """The inputs as they are."""
    record: Record
    """Of the last build."""
    kept: Output
    """Where that is kept, and the site before the last one."""
