"""Lines that carry no mark: which belong to one paragraph, which are headings.

A column break cuts a sentence; a heading also ends without a full stop. Both look alike to a
rule on punctuation, so each line without one is weighed by evidence:

    我市已建成公园游 / 园1200个,主城区…      a word crosses the break        -> one paragraph
    5G基站总数 / 5.2万座                     long, not a phrase of its own  -> one paragraph
    创新郑州 “科里科气”惹人迷                short, two phrases, siblings    -> heading

The word test asks jieba whether a word of the joined text spans the break.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.ingest import bylines
from sitegen.ingest.layout import (
    COMMA,
    MAX_UNMARKED,
    MIN_PARALLEL,
    Cut,
    crosses_word,
    glue,
    is_broken,
    is_name_row,
    is_phrased,
    own_lines,
    shape,
    shapes,
    wrap_width,
)
from sitegen.ingest.names import is_office, names_a_paper
from sitegen.ingest.pieces import Kind, Piece, Role, is_complete, open_brackets

MAX_TITLE = 24
"""Longest first line that is a title by its place alone, in characters."""

MAX_TITLED = 60
"""Longest title that what follows it shows to be one, in characters."""

MAX_NAMED = 150
"""Longest title that ends with the name of a kind of paper (`…的通知`), in characters."""

MAX_HEADLINES = 3
"""Most lines of headlines over one news item: kicker, title, subtitle."""
MAX_SIGNERS = 8
"""How many lines above a date are looked at for those who sign."""

_SENTENCE_INSIDE = re.compile(r"[。;；!！?？](?=[^”’」』)）】]|$)")
_OPEN_END = re.compile(r"[,，、(（《“‘「『【—的和与及在对将以为是从向等或由其各把被至到]$")
_NEVER_FIRST = re.compile(r"[,，。、;；:：!！?？)）》】」』”’%％℃]")
_NEVER_HEADING = re.compile(
    r"[(（].*[)）]$|(?:来源|编者按|注|附注|备注|资料图)[:：]|\d{4}年\d{1,2}月\d{1,2}日"
    r"|[\u4e00-\u9fff] [\u4e00-\u9fff] [\u4e00-\u9fff]{2}|.*\d{7}|图为|[图表]\s*\d+[ .:：]"
    r"|.*(?:摄|供图|制图|摄影)$"
)
_NOT_A_TITLE = re.compile(
    r"[。;\uff1b]|(?:[,\uff0c、:\uff1a的和与及在]|文件)$|^[(\uff08].*[)\uff09]$"
)
_STARTS = re.compile(r"[\u4e00-\u9fffA-Za-z“《「『【(（\d]")
_DATED_LINE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日 ")


def flow(pieces: Sequence[Piece], cut: Cut) -> list[Piece]:
    """Join what a column or page break cut, and find headings that nothing marks.

    Pieces that are no body text pass unchanged and end the paragraph before them.
    """
    return _Flow(pieces, cut).run()


class _Flow:
    def __init__(self, pieces: Sequence[Piece], cut: Cut) -> None:
        self._pieces = pieces
        self._cut = cut
        self._width = wrap_width(pieces)
        self._shapes = shapes(pieces)
        self._own = own_lines(pieces, cut)

    def run(self) -> list[Piece]:
        result: list[Piece] = []
        parts: list[str] = []  # the paragraph that is being joined
        joined: list[int] = []  # the lines behind its first
        for position, piece in enumerate(self._pieces):
            if not piece.is_body or not parts:
                self._close(result, parts, joined)
                result.append(piece)
                parts = [piece.text] if piece.is_open else []
            elif self._continues(parts, position, result[-1]):
                parts.append(piece.text)
                joined.append(piece.line)
            else:
                self._close(result, parts, joined)
                result.append(piece)
                parts = [piece.text]
            before = result[-2] if len(result) > 1 else None
            if len(parts) == 1 and self._is_heading(position, before):
                why = "short line that is no sentence, with text under it"
                result[-1] = result[-1]._replace(kind=Kind.HEADING, why=why)
                parts = []
        self._close(result, parts, joined)
        return result

    @staticmethod
    def _close(result: list[Piece], parts: list[str], joined: list[int]) -> None:
        if len(parts) > 1:
            result[-1] = result[-1]._replace(text=glue(parts), joined=tuple(joined))
        joined.clear()

    def _next(self, position: int) -> Piece | None:
        return self._pieces[position + 1] if position + 1 < len(self._pieces) else None

    def _continues(self, parts: Sequence[str], position: int, first: Piece) -> bool:
        """Whether the piece at `position` goes on with the paragraph or item in hand."""
        last, piece = self._pieces[position - 1], self._pieces[position]
        before = last.text
        if piece.markdown:
            if piece.fresh or (is_complete(before) and self._ends_paper(position)):
                return False
            return first.kind is not Kind.ITEM or not self._leaves_item(before, position)
        if piece.mark and piece.mark.style.is_run_in and not _NEVER_FIRST.match(piece.text):
            return False
        if _NEVER_FIRST.match(piece.text) and not is_complete(before):
            return True
        if _DATED_LINE.match(piece.text) or bylines.starts_paragraph(piece.text):
            return False
        if is_complete(before):
            return self._wrapped(last, piece) and not piece.mark
        if self._ends_paper(position) and not is_complete(piece.text):
            return False
        if piece.mark and not is_broken(last, piece, self._cut):
            return self._wrapped(last, piece) and not _marked_start(piece)
        if len(parts) > 1 and last.width + 1 >= max(map(len, parts[-4:-1])):
            return True
        return not self._stands_alone(position - 1)

    def _leaves_item(self, before: str, position: int) -> bool:
        """Whether a line below an item is none of it though no empty line parts them."""
        piece = self._pieces[position]
        if piece.hangs:
            return False
        is_new = bylines.starts_paragraph(piece.text) or self._ends_paper(position)
        return is_new or is_complete(before)

    def _wrapped(self, last: Piece, piece: Piece) -> bool:
        """Whether the layout broke the line here: full to the width, and none is wider."""
        return 0 < last.width == self._width >= piece.width and bool(_STARTS.match(piece.text))

    def _stands_alone(self, position: int) -> bool:
        """Whether a line without a full stop is whole all the same: a heading, caption, verse."""
        piece, following = self._pieces[position], self._next(position)
        text = piece.text
        if following is None or not following.is_body or position in self._own:
            return True
        if self._wrapped(piece, following) or _OPEN_END.search(text) or open_brackets(text):
            return False
        if _NEVER_FIRST.match(following.text) or _SENTENCE_INSIDE.search(text):
            return False
        if is_phrased(text):
            return True
        if len(text) > MAX_UNMARKED or is_broken(piece, following, self._cut):
            return False
        return self._phrase_like(text)

    def _is_signature(self, position: int) -> bool:
        """Whether a short line with a date line, or who else signs, under it stands there."""
        following = self._next(position)
        short = len(self._pieces[position].text) <= MAX_TITLE
        closing = {Role.DATE, Role.ISSUE, Role.SIGNATURE}
        return short and following is not None and following.role in closing

    def _ends_paper(self, position: int) -> bool:
        return self._is_signature(position) or self._signs(position)

    def _signs(self, position: int) -> bool:
        """Whether a line is one of the offices that stand one above the other over a date."""
        for place in range(position, min(position + MAX_SIGNERS, len(self._pieces))):
            if not is_office(self._pieces[place].text):
                return False
            if self._is_signature(place):
                return True
        return False

    def _is_title(self, position: int) -> bool:
        """Whether the first line of a seed is its title: whatever is no sentence may be one."""
        piece, following = self._pieces[position], self._next(position)
        text = piece.text
        named = names_a_paper(text)
        longest = MAX_NAMED if named else MAX_TITLED
        if following is None or len(text) > longest or bylines.is_addressee(text):
            return False
        if _NOT_A_TITLE.search(text) or _NEVER_HEADING.match(text) or open_brackets(text):
            return False
        if not following.is_body or bylines.starts_paragraph(following.text):
            return True
        if self._wrapped(piece, following) or _NEVER_FIRST.match(following.text):
            return False
        if named or text[-1] in "?!\uff1f\uff01":
            return True
        if len(text) > MAX_TITLE:
            return following.fresh and is_complete(following.text) and not COMMA.search(text)
        if self._width or (not following.fresh and crosses_word(text, following.text, self._cut)):
            return False
        return following.fresh or len(following.text) > len(text) or is_complete(following.text)

    def _phrase_like(self, text: str) -> bool:
        if self._shapes[shape(text)] >= 2:
            return True
        return not COMMA.search(text) and len(text) <= 24

    def _is_heading(self, position: int, before: Piece | None) -> bool:
        """Whether an unmarked line is a heading: it stands alone, and text follows it."""
        piece, following = self._pieces[position], self._next(position)
        if not piece.is_body or piece.mark or piece.markdown:
            return False
        if self._opens_seed(position) and self._is_title(position):
            return True
        if self._heads_news(position, before):
            return True
        if before and before.kind is Kind.HEADING and piece.text.startswith("—"):
            return len(piece.text) <= MAX_TITLED
        if is_complete(piece.text):
            return False
        if following is None or position in self._own:
            return False
        if bylines.is_addressee(piece.text) or _NEVER_HEADING.match(piece.text):
            return False
        if is_name_row(piece.text):
            return False
        if not _heading_text(piece.text) or self._signs(position):
            return False
        signed = self._is_signature(position + 1)
        parallel = self._shapes[shape(following.text)] >= MIN_PARALLEL
        if not (signed or parallel or _begins_something(following, piece.text)):
            return False
        if before and before.is_body and not is_complete(before.text):
            return self._shapes[shape(piece.text)] >= MIN_PARALLEL
        return self._stands_alone(position)

    def _heads_news(self, position: int, before: Piece | None) -> bool:
        """Whether a line is of the headlines over a news lead (`本报讯(记者 …)`)."""
        if len(self._pieces[position].text) > MAX_UNMARKED:
            return False
        if before and before.is_body and not is_complete(before.text):
            return False
        for below, piece in enumerate(self._pieces[position : position + MAX_HEADLINES + 1]):
            if piece.is_body and bylines.is_news_lead(piece.text):
                return below > 0
            if not piece.is_body or piece.mark or not _headline_text(piece.text):
                return False
        return False

    def _opens_seed(self, position: int) -> bool:
        """Whether only dates, numbers of papers and the like stand above."""
        if position >= 6:
            return False
        above = self._pieces[:position]
        return not any(p.is_body or p.kind is Kind.HEADING for p in above)


def _headline_text(text: str) -> bool:
    if len(text) > MAX_UNMARKED or (is_complete(text) and text[-1] not in "!?\uff01\uff1f:\uff1a"):
        return False
    return not open_brackets(text)


def _heading_text(text: str) -> bool:
    if _SENTENCE_INSIDE.search(text) or _OPEN_END.search(text):
        return False
    return is_phrased(text) or len(text) <= MAX_UNMARKED


def _begins_something(following: Piece, text: str) -> bool:
    """Whether what follows a supposed heading can stand under it."""
    if following.kind is not Kind.TEXT or following.role is Role.CONTINUED:
        return True
    if not following.is_body:
        return False
    return (
        len(following.text) >= len(text)
        or is_complete(following.text)
        or following.text[0] in "(（"
    )


def _marked_start(piece: Piece) -> bool:
    """Whether a marked line that is no heading (`(一)…;`) starts a paragraph of its own."""
    return piece.mark is not None and piece.mark.style.value not in {"1 关于", "重点工作1:"}
