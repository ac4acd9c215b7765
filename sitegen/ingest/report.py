"""What ingest tells the editor about each seed: what it recognised and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.console import counted
from sitegen.ingest.manuscripts import Drafted
from sitegen.ingest.plan import Planned
from sitegen.model import Problem


@dataclass(frozen=True, slots=True)
class SeedReport:
    """One seed after ingest."""

    source: str
    """Name in seeds/."""
    drafted: Drafted | None
    """None when the seed could not be read."""
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    def lines(self) -> list[str]:
        """Lines for people: encoding, documents, what was removed."""
        if self.drafted is None:
            return []
        documents = counted(len(self.planned), "document")
        found = [f"seeds/{self.source}: {self.drafted.encoding}, {documents}"]
        for planned in self.planned:
            found.extend(f"  {line}" for line in _document_lines(planned))
        if self.drafted.removed:
            marks = ", ".join(f"{n} x {name}" for name, n in sorted(self.drafted.removed.items()))
            found.append(f"  removed as layout: {marks}")
        return found

    def explanation(self) -> list[str]:
        """For --explain: every line that became more than a paragraph, and why."""
        return list(self.drafted.explanation) if self.drafted else []


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run of ingest did, or with --check would do."""

    seeds: tuple[SeedReport, ...]
    """The seeds that were new, changed or named; unchanged ones are left out."""
    problems: tuple[Problem, ...]
    diff: str
    """Unified diff of content/, filled by --check only."""
    written: int
    """How many documents were written."""
    left: tuple[Problem, ...]
    """A warning for each document that no seed has any more. A build, which has read all documents
    by then, says it itself."""


def _document_lines(planned: Planned) -> list[str]:
    manuscript = planned.manuscript
    lines = [f"{manuscript.meta.title} -> content/{planned.folder}/: {manuscript.facts}"]
    lines.extend(f"  {remark}" for remark in manuscript.remarks)
    return lines
