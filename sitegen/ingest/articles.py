"""A newspaper page holds several articles under flat headings: find where each begins.

    ## 挑大梁走在前 【六看郑州】系列报道      kicker  ┐
    ## 创新,让新质生产力成发展“主引擎”        title   ┘ a stack: nothing stands between
    (上接一版)                                        continued from another page
    ## 培育新兴产业增长极                     a section of the same article

Evidence for a new article in front of a heading without a number: a stack, `本报讯(`, a
continuation mark or a lone name under it, a byline or an unfinished sentence before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from sitegen.ingest import bylines
from sitegen.ingest.layout import MIN_PARALLEL, shape
from sitegen.ingest.pieces import Kind, Piece, Role, is_complete

_NAME_LINE = re.compile(r"[\u4e00-\u9fff]{2,4}$|[\u4e00-\u9fff]{1,6}(?:评论部|评论员|编辑部|社论)$")
_TRANSMITTAL = re.compile(
    r"给你们|(?:请|望).{0,24}(?:实施|执行|落实|办理)。$|现(?:予|将).{2,40}(?:公布|发布|印发)。?"
)
MAX_SLOGAN = 6
"""Longest phrase of a slogan in characters."""

_OF_PAGES = (Role.CONTINUED, Role.BYLINE)
_KICKER = re.compile(
    r"[:\uff1a]$|……$|^[【〔\[]|[·•|｜]|(?:系列报道|系列评论|专题|专栏|综述之.|之[一二三四五六七八九十]|观察)$"
)
_ELLIPSIS_SPLIT = re.compile(r"(.{6,}?……)\s+(\S.{5,})$")


@dataclass(frozen=True, slots=True)
class Article:
    """One document of a seed before its metadata is read."""

    head: tuple[Piece, ...]
    """Headlines in the order of the page: kickers, title, subtitle; () when nothing is above."""
    title: Piece | None
    pieces: tuple[Piece, ...]
    """Everything else, in the order of the page."""
    before: tuple[Piece, ...] = ()
    """Pieces that stood above the headline (addressee, lead, issue line)."""


def split(pieces: Sequence[Piece]) -> list[Article]:
    """The articles of a seed, in order; one for whatever is no newspaper page."""
    pieces = [_with_caption_role(pieces, i) for i in range(len(pieces))]
    starts = _starts(pieces) if _is_page(pieces) else []
    first = starts[0] if starts else 0
    bounds = [0, *[s for s in starts if s > first], len(pieces)]
    return [_article(pieces[a:b]) for a, b in pairwise(bounds) if pieces[a:b]]


def _with_caption_role(pieces: Sequence[Piece], position: int) -> Piece:
    """A short line behind a byline is the caption of a photo."""
    piece = pieces[position]
    if not piece.is_body or position == 0 or len(piece.text) > 40 or is_complete(piece.text):
        return piece
    after_credit = pieces[position - 1].role in {Role.BYLINE, Role.CAPTION}
    last = position == len(pieces) - 1
    if after_credit and (last or pieces[position + 1].kind is Kind.HEADING):
        return piece._replace(role=Role.CAPTION, why="short line behind a byline")
    return piece


def _is_page(pieces: Sequence[Piece]) -> bool:
    """Whether this is a newspaper page rather than one document."""
    if any(p.kind is Kind.HEADING and p.level == 1 for p in pieces):
        return False
    return any(
        p.role in _OF_PAGES
        or (p.is_body and (bylines.is_news_lead(p.text) or bylines.continuation(p.text)))
        for p in pieces
    )


def _starts(pieces: Sequence[Piece]) -> list[int]:
    """Positions at which an article begins with a stack of headlines."""
    found: list[int] = []
    position = 0
    while position < len(pieces):
        if not _is_plain_heading(pieces[position]):
            position += 1
            continue
        end = position
        while end < len(pieces) and _is_plain_heading(pieces[end]):
            end += 1
        if not found or _begins_article(pieces, position, end, found[-1]):
            found.append(position)
        position = end
    return found


def _is_plain_heading(piece: Piece) -> bool:
    if piece.kind is not Kind.HEADING:
        return False
    return piece.mark is None or piece.mark.style.is_run_in


def _begins_article(pieces: Sequence[Piece], start: int, end: int, last: int) -> bool:
    """Whether the headings from `start` to `end` are the head of a new article."""
    stack = pieces[start:end]
    below = pieces[end] if end < len(pieces) else None
    if below and (below.role is Role.CONTINUED or bylines.continuation(below.text[:30])):
        return True
    if below and below.kind is Kind.TEXT and bylines.is_news_lead(below.text):
        return True
    if any(_NAME_LINE.match(piece.text) for piece in stack[1:]):
        return True
    if sum(1 for piece in stack if piece.level) >= 2 or stack[0].text.endswith((":", "：")):
        return True
    return _ended(pieces, last, start)


def _ended(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether the article above has visibly ended: with a byline, a jump, or in mid-sentence."""
    last = pieces[end - 1]
    if last.role in {Role.BYLINE, Role.CAPTION}:
        body = (i for i in range(start, end) if pieces[i].is_body)
        return len(list(islice(body, 2))) == 2
    if not last.is_body:
        return False
    jump = "转" in bylines.continuation(last.text[-40:])
    return jump or bylines.ends_with_credit(last.text) or not is_complete(last.text)


