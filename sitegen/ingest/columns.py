"""Tables whose columns nothing parts but white space: tabs, or gaps wider than one space.

区域→2023年→2024年        tabs, as a spreadsheet or a page copies them; a cell may be empty
品名    单位    价格       two spaces or more, or full-width ones
马　骏　市教育局            a gap between two single characters is inside a name: two cells

Rows must follow each other: one line with a gap is a signature, a label or a headline in phrases.
Headlines and verse have gaps too, mostly narrow ones: something else must speak for a table then,
as a line that announces it, figures, names, or a third row or column. Character positions were not
used to place cells: letters, figures and full-width characters do not line up once a copy has
changed the font.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sitegen.ingest.bylines import line_role, signed_line
from sitegen.ingest.labels import has_label
from sitegen.ingest.layout import COMMA
from sitegen.ingest.lines import Line
from sitegen.ingest.marks import Style, parse_mark
from sitegen.ingest.pieces import Kind, Piece, Role

MAX_CELL = 40
"""Longest cell between spaces in characters; wider text with gaps is a justified paragraph."""

_GAP = re.compile(r"[^\S\t]{2,}|[\u2003\u3000]")
_WIDE = re.compile(r"[^\S\t]{3,}|[\u2003\u3000]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]$")
_CAPTION = re.compile(r"[图表]\s*[\d一二三四五六七八九十]+(?:\s|$)")
_ANNOUNCES = re.compile(r"[:\uff1a]$|单位[:\uff1a]|如下(?:表)?(?:所示)?。$|下表。?$")
_RUNNING = re.compile(r"[。;\uff1b、]$")
_GOES_ON = re.compile(r"[,\uff0c。;\uff1b、:\uff1a)）》】”%]")
_STYLES = (Style.DIGIT, Style.DIGIT_PARENTHESIS, Style.TITLED, Style.DECIMAL, Style.CIRCLED)
"""Marks that number rows as well."""

_FIGURE = re.compile(r"[-+\uff0d]?\d[\d,.]*\s*[^\d\s]{0,5}$")
_PERIOD = re.compile(r"(?:19|20)\d\d(?:年.{0,6})?$|\d{1,2}(?:[-—–~至]\d{1,2})?(?:月|季度|日)份?$")
_HEADER_WORD = re.compile(
    "姓名|名称|品名|单位|部门|序号|编号|项目|内容|类别|职务|岗位|地址|地点|时间|日期|时限|备注|"
    "区域|地区|指标|价格|数量|金额|电话|任务|措施|责任|目标|性别|专业|学历|成绩|等级"
)


class Row(NamedTuple):
    """A line that may be a row."""

    position: int
    tabbed: bool
    cells: tuple[str, ...]
    """Empty ones are known between tabs only."""
    wide: bool
    """Whether a gap is a tab or wider than one full-width space or two others."""
    named: bool
    """Whether a cell is a name of two characters spaced out to three."""
    doubtful: bool
    """Whether the line alone would be an item of a list, or a signature with its date."""
    signed: bool
    fresh: bool


class Table(NamedTuple):
    """Rows that were found, with their place among the lines."""

    start: int
    end: int
    """Behind the last row."""
    piece: Piece


def find(lines: Sequence[Line], taken: Container[int]) -> list[Table]:
    """All tables in order; lines whose position is `taken` are none of theirs."""
    rows = [row for i in range(len(lines)) if i not in taken and (row := _row(lines, i))]
    return [table for run in _runs(rows) if (table := _table(run, lines))]


def _row(lines: Sequence[Line], position: int) -> Row | None:
    line = lines[position]
    if not line.gapped or _CAPTION.match(line.text):
        return None
    tabbed = "\t" in line.gapped.strip()
    cells, named = (_tabbed(line.gapped), False) if tabbed else _spaced(line.gapped)
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or not (tabbed or _is_spaced_row(line.text, filled)):
        return None
    if len(filled) == 2 and has_label(line.text):
        return None
    if line_role(line.text) in {Role.LABEL, Role.COPY}:
        return None
    mark = parse_mark(line.text)
    if mark and mark.style not in _STYLES and not (tabbed and mark.style is Style.IDEOGRAPH):
        return None
    numbered = mark is not None and filled[0] == mark.head.strip()
    signed = bool(signed_line(line.text, closes=False)[0])
    wide = tabbed or bool(_WIDE.search(line.gapped.strip()))
    doubtful = signed or (numbered and len(filled) == 2)
    return Row(position, tabbed, cells, wide, named, doubtful, signed, line.blank_before)


def _tabbed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in text.strip("\r\n").split("\t"))


def _spaced(text: str) -> tuple[tuple[str, ...], bool]:
    """Cells between gaps, and whether two single characters were put together to a name."""
    cells = [cell for part in _WIDE.split(text.strip()) for cell in _close_names(part)]
    return tuple(cells), any(re.match(r"\S \S$", cell) for cell in cells)


def _close_names(text: str) -> Iterator[str]:
    """Cells between narrow gaps; of single characters two are one, three or five a word."""
    for single, parts in groupby(filter(None, _GAP.split(text)), lambda p: bool(_HAN.match(p))):
        words = [" ".join(part.split()) for part in parts]
        size = 1 if not single else 2 if len(words) % 2 == 0 else len(words)
        yield from (" ".join(words[i : i + size]) for i in range(0, len(words), size))


def _is_spaced_row(text: str, cells: Sequence[str]) -> bool:
    """Whether a line with wide spaces is no running text, credit or line of an issue."""
    if line_role(text) in {Role.BYLINE, Role.ISSUE}:
        return False
    if any(len(cell) > MAX_CELL or _GOES_ON.match(cell) for cell in cells):
        return False
    return not any(_RUNNING.search(cell) or COMMA.search(cell) for cell in cells[:-1])


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that follow each other and are parted alike."""
    run: list[Row] = []
    for row in rows:
        if run and not _follows(run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _follows(before: Row, row: Row) -> bool:
    if row.position != before.position + 1 or row.tabbed != before.tabbed:
        return False
    title = before.position == 0 and not row.tabbed
    if row.fresh and (title or (row.signed and not before.signed)):
        return False
    return not row.fresh or len(row.cells) == len(before.cells)


def _table(run: Sequence[Row], lines: Sequence[Line]) -> Table | None:
    """The table that a run of rows is: most have one number of cells, and not by chance."""
    rows = _even(run)
    if not rows or all(row.doubtful for row in rows):
        return None
    start, end = rows[0].position, rows[-1].position + 1
    if not _is_sure(rows, announced=start > 0 and _announces(lines[start - 1].text)):
        return None
    cells = _without_empty_columns([row.cells for row in rows])
    if not _has_header(cells, named=rows[0].named):
        cells = [("",) * len(cells[0]), *cells]
    why = f"{len(rows)} rows of {len(cells[0])} cells between {'tabs' if run[0].tabbed else 'gaps'}"
    return Table(start, end, Piece(Kind.TABLE, "", lines[start].number, why, rows=tuple(cells)))


def _even(run: Sequence[Row]) -> list[Row]:
    """The rows of a run if half of them or more have one number of cells, else [].

    Tabs that were only typed to line columns up are counted as one.
    """
    filled = [row._replace(cells=tuple(filter(None, row.cells))) for row in run]
    for rows in (list(run), filled):
        width, count = Counter(len(row.cells) for row in rows).most_common(1)[0]
        if count >= 2 and count * 2 >= len(run):
            first = next(i for i, row in enumerate(rows) if len(row.cells) == width)
            return rows[first:]
    return []


def _announces(text: str) -> bool:
    return bool(_ANNOUNCES.search(text) or _CAPTION.match(text))


def _is_sure(rows: Sequence[Row], *, announced: bool) -> bool:
    """Whether rows are no verse and no headlines, which have spaces between phrases too."""
    if rows[0].tabbed:
        return True
    cells = [cell for row in rows for cell in row.cells]
    figures = sum(any(map(_FIGURE.match, row.cells)) for row in rows)
    if len({len(cell) for cell in cells}) == 1 and len(cells[0]) >= 4 and not figures:
        return False
    columns, wide = len(rows[0].cells), any(row.wide for row in rows)
    if announced or (len(rows) >= 3) + (columns >= 3) + wide >= 2:
        return True
    return 2 * max(figures, sum(row.named for row in rows)) >= len(rows)


def _without_empty_columns(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows of one length without columns that hold nothing: tabs before or behind a table."""
    width = max(map(len, rows))
    padded = [row + ("",) * (width - len(row)) for row in rows]
    kept = [i for i in range(width) if any(row[i] for row in padded)]
    return [tuple(row[i] for i in kept) for row in padded]


def _has_header(rows: Sequence[tuple[str, ...]], *, named: bool) -> bool:
    """Whether the first row names the columns: it holds no figure, or a period of time.

    A table without any figure has a header unless its first row reads like those below.
    """
    first, rest = rows[0], rows[1:]
    if parse_mark(first[0]) or any(_FIGURE.match(c) and not _PERIOD.match(c) for c in first):
        return False
    if any(_HEADER_WORD.search(cell.replace(" ", "")) for cell in first):
        return True
    if any(_FIGURE.match(cell) for row in rest for cell in row):
        return True
    alike = any(cell and cell[-1] in {row[i][-1:] for row in rest} for i, cell in enumerate(first))
    return not named and not alike
