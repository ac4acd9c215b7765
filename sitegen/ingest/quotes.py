"""Quotations of Markdown: each of their paragraphs becomes one line, with its mark.

    > 引用的话，                       > 引用的话，分两行。
    > 分两行。          ──>            > 第二段。
    >
    > 第二段。

What is quoted is somebody else's: a heading, date or item in it must not become one of the document
itself, and it does not as long as its line begins with the mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sitegen.content.blocks import join_soft_breaks
from sitegen.ingest.bylines import line_role
from sitegen.ingest.lines import Line
from sitegen.ingest.marks import parse_mark
from sitegen.ingest.pieces import is_complete
from sitegen.ingest.syntax import ATX, BULLET, COMMENT, DEFINITION, FENCE, RULE, SETEXT

_QUOTE = re.compile(r">(?: ?>)*(?: |$)|>+")
_BEGINNINGS = (BULLET, ATX, SETEXT, FENCE, COMMENT, DEFINITION, RULE)


def join_quotations(lines: Iterable[Line], removed: Counter[str]) -> list[Line]:
    """The lines of a Markdown seed, with one for each paragraph of a quotation; marks that go count
    into `removed`.
    """
    quotations = _Quotations(removed)
    for line in lines:
        quotations.read(line)
    quotations.close()
    return quotations.found


class _Quotations:
    def __init__(self, removed: Counter[str]) -> None:
        self.found: list[Line] = []
        self._removed = removed
        self._first: Line | None = None  # of the paragraph in hand
        self._mark = ""
        self._texts: list[str] = []
        self._is_behind = False  # whether a quotation ended with the line before
        self._fence = ""  # what ends the code in which the next line stands
        self._quoted_fence = ""

    def read(self, line: Line) -> None:
        mark = None if self._fence else _QUOTE.match(line.text)
        if mark:
            self._quoted(line, mark[0].rstrip(), line.text[mark.end() :].strip())
        elif self._first and not line.blank_before and self._goes_on(line.text):
            self._texts.append(line.text)
        else:
            self.close()
            self._quoted_fence = ""
            self._fence = _fence_after(line.text, self._fence)
            self._add(line, is_fresh=self._is_behind)
            self._is_behind = False

    def close(self) -> None:
        """End the paragraph in hand."""
        if self._first:
            text = join_soft_breaks("\n".join(self._texts))
            self._add(self._first._replace(text=f"{self._mark} {text}"), is_fresh=True)
            self._first, self._is_behind = None, True

    def _quoted(self, line: Line, mark: str, rest: str) -> None:
        is_code = bool(self._quoted_fence)
        self._quoted_fence = _fence_after(rest, self._quoted_fence)
        if not rest:
            self.close()
            self._removed["quote mark"] += mark.count(">")
            self._is_behind = True
        elif self._first and not (is_code or self._begins(line, mark, rest)):
            self._removed["quote mark"] += mark.count(">")
            self._texts.append(rest)
        else:
            self.close()
            self._first, self._mark, self._texts = line, mark, [rest]

    def _begins(self, line: Line, mark: str, rest: str) -> bool:
        """Whether a line of a quotation begins a paragraph."""
        is_deeper = mark.count(">") > self._mark.count(">")
        return line.blank_before or is_deeper or _is_of_its_own(rest)

    def _goes_on(self, text: str) -> bool:
        """Whether a line without mark goes on with the paragraph in hand."""
        return not (is_complete(self._texts[-1]) or _is_of_its_own(text) or line_role(text))

    def _add(self, line: Line, *, is_fresh: bool) -> None:
        self.found.append(line._replace(blank_before=line.blank_before or is_fresh))


def _is_of_its_own(text: str) -> bool:
    """Whether a line is no running text: an item, heading, rule, row of a table, or who said it."""
    is_marked = any(beginning.match(text) for beginning in _BEGINNINGS)
    return is_marked or "|" in text or text.startswith("—") or parse_mark(text) is not None


def _fence_after(text: str, fence: str) -> str:
    """What the code ends with in which the next line stands; "" for none."""
    if fence:
        return "" if text.startswith(fence) else fence
    found = FENCE.match(text)
    return found[1] if found else ""
