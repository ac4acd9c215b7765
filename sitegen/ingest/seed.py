"""One seed to drafts: the pure core of ingest, no file written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.ingest import bylines
from sitegen.ingest.articles import split
from sitegen.ingest.classify import classify
from sitegen.ingest.draft import Draft, make_draft
from sitegen.ingest.flow import Cut, flow
from sitegen.ingest.lines import clean_lines
from sitegen.ingest.pieces import Piece, Role
from sitegen.ingest.read import Seed


@dataclass(frozen=True, slots=True)
class Parsed:
    """What ingest made of one seed."""

    seed: Seed
    drafts: tuple[Draft, ...]
    removed: Mapping[str, int]
    """Name of a kind of character -> how many were taken out."""
    pieces: tuple[Piece, ...]
    """All pieces in source order, for --explain."""


def parse_seed(seed: Seed, cut: Cut) -> Parsed:
    """Split a seed into documents; `cut` segments text into words.

    Every character of the seed is in a draft, is white space, or is counted in `removed`.
    """
    lines, removed = clean_lines(seed.text)
    pieces = flow(classify(lines, removed, markdown=seed.markdown), cut)
    issue = next((p for p in pieces if p.role is Role.ISSUE), None)
    issue_date = bylines.find_date(issue.text) if issue else bylines.date_in_name(seed.name)
    drafts = tuple(
        make_draft(article, source=seed.name, issue_date=issue_date) for article in split(pieces)
    )
    removed["bracket of a continuation mark"] += sum(draft.brackets for draft in drafts)
    return Parsed(seed, drafts, +removed, tuple(pieces))
