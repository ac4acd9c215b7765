"""Quotations of Markdown: lines that go on with one lose their mark, as they will be one paragraph.

> 引用的话，        > 引用的话，
> 分两行。     ──>  分两行。
>                   (an empty line)
> 第二段。          > 第二段。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sitegen.ingest.lines import Line

FENCE = re.compile(r"(`{3,}|~{3,})")
"""What code stands between."""
_QUOTE = re.compile(r">(?: ?>)*(?: |$)|>+")
_BEGINS = re.compile(r"[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|`{3}|~{3}|\|")
"""What begins something of its own inside a quotation."""


def join_quotations(lines: Iterable[Line], removed: Counter[str]) -> list[Line]:
    """The lines of a Markdown seed, with each paragraph of a quotation marked once; marks that go
    count into `removed`.
    """
    found: list[Line] = []
    fence = ""
    is_quoted = is_fresh = False
    for line in lines:
        mark = _QUOTE.match(line.text)
        if fence or not mark:
            fence = _fence_after(line.text, fence)
            is_quoted = is_quoted and not line.blank_before and not fence
            found.append(line._replace(blank_before=line.blank_before or is_fresh))
            is_fresh = False
            continue
        rest = line.text[mark.end() :].strip()
        is_fresh = is_fresh or line.blank_before or not is_quoted or bool(_BEGINS.match(rest))
        is_quoted = True
        if is_fresh and rest:
            found.append(line._replace(blank_before=True))
            is_fresh = False
            continue
        removed["quote mark"] += mark[0].count(">")
        if rest:
            found.append(line._replace(text=rest))
        is_fresh = not rest
    return found


def _fence_after(text: str, fence: str) -> str:
    """What the code ends with in which the next line stands; "" for none."""
    if fence:
        return "" if text.startswith(fence) else fence
    found = FENCE.match(text)
    return found[1] if found else ""
