"""What is said of a seed to whom wants to know how it was understood, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitegen.console import counted
from sitegen.ingest.draft import Draft
from sitegen.ingest.pieces import Kind, Piece


def explain(name: str, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """For --explain: every line of a seed that became more than a paragraph, and why."""
    return tuple(
        f"seeds/{name}:{piece.line}: {_what(piece)}: {piece.why}: {piece.text[:40]}"
        for piece in pieces
        if piece.kind is not Kind.TEXT or piece.role or piece.joined
    )


def facts(draft: Draft) -> str:
    """What was recognised in a document: `2 headings (2 numbered); 3 paragraphs; 2025-01-15`."""
    meta = draft.meta
    found = [_headings(draft), counted(_paragraphs(draft), "paragraph")]
    joined = sum(len(piece.joined) for piece in draft.pieces)
    if joined:
        found.append(f"{counted(joined, 'break')} joined")
    if meta.date:
        found.append(meta.date.isoformat())
    found.extend(filter(None, [meta.publisher, ", ".join(meta.authors)]))
    return "; ".join(found)


def _headings(draft: Draft) -> str:
    headings = [piece for piece in draft.pieces if piece.kind is Kind.HEADING]
    if not headings:
        return "no headings"
    kinds = Counter(
        "numbered" if piece.mark else "marked" if "marked" in piece.why else "by form alone"
        for piece in headings
    )
    sure = ", ".join(f"{n} {kind}" for kind, n in kinds.most_common())
    return f"{counted(len(headings), 'heading')} ({sure})"


def _paragraphs(draft: Draft) -> int:
    return sum(piece.kind is not Kind.HEADING for piece in draft.pieces)


def _what(piece: Piece) -> str:
    if piece.role:
        return str(piece.role)
    if piece.joined:
        return f"{piece.kind}, joined with line {', '.join(map(str, piece.joined))}"
    return str(piece.kind)
