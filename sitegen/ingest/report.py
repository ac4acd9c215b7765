"""What ingest tells the editor about each seed: what it recognised and how sure it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sitegen.ingest.draft import Draft
from sitegen.ingest.pieces import Kind, Piece
from sitegen.ingest.plan import Planned
from sitegen.ingest.seed import Parsed
from sitegen.model import Problem


@dataclass(frozen=True, slots=True)
class SeedReport:
    """One seed after ingest."""

    source: str
    """Name in seeds/."""
    parsed: Parsed | None
    """None when the seed could not be read."""
    planned: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    def lines(self) -> list[str]:
        """Lines for people: encoding, documents, what was removed."""
        if self.parsed is None:
            return []
        seed = self.parsed.seed
        found = [f"seeds/{seed.name}: {seed.encoding}, {_count(len(self.planned), 'document')}"]
        for planned in self.planned:
            found.extend(f"  {line}" for line in _document_lines(planned))
        if self.parsed.removed:
            marks = ", ".join(f"{n} x {name}" for name, n in sorted(self.parsed.removed.items()))
            found.append(f"  removed as layout: {marks}")
        return found

    def explanation(self) -> list[str]:
        """For --explain: every line that became more than a paragraph, and why."""
        if self.parsed is None:
            return []
        return [
            f"seeds/{self.source}:{piece.line}: {_what(piece)}: {piece.why}: {piece.text[:40]}"
            for piece in self.parsed.pieces
            if piece.kind is not Kind.TEXT or piece.role or piece.joined
        ]


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


def _document_lines(planned: Planned) -> list[str]:
    draft, meta = planned.draft, planned.draft.meta
    facts = [_headings(draft), _count(_paragraphs(draft), "paragraph")]
    joined = sum(len(piece.joined) for piece in draft.pieces)
    if joined:
        facts.append(f"{_count(joined, 'break')} joined")
    if meta.date:
        facts.append(meta.date.isoformat())
    facts.extend(filter(None, [meta.publisher, ", ".join(meta.authors)]))
    lines = [f"{meta.title} -> content/{planned.folder}/: {'; '.join(facts)}"]
    lines.extend(f"  {remark}" for remark in draft.remarks)
    return lines


def _headings(draft: Draft) -> str:
    headings = [piece for piece in draft.pieces if piece.kind is Kind.HEADING]
    if not headings:
        return "no headings"
    kinds = Counter(
        "numbered" if piece.mark else "marked" if "marked" in piece.why else "by form alone"
        for piece in headings
    )
    sure = ", ".join(f"{n} {kind}" for kind, n in kinds.most_common())
    return f"{_count(len(headings), 'heading')} ({sure})"


def _paragraphs(draft: Draft) -> int:
    return sum(piece.kind is not Kind.HEADING for piece in draft.pieces)


def _what(piece: Piece) -> str:
    if piece.role:
        return str(piece.role)
    if piece.joined:
        return f"{piece.kind}, joined with line {', '.join(map(str, piece.joined))}"
    return str(piece.kind)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
