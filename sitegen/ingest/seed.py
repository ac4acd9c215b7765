"""One seed to drafts: the pure core of ingest, no file written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sitegen.content import frontmatter
from sitegen.ingest import bylines
from sitegen.ingest.articles import split
from sitegen.ingest.classify import classify
from sitegen.ingest.draft import Draft, make_draft
from sitegen.ingest.flow import flow
from sitegen.ingest.halves import join_halves
from sitegen.ingest.labels import with_labels
from sitegen.ingest.layout import Cut
from sitegen.ingest.lines import clean_lines
from sitegen.ingest.masthead import Masthead, take_masthead
from sitegen.ingest.opening import with_opening
from sitegen.ingest.outline import with_levels
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
    front, body, first_line = frontmatter.split(seed.text) if seed.markdown else ("", "", 0)
    if front:
        return _typed(seed, front, body, first_line)
    lines, removed = clean_lines(seed.text)
    pieces = with_labels(classify(lines, removed, markdown=seed.markdown))
    pieces, masthead = take_masthead(pieces, removed)
    pieces = flow(with_opening(pieces), cut)
    issue = next((p for p in pieces if p.role is Role.ISSUE), None)
    day = bylines.find_date(issue.text) if issue else bylines.date_in_name(seed.name)
    masthead = Masthead(masthead.publisher, masthead.date or day)
    articles = join_halves(split(pieces), removed)
    drafts = tuple(make_draft(article, source=seed.name, page=masthead) for article in articles)
    removed["bracket of a continuation mark"] += sum(draft.brackets for draft in drafts)
    return Parsed(seed, drafts, +removed, tuple(pieces))


def _typed(seed: Seed, front: str, body: str, first_line: int) -> Parsed:
    """A document that a person typed, front matter and all: nothing is guessed about it.

    Raises:
        ContentError: its front matter is wrong.
    """
    lines, removed = clean_lines(body)
    lines = [line._replace(number=line.number + first_line - 1) for line in lines]
    pieces = flow(classify(lines, removed, markdown=True), list)
    meta = frontmatter.read_meta(front, file=f"seeds/{seed.name}", slug="")
    meta = replace(meta, source=meta.source or seed.name)
    draft = Draft(meta, tuple(with_levels(pieces)), (), 0)
    return Parsed(seed, (draft,), +removed, tuple(pieces))
