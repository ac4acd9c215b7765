"""One seed to drafts: the pure core of ingest, no file written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen.content import frontmatter
from sitegen.content.languages import ENGLISH, SOURCE_LANG
from sitegen.ingest import bylines
from sitegen.ingest.articles import split
from sitegen.ingest.classify import classify
from sitegen.ingest.draft import Draft, make_draft
from sitegen.ingest.english import flow_english, is_english
from sitegen.ingest.flow import flow
from sitegen.ingest.halves import join_halves
from sitegen.ingest.labels import with_labels
from sitegen.ingest.layout import Cut
from sitegen.ingest.lines import Line, clean_lines
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
    lang = ENGLISH if is_english(seed.text) else SOURCE_LANG
    pieces, masthead = _pieces(lines, removed, lang, cut, markdown=seed.markdown)
    issue = next((p for p in pieces if p.role is Role.ISSUE), None)
    day = bylines.find_date(issue.text) if issue else bylines.date_in_name(seed.name)
    masthead = Masthead(masthead.publisher, masthead.date or day)
    articles = join_halves(split(pieces), removed)
    drafts = tuple(
        _in_language(make_draft(article, source=seed.name, page=masthead), lang)
        for article in articles
    )
    removed["bracket of a continuation mark"] += sum(draft.brackets for draft in drafts)
    return Parsed(seed, drafts, +removed, tuple(pieces))


def _pieces(
    lines: Sequence[Line], removed: Counter[str], lang: str, cut: Cut, *, markdown: bool
) -> tuple[list[Piece], Masthead]:
    is_in_english = lang == ENGLISH
    found = classify(lines, removed, markdown=markdown, english=is_in_english)
    if is_in_english:
        return flow_english(found), Masthead()
    found, masthead = take_masthead(with_labels(found), removed)
    return flow(with_opening(found), cut), masthead


def _in_language(draft: Draft, lang: str) -> Draft:
    return replace(draft, meta=replace(draft.meta, lang=lang))


def _typed(seed: Seed, front: str, body: str, first_line: int) -> Parsed:
    """A document that a person typed, front matter and all: nothing is guessed about it.

    Raises:
        ContentError: its front matter is wrong.
    """
    lines, removed = clean_lines(body)
    lines = [line._replace(number=line.number + first_line - 1) for line in lines]
    lang = ENGLISH if is_english(body) else SOURCE_LANG
    found = classify(lines, removed, markdown=True, english=lang == ENGLISH)
    pieces = flow_english(found) if lang == ENGLISH else flow(found, list)
    meta = frontmatter.read_meta(front, file=f"seeds/{seed.name}", slug="")
    meta = replace(meta, source=meta.source or seed.name)
    draft = Draft(meta, tuple(with_levels(pieces)), (), 0)
    return Parsed(seed, (draft,), +removed, tuple(pieces))
