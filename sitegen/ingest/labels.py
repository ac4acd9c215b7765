"""Lines of a label and its value (`联系人:王某`): they stand around a text and head nothing.

One such line may be a headline (`郑州:打造交通枢纽`), so a label shows by its word, by the spaces
between its characters, or by a neighbour of the same form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.ingest.pieces import Piece, Role

_COLON = r"\s*[:\uff1a]\s*"
_VALUE = r"[^。;\uff1b!?\uff01\uff1f]{0,69}[^。;\uff1b!?\uff01\uff1f,\uff0c、]$"
_WORDS = (
    r"(?:发布时间|[发發]文日期|发布日期|印发日期|成文日期|发布机构|发文机关|来源|稿源|索\s?引\s?号|"
    r"[发發]文字[号號]|文\s?号|主题分类|浏览次数|"
    r"字体|联系人|联系电话|电\s?话|传\s?真|地\s?址|邮\s?箱|邮\s?编|责任单位|联系单位|签发人|完成时限|"
    r"项目编号|单位|本版责编|时间|地点)"
)
_KNOWN = re.compile(
    rf"{_WORDS}{_COLON}[^。]{{1,70}}$"
    rf"|[\u4e00-\u9fff]{{2,8}}(?:机构|单位|时间|地点|地址|电话|人|编号|方式|网址){_COLON}{_VALUE}"
    rf"|[\u4e00-\u9fff](?: [\u4e00-\u9fff]){{1,4}}{_COLON}{_VALUE}"
)
_CLOCK = r"\d{1,2}[:\uff1a]\d{2}(?:[:\uff1a]\d{2})?"
_DAY = r"\d{4}(?:年\d{1,2}月\d{1,2}日|[-./]\d{1,2}[-./]\d{1,2})"
_DATELINE = re.compile(
    rf"{_DAY}\s*(?:{_CLOCK}(?:\s+\S.{{0,60}})?"
    rf"|\s(?:来源|稿源|作者|编辑|发布|浏览|阅读|字体)[^。]{{0,12}}{_COLON}[^。]{{0,60}})$"
)
_FORM = re.compile(rf"[\u4e00-\u9fff]{{2,8}}{_COLON}{_VALUE}")
_PUBLISHED = re.compile(r"\d{4}|发布|[发發]文|成文|印发|来源|稿源|日期|时间")


def is_label(text: str) -> bool:
    """Whether a line by itself is a label with its value, or the dateline of a web page."""
    if ":" not in text and "\uff1a" not in text:
        return False
    return bool(_KNOWN.match(text) or _DATELINE.match(text))


def has_label(text: str) -> bool:
    """Whether a line is a label with its value (`会议主题:防汛`) by its form alone."""
    return bool(_FORM.match(text))


def dates_the_text(text: str) -> bool:
    """Whether a date in a labelled line is that of the text, not of what it tells of."""
    return bool(_PUBLISHED.match(text))


def with_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with lines of a label and a value marked where two or more stand together."""
    labelled = [piece.role is Role.LABEL or _has_form(piece) for piece in pieces]
    result = list(pieces)
    if not any(labelled):
        return result
    for position, piece in enumerate(pieces):
        beside = labelled[max(0, position - 1) : position] + labelled[position + 1 : position + 2]
        if labelled[position] and piece.role is not Role.LABEL and any(beside):
            why = "label and value among others"
            result[position] = piece._replace(role=Role.LABEL, why=why)
    return result


def _has_form(piece: Piece) -> bool:
    text = piece.text
    if ":" not in text and "\uff1a" not in text:
        return False
    return piece.is_body and not piece.mark and not piece.markdown and bool(_FORM.match(text))
