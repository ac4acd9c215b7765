"""Articles to drafts: metadata read, headings levelled, text in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.ingest import bylines
from sitegen.ingest.articles import Article, split_headline
from sitegen.ingest.english import beginning
from sitegen.ingest.labels import dates_the_text, has_label
from sitegen.ingest.masthead import Masthead
from sitegen.ingest.names import is_office, speaker
from sitegen.ingest.order import SORTED, reading_order
from sitegen.ingest.outline import with_levels
from sitegen.ingest.pieces import Kind, Piece, Role, is_complete, open_brackets
from sitegen.model import Meta

MAX_CLAUSE = 60
"""Longest first clause that stands in for a title, in characters."""

_CLAUSE_ENDS = re.compile(r"[，。；！？,;!?：:]|$")
_SUBTITLE = re.compile(r"[(（].{2,60}[)）]$")
_PUBLISHER_LINE = re.compile(
    r"(?:来源|稿源|发布机构|发文机关|发布单位)\s*[:\uff1a]\s*([^\s。,\uff0c]{2,30})"
)
_PROMULGATED = re.compile(
    r"[(（]?\s*\d{4}年\d{1,2}月\d{1,2}日[^。]{0,400}(?:公布|发布|批准|通过|施行|修订|修正|印发|会议?上)[^。]{0,40}$"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+$")
_CLOSING = (Role.DATE, Role.SIGNATURE)
_WRITTEN = (Role.BODY, Role.BYLINE)
_ABOUT_PAPER = re.compile(r"[(（]\s*(?:此件|本件|\d{4}年\d{1,2}月\d{1,2}日|.{0,4}公开)")


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as ingest understood it, ready to be written."""

    meta: Meta
    """`slug` is still empty."""
    pieces: tuple[Piece, ...]
    """Headings (with levels), paragraphs, items and tables in reading order."""
    remarks: tuple[str, ...]
    """What the report says about it, plain sentences."""
    brackets: int
    """How many brackets of continuation marks were taken off: `(上接一版)` is a note now."""


def make_draft(article: Article, *, source: str, page: Masthead) -> Draft:
    """Read the metadata of an article, of its `page` where it has none, and order its pieces."""
    kicker, title, subtitle = _headlines(article)
    below, subtitle = _take_subtitle(list(article.pieces), subtitle)
    pieces, notes = _take_continuations([*article.before, *below])
    brackets = 2 * len(notes)
    pieces = _mark_signature(pieces)
    ordered, remarks = reading_order(with_levels(pieces))
    if any(SORTED in remark for remark in remarks):
        notes.append("reordered")
    if _is_unfinished(ordered):
        notes.append("unfinished")
        remarks.append("the last sentence is cut off; kept as it is")
    if not title:
        title = _first_clause(ordered)
        ordered = _without_line(ordered, title)
    meta = Meta(
        title=title,
        slug="",
        kicker=kicker,
        subtitle=subtitle,
        date=_date(ordered) or _date_of_occasion(subtitle) or page.date,
        publisher=_publisher(ordered) or _issuers(article) or page.publisher,
        authors=_authors(ordered),
        source=source,
        notes=tuple(notes),
    )
    return Draft(meta, tuple(ordered), tuple(remarks), brackets)


def _headlines(article: Article) -> tuple[str, str, str]:
    """Kicker, title and subtitle out of the stack of headlines."""
    if article.title is None:
        return "", "", ""
    position = article.head.index(article.title)
    above = [piece.text for piece in article.head[:position]]
    below = [piece.text for piece in article.head[position + 1 :]]
    split_off, title = split_headline(article.title.text)
    kicker = " ".join([*above, split_off]).strip()
    return kicker, title, " ".join(below)


