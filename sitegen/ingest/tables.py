"""Tables and boxes that a copy out of a PDF or a page flattened to `|` lines.

指标 | 2023 | 2024      rows with the same number of cells: a table
专栏1:轨道交通 |         one bar at the end: the border of a box, taken off
▲加快…。 ▲推进…。 |      the items of that box
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sitegen.ingest.lines import Line
from sitegen.ingest.pieces import Kind, Piece

_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")


def read(
    lines: Sequence[Line], position: int, removed: Counter[str], *, markdown: bool
) -> tuple[list[Piece], int] | None:
    """The table that begins at a position and the position behind it; None when none does."""
    rows = _rows(lines, position)
    if len(rows) < 2 or len(rows[0]) < 2:
        return _box_border(lines, position, removed)
    end = position + len(rows)
    cells = tuple(
        tuple(row)
        for row, line in zip(rows, lines[position:end], strict=True)
        if not _DELIMITER.match(line.text)
    )
    for line in lines[position:end]:
        if _DELIMITER.match(line.text):
            removed["table rule"] += len(line.text.replace(" ", ""))
        else:
            removed["|"] += len(_UNESCAPED_BAR.findall(line.text))
    if not cells:
        return [], end
    why = f"{len(cells)} rows of {len(cells[0])} cells between bars"
    piece = Piece(Kind.TABLE, "", lines[position].number, why, rows=cells, markdown=markdown)
    return [piece], end


def _rows(lines: Sequence[Line], position: int) -> list[list[str]]:
    """The rows from here on that have as many cells as the first."""
    rows: list[list[str]] = []
    for index in range(position, len(lines)):
        line = lines[index]
        if "|" not in line.text:
            break
        row = _cells(line.text)
        if rows and len(row) != len(rows[0]):
            break
        rows.append(row)
    return rows


def _cells(text: str) -> list[str]:
    parts = _UNESCAPED_BAR.split(text)
    if not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip() for part in parts]


def _box_border(
    lines: Sequence[Line], position: int, removed: Counter[str]
) -> tuple[list[Piece], int] | None:
    """Take the bar off the end of a `▲` line; other single bars stay with the text."""
    line = lines[position]
    text = line.text.strip("| ")
    if not text:
        removed["|"] += line.text.count("|")
        return [], position + 1
    if not line.text.endswith("|") or text[0] not in "▲△●■◆○" or "|" in text:
        return None
    removed["|"] += line.text.count("|")
    symbol = text[0]
    items = [part.strip() for part in text.split(symbol)[1:]]
    removed[symbol] += len(items)
    pieces = [
        Piece(Kind.ITEM, item, line.number, f"item of a box, begins with {symbol}")
        for item in items
        if item
    ]
    return pieces, position + 1
