"""What a build says of itself when it has ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made."""

    documents: int
    pages: int
    """HTML files."""
    entries: int
    """Sections that can be found by search, both languages counted."""
    problems: tuple[Problem, ...]
    """Warnings and notes; errors are raised."""
    seconds: float
    is_unchanged: bool = False
    """Whether the site stood there already, made from the same input."""
    rendered: int = 0
    """Pages that were rendered; the others were kept from the build before."""
    timings: tuple[tuple[str, float], ...] = ()
    """Stage -> seconds, in the order in which they began."""

    def data(self) -> dict[str, Any]:
        """What a later build that finds nothing to do says again."""
        return {
            "documents": self.documents,
            "pages": self.pages,
            "entries": self.entries,
            "problems": [[p.file, p.line, p.message, p.severity.value] for p in self.problems],
        }


def unchanged(data: Mapping[str, Any], seconds: float) -> BuildReport:
    """The report of a build that found nothing to do; `data` is that of the build before."""
    return BuildReport(
        documents=data["documents"],
        pages=data["pages"],
        entries=data["entries"],
        problems=problems_from(data["problems"]),
        seconds=seconds,
        is_unchanged=True,
        timings=(("look for changes", seconds),),
    )


def problems_from(data: Any) -> tuple[Problem, ...]:
    """Problems out of the lists of `BuildReport.data`."""
    return tuple(Problem(file, line, said, Severity(how)) for file, line, said, how in data)
