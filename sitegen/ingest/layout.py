"""The form of lines: widths, verse, headlines in phrases, and whether a break cuts a word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import takewhile

from sitegen.ingest.pieces import Piece, is_complete
from sitegen.search.tokens import fold

Cut = Callable[[str], list[str]]
"""The words of a folded text in order, punctuation left out."""

MAX_UNMARKED = 36
"""Longest heading that nothing marks, in characters."""

MAX_VERSE = 12
"""Longest line of verse in characters; narrower columns are hardly printed."""

MIN_COLUMN = 8
"""Shortest line in characters that layout may have broken: no column is narrower."""

MAX_ENTRY = 24
"""Longest entry of a list without marks, in characters."""

MAX_PHRASED = 60
"""Longest headline set in phrases with spaces between, in characters."""

MIN_PARALLEL = 3
"""Fewest lines of one form that show a row of headings, as a round-up has."""

_HAN_GAP = re.compile(r"[\u4e00-\u9fff\d”》】…] [\u4e00-\u9fff\d“《【]")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文"
)
"""The hundred most frequent: those of six in seven people."""

COMMA = re.compile("[,，]")
_UNIT_AFTER_DIGIT = re.compile(
    r"[\d.,%‰万亿千百十年月日个家项件人次元吨米亩套座条处起户所台辆岁级号期届版倍公平立]"
)


def is_phrased(text: str) -> bool:
    """Whether a line is set like a headline: phrases with spaces between, no comma.

    Running Chinese text has no spaces between characters.
    """
    return len(text) <= MAX_PHRASED and bool(_HAN_GAP.search(text)) and not COMMA.search(text)


def is_name_row(text: str) -> bool:
    """Whether a line holds names of people and nothing else, three or more with spaces between."""
    parts = text.split(" ")
    if len(parts) < 3 or not all(map(_NAME.match, parts)):
        return False
    return 3 * sum(part[0] in _SURNAMES for part in parts) >= 2 * len(parts)


def shape(text: str) -> tuple[int, ...]:
    """Parallel form of a line: how many phrases it has and the rounded length of the first.

    `创新郑州 “科里科气”惹人迷` and `开放郑州 张开双臂欢迎您` have the same shape.
    """
    phrases = text.split(" ")
    return (len(phrases), len(phrases[0])) if len(phrases) > 1 else (1, -1)


def shapes(pieces: Sequence[Piece]) -> Counter[tuple[int, ...]]:
    """How many unmarked incomplete short lines there are of each shape of two phrases or more."""
    found = Counter(
        shape(piece.text)
        for piece in pieces
        if piece.is_body and len(piece.text) <= MAX_UNMARKED and not is_complete(piece.text)
    )
    del found[1, -1]
    return found


def own_lines(pieces: Sequence[Piece], cut: Cut) -> set[int]:
    """Positions of short lines that stand by themselves: verse, and lists without any mark."""
    return _verse_lines(pieces, cut) | _listed_lines(pieces)


def _verse_lines(pieces: Sequence[Piece], cut: Cut) -> set[int]:
    """Three or more neighbours, short and of one length, or too short for any column."""
    found: set[int] = set()
    run: list[int] = []
    for position, piece in enumerate(pieces):
        short = len(piece.text) <= MAX_VERSE and _unmarked(piece)
        if short and (not run or _alike(pieces[run[-1]], piece, cut)):
            run.append(position)
            continue
        found.update(run if len(run) >= 3 else ())
        run = [position] if short else []
    return found.union(run if len(run) >= 3 else ())


def _alike(before: Piece, after: Piece, cut: Cut) -> bool:
    """Whether two short lines can be neighbours of one list or poem."""
    if max(len(before.text), len(after.text)) < MIN_COLUMN:
        return True
    same = abs(len(before.text) - len(after.text)) <= 1
    return same and not crosses_word(before.text, after.text, cut)


def _listed_lines(pieces: Sequence[Piece]) -> set[int]:
    """Two or more short lines under one that announces them with a colon."""
    found: set[int] = set()
    for position, piece in enumerate(pieces):
        if piece.is_body and piece.text[-1] in ":\uff1a":
            rest = (pieces[place] for place in range(position + 1, len(pieces)))
            widths = [p.width for p in takewhile(_is_entry, rest)]
            if len(widths) >= 2 and not _is_wrapped(widths):
                found.update(range(position + 1, position + 1 + len(widths)))
    return found


def _is_entry(piece: Piece) -> bool:
    short = len(piece.text) <= MAX_ENTRY
    return short and _unmarked(piece) and not COMMA.search(piece.text)


def _is_wrapped(widths: Sequence[int]) -> bool:
    """Whether all lines but the last are as wide as a column."""
    return max(widths) >= MIN_COLUMN and min(widths[:-1]) + 1 >= max(widths)


def _unmarked(piece: Piece) -> bool:
    """Whether a line is body text that neither a mark nor a full stop says anything about."""
    return piece.is_body and not piece.mark and not piece.markdown and not is_complete(piece.text)


def wrap_width(pieces: Sequence[Piece]) -> int:
    """Length at which lines were cut by layout; 0 when no width stands out.

    Lines that end in mid-sentence and have one common length, at least three and half of all
    such lines, or two neighbours among few.
    """
    lengths = Counter(
        piece.width
        for piece in pieces
        if piece.is_body and piece.width >= 10 and not is_complete(piece.text)
    )
    if not lengths:
        return 0
    width, count = max(lengths.items(), key=lambda item: (item[1], item[0]))
    return width if count >= 3 and count * 2 >= lengths.total() else 0


def is_broken(before: Piece, after: Piece, cut: Cut) -> bool:
    """Whether layout broke a word between two lines.

    By chance alone a word also spans two entries of a list (`李平` and `安康杰`), so the line must
    be one that can be full: wide enough for a column, and with running text or no wider line under
    it.
    """
    if before.width < MIN_COLUMN:
        return False
    running = is_complete(after.text) or after.width > MAX_UNMARKED
    fits = running or before.width + 1 >= after.width
    return fits and crosses_word(before.text, after.text, cut)


def crosses_word(before: str, after: str, cut: Cut) -> bool:
    """Whether a word or number of the joined text spans the break between the two texts."""
    if before[-1:].isdecimal() and _UNIT_AFTER_DIGIT.match(after):
        return True
    if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha():
        return after[:1].isalpha()
    tail, head = before[-6:], after[:6]
    joined = fold(tail + head)
    end = 0
    for word in cut(joined):
        start = joined.find(word, end)
        end = start + len(word)
        if start < len(tail) < end:
            return True
    return False


def glue(parts: Sequence[str]) -> str:
    """Join parts of a paragraph: a space only between two words in Latin letters."""
    text = parts[0]
    for part in parts[1:]:
        latin = text[-1:].isascii() and part[:1].isascii() and text[-1:].isalpha()
        text += (" " if latin and part[:1].isalpha() else "") + part
    return text
