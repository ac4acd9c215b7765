"""Grams as numbers: the keys under which a text is found whatever its word boundaries.

One gram begins at every character of a squeezed text (fold.py): two characters, or three where all
are letters or digits of an alphabet, which has too few for a pair to tell texts apart; at the end
of the text what is left.

    郑州gdp增 -> 郑州 州g gdp dp p增 增

A gram is one number, its three code points of 21 bits side by side, absent ones 0: numbers in
ascending order are grams in code point order, and numpy sorts and compares them by the million.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from sitegen.search.fold import KEPT

Codes = npt.NDArray[np.uint64]

_NARROW_END = 0x2E80
"""Code points below it are letters and digits of alphabets."""
_BITS = np.uint64(21)
_MASK = np.uint64((1 << 21) - 1)
_LAST = 0x3FFFF
"""No letter or digit of Unicode lies beyond it."""


def gram_codes(texts: Iterable[str]) -> Codes:
    """Grams of some folded texts, each once, ascending; none reaches across two texts."""
    # NUL is no letter: it may go from the texts, and two of them end every gram in time.
    joined = "".join(text.replace("\0", "") + "\0\0" for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    points = points[_kept()[np.minimum(points, _LAST + 1)]]
    first, second, third = points[:-2], points[1:-1], points[2:]
    narrow = (points > 0) & (points < _NARROW_END)
    is_long = narrow[:-2] & narrow[1:-1] & narrow[2:]
    codes = np.where(is_long, third, 0).astype(np.uint64)
    codes |= second.astype(np.uint64) << _BITS
    codes |= first.astype(np.uint64) << (_BITS + _BITS)
    return np.unique(codes[first > 0])


@cache
def _kept() -> npt.NDArray[np.bool_]:
    """By code point: whether a squeezed text has it; NUL, which parts the texts, too."""
    found = np.zeros(_LAST + 2, np.bool_)
    for run in re.finditer(f"{KEPT}+", "".join(map(chr, range(_LAST + 1)))):
        found[run.start() : run.end()] = True
    found[0] = True
    return found


def codes_of(words: Iterable[str]) -> Codes:
    """Numbers of texts of at most three characters, as they would be as grams."""
    points = ([ord(character) for character in word] for word in words)
    padded = ((*point, 0, 0, 0)[:3] for point in points)
    return np.array([(a << 42) | (b << 21) | c for a, b, c in padded], np.uint64)


def texts_of(codes: Codes) -> list[str]:
    """Grams as texts."""
    columns = (codes >> (_BITS + _BITS), (codes >> _BITS) & _MASK, codes & _MASK)
    first, second, third = (column.tolist() for column in columns)
    return [
        chr(a) + (chr(b) if b else "") + (chr(c) if c else "")
        for a, b, c in zip(first, second, third, strict=True)
    ]