def _article(pieces: Sequence[Piece]) -> Article:
    """Headlines and text of one article."""
    if given := _given(pieces):
        return given
    head, start, end = _head(pieces)
    if not head:
        return Article((), None, tuple(pieces))
    names = [piece for piece in head[1:] if _NAME_LINE.match(piece.text)]
    titles = tuple(piece for piece in head if piece not in names)
    bylines_below = tuple(
        p._replace(kind=Kind.TEXT, role=Role.BYLINE, why="a name alone under a headline")
        for p in names
    )
    kickers, body = _late_kickers(pieces[end:])
    return Article((*kickers, *titles), _title(titles), bylines_below + body, tuple(pieces[:start]))


def _title(headlines: Sequence[Piece]) -> Piece:
    """The title among headlines: the last that is marked, kickers being printed above it; of
    unmarked ones the first that is no kicker by its form.
    """
    lines = [piece for piece in headlines if not _is_dash_line(piece)] or list(headlines)
    marked = [piece for piece in lines if piece.level]
    if marked:
        return marked[-1]
    return next((piece for piece in lines if not _is_kicker(piece.text)), lines[-1])


def _is_kicker(text: str) -> bool:
    """Whether a headline is one above the title by its form: a rubric, or phrases of one length
    like `项目为王 民生为本`.
    """
    phrases = {len(phrase) for phrase in text.split()}
    slogan = " " in text and len(phrases) == 1 and max(phrases) <= MAX_SLOGAN
    return slogan or bool(_KICKER.search(text))


def _given(pieces: Sequence[Piece]) -> Article | None:
    """The article whose title was found by its words, authorities standing above it."""
    start = next((i for i, piece in enumerate(pieces) if piece.role is Role.TITLE), None)
    if start is None:
        return None
    end = start + 1
    while end < len(pieces) and _is_dash_line(pieces[end]):
        end += 1
    issuers = tuple(piece for piece in pieces[:start] if piece.role is Role.ISSUER)
    above = tuple(piece for piece in pieces[:start] if piece.role is not Role.ISSUER)
    head = (*issuers, *pieces[start:end])
    return Article(head, pieces[start], tuple(pieces[end:]), above)


def _is_dash_line(piece: Piece) -> bool:
    return piece.kind is Kind.HEADING and piece.text.startswith("—")


def _late_kickers(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Summary lines that a round-up prints above its first section: headings with no text.

    Sections of one form, three or more, show a round-up; elsewhere the line is text in its place.
    """
    for position, piece in enumerate(pieces[:-1]):
        if piece.kind is Kind.HEADING:
            following = pieces[position + 1]
            bare = _is_plain_heading(following) and not piece.level
            if not _is_plain_heading(piece) or not bare or not _is_round_up(pieces[position + 1 :]):
                break
            return (piece,), (*pieces[:position], *pieces[position + 1 :])
    return (), tuple(pieces)


def _is_round_up(pieces: Sequence[Piece]) -> bool:
    """Whether the first heading begins a row of sections whose headings have one form."""
    forms = [shape(piece.text) for piece in pieces if _is_plain_heading(piece)]
    return forms.count(forms[0]) >= MIN_PARALLEL


def _head(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], int, int]:
    """The stack of headlines of an article with its bounds."""
    for position, piece in enumerate(pieces):
        if piece.kind is Kind.HEADING and piece.level == 1:
            return (piece,), position, position + 1
        if piece.kind is Kind.HEADING and not _is_plain_heading(piece):
            break
        if _is_plain_heading(piece) and _is_headline(pieces, position):
            end = position + 1
            while end < len(pieces) and _is_plain_heading(pieces[end]) and _stacks(pieces, end):
                end += 1
            return tuple(pieces[position:end]), position, end
    return (), 0, 0


def _is_headline(pieces: Sequence[Piece], position: int) -> bool:
    """Whether the first plain heading is the title rather than the first section."""
    if not any(_is_running_text(piece) for piece in islice(pieces, position)):
        return True
    following = pieces[position + 1] if position + 1 < len(pieces) else None
    return following is not None and following.kind is Kind.HEADING


def _is_running_text(piece: Piece) -> bool:
    """Whether a piece above a heading is text of a document that begins with it."""
    if not piece.is_body or piece.text[0] in "(\uff08" or bylines.is_addressee(piece.text):
        return False
    return is_complete(piece.text) and not _is_transmittal(piece.text)


def _is_transmittal(text: str) -> bool:
    """Whether a sentence hands a paper on (`现印发给你们,请认真贯彻执行。`)."""
    return len(text) <= 160 and bool(_TRANSMITTAL.search(text))


def _stacks(pieces: Sequence[Piece], position: int) -> bool:
    """Whether the heading at `position` still belongs to the headlines above it.

    An unmarked heading with siblings further down is the first section, not a second title.
    """
    if pieces[position].level or _is_dash_line(pieces[position]):
        return True
    below = next((p for p in islice(pieces, position, None) if not _is_plain_heading(p)), None)
    if below is not None and below.is_body and bylines.is_news_lead(below.text):
        return True
    plain = [p for p in pieces[position + 1 :] if _is_plain_heading(p)]
    return not plain or bool(_NAME_LINE.match(pieces[position].text))


def split_headline(text: str) -> tuple[str, str]:
    """A kicker and a title set in one line (`…… ` between them); ("", text) for a plain title."""
    found = _ELLIPSIS_SPLIT.match(text)
    return (found[1], found[2]) if found else ("", text)