def _take_continuations(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """Turn `(上接一版)` marks into notes of the document."""
    result, notes = [], []
    for piece in pieces:
        found = bylines.continuation(piece.text) if piece.kind is Kind.TEXT else ""
        if not found:
            result.append(piece)
            continue
        notes.append(f"continued: {found}")
        rest = bylines.without_continuation(piece.text)
        if rest and piece.role is not Role.CONTINUED:
            result.append(piece._replace(text=rest))
    return result, notes


def _take_subtitle(pieces: list[Piece], subtitle: str) -> tuple[list[Piece], str]:
    """A bracketed remark under the headline is its subtitle, unless it carries a date or tells
    what may be done with the paper. Only numbers of papers and the like may stand between.
    """
    for position, piece in enumerate(pieces[:2]):
        if piece.kind is not Kind.TEXT:
            break
        if piece.is_body:
            if not _SUBTITLE.match(piece.text) or _ABOUT_PAPER.match(piece.text):
                break
            rest = pieces[:position] + pieces[position + 1 :]
            return rest, " ".join([subtitle, piece.text]).strip()
    return pieces, subtitle


def _mark_signature(pieces: list[Piece]) -> list[Piece]:
    """The short line before a date line is who signs."""
    result = list(pieces)
    for position in range(len(result) - 1, 0, -1):
        below, piece = result[position], result[position - 1]
        if below.role not in _CLOSING or not piece.is_body:
            continue
        second = below.role is Role.SIGNATURE and not is_office(piece.text)
        if len(piece.text) <= 40 and not is_complete(piece.text) and not second:
            why = "short line above a date"
            result[position - 1] = piece._replace(role=Role.SIGNATURE, why=why)
    return result


def _is_unfinished(pieces: Sequence[Piece]) -> bool:
    """Whether the text breaks off: its last paragraph does, and nobody signs under it."""
    body = [piece for piece in pieces if piece.role in _WRITTEN]
    if not body or not body[-1].is_body:
        return False
    if any(piece.role in _CLOSING for piece in pieces[pieces.index(body[-1]) :]):
        return False
    last = body[-1].text
    return len(last) > 12 and not is_complete(last) and not _is_entry(last)


def _is_entry(text: str) -> bool:
    """Whether a text is whole without a full stop: an address of the web, a label with a value."""
    return bool(_ADDRESS.search(text)) or has_label(text)


def _without_line(pieces: list[Piece], title: str) -> list[Piece]:
    """The pieces without the line that became the title, if it was a whole line of text."""
    for position, piece in enumerate(pieces):
        if piece.is_body and piece.text == title:
            return pieces[:position] + pieces[position + 1 :]
    return pieces


def _first_clause(pieces: Sequence[Piece]) -> str:
    """The beginning of the text, for a document that nothing names."""
    for piece in pieces:
        if piece.kind in {Kind.TEXT, Kind.ITEM, Kind.HEADING} and piece.role is Role.BODY:
            text = re.sub(r"^本报讯\s*[(（][^)）]*[)）]", "", piece.text)
            return _clause(text)
    return _clause(pieces[0].text) if pieces and pieces[0].text else "无题"


def _clause(text: str) -> str:
    """The text up to where a clause ends outside brackets, or where one must be cut."""
    if text[:MAX_CLAUSE].isascii():
        return beginning(text)
    for end in (found.start() for found in _CLAUSE_ENDS.finditer(text[: MAX_CLAUSE + 1])):
        if 4 <= end <= MAX_CLAUSE and not open_brackets(text[:end]):
            return text[:end]
    return next((text[:n] for n in range(30, 3, -1) if not open_brackets(text[:n])), text[:30])


def _date(pieces: Sequence[Piece]) -> date | None:
    for role in (Role.ISSUE, Role.DATE, Role.LABEL):
        for piece in pieces:
            if piece.role is not role or (role is Role.LABEL and not dates_the_text(piece.text)):
                continue
            if found := bylines.find_date(piece.text):
                return found
    for piece in pieces[:3]:
        if piece.kind is Kind.TEXT and _PROMULGATED.match(piece.text):
            return bylines.find_date(piece.text)
    return None


def _date_of_occasion(subtitle: str) -> date | None:
    """The day of a speech: `——2025年1月18日在市人民代表大会上`."""
    return bylines.find_date(subtitle) if subtitle.startswith("—") else None


def _publisher(pieces: Sequence[Piece]) -> str:
    for piece in pieces:
        found = _PUBLISHER_LINE.search(piece.text) if piece.role is Role.LABEL else None
        if found:
            return found[1]
    return "、".join(piece.text for piece in pieces if piece.role is Role.SIGNATURE)


def _issuers(article: Article) -> str:
    return "、".join(piece.text for piece in article.head if piece.role is Role.ISSUER)


def _authors(pieces: Sequence[Piece]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for piece in pieces:
        if piece.role is Role.SPEAKER:
            names[speaker(piece.text)] = None
        elif piece.kind is Kind.TEXT and piece.role in _WRITTEN:
            whole = piece.role is Role.BYLINE
            names.update(dict.fromkeys(bylines.authors_in(piece.text, whole=whole)))
    return tuple(names)
