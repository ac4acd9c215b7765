"""Page numbers and running heads that a copy out of a PDF leaves between the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sitegen.ingest.lines import Line

_DASH = r"[\-‐‑‒–—―⸺─━－﹣~～·•・]"
_DASHED = re.compile(
    rf"{_DASH}+\s*\d{{1,4}}\s*{_DASH}+$|[【〔［〖〈]\s*\d{{1,4}}\s*[】〕］〗〉]$"
    r"|第\s*\d{1,4}\s*页(?:[\s,\uff0c/\uff0f]*共\s*\d{1,4}\s*页)?$"
    r"|\d{1,4}\s*[/\uff0f]\s*\d{1,4}$"
)
_BARE = re.compile(r"(?P<open>[(（\[]?)\s*(?P<n>\d{1,4})\s*[)）\]]?$")
_MAX_HEAD = 40


def page_furniture(lines: Sequence[Line]) -> set[int]:
    """Positions of page numbers, and of short lines that stand beside them again and again.

    A number without dashes is one only when several such lines count on through the seed; from 1
    in round brackets it numbers items.
    """
    numbers = {i for i, line in enumerate(lines) if _DASHED.match(line.text)}
    bare = {i: found for i, line in enumerate(lines) if (found := _BARE.match(line.text))}
    values = [int(found["n"]) for found in bare.values()]
    items = values[:1] == [1] and all(found["open"] for found in bare.values())
    if len(values) >= 3 and not items and all(b - a == 1 for a, b in pairwise(values)):
        numbers.update(bare)
    return numbers | _running_heads(lines, numbers)


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    beside = {i + step for i in numbers for step in (-1, 1)} - numbers
    near = [i for i in beside if 0 <= i < len(lines) and len(lines[i].text) <= _MAX_HEAD]
    seen = Counter(_shape(lines[i].text) for i in near)
    return {i for i in near if seen[_shape(lines[i].text)] >= 2}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)
