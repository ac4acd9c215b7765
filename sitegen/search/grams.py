"""Grams as numbers: the keys under which a text is found whatever its word boundaries.

One gram begins at every character of a squeezed text (fold.py): two characters, or three where all
are letters or digits of an alphabet, which has too few for a pair to tell texts apart; at the end
of the text what is left.

    郑州gdp增 -> 郑州 州g gdp dp p增 增

A gram is one number, its three code points of 21 bits side by side, absent ones 0: numbers in
ascending order are grams in code point order, and numpy sorts and compares them by the million.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, overload

import numpy as np
import numpy.typing as npt

N = TypeVar("N", bound=np.integer[Any])

Codes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]
Points = npt.NDArray[np.uint32]

_NARROW_END = 0x2E80
"""Code points below it are letters and digits of alphabets."""
_BITS = np.uint64(21)
_MASK = np.uint64((1 << 21) - 1)
# A gram and its chunk as one number: 18, 18, 14 and 14 bits.
_FIRST, _SECOND, _CHUNK = np.uint64(32), np.uint64(14), np.uint64(14)
_WIDE, _NARROW = np.uint64((1 << 18) - 1), np.uint64((1 << 14) - 1)


def gram_codes(points: Points, texts: Numbers) -> Codes:
    """The gram that begins at each letter or digit of some texts, all folded and squeezed.

    `texts` tells for each of them in which text it stands: no gram reaches across two.
    """
    points = np.append(points, np.zeros(2, np.uint32))
    texts = np.append(texts, np.full(2, -1, np.int32))
    first = points[:-2]
    second = np.where(texts[1:-1] == texts[:-2], points[1:-1], 0)
    third = np.where(texts[2:] == texts[:-2], points[2:], 0)
    narrow = points < _NARROW_END
    is_long = narrow[:-2] & narrow[1:-1] & narrow[2:]
    return code_of(first, second, np.where(is_long, third, 0))


def code_of(first: Points, second: Points, third: Points) -> Codes:
    """Three code points of each gram as one number."""
    codes = first.astype(np.uint64)
    codes <<= _BITS
    codes |= second
    codes <<= _BITS
    codes |= third
    return codes


def by_gram(codes: Codes, chunks: Numbers) -> tuple[Codes, Numbers, Numbers]:
    """Every gram once, ascending; in how many chunks each stands; which ones, ascending.

    `chunks` are those of the codes, below 2**14. A gram takes 50 of the 64 bits that are sorted:
    letters and digits have code points of 18 bits, and the third one's is narrow.
    """
    keys = (codes >> (_BITS + _BITS)) << _FIRST
    keys |= ((codes >> _BITS) & _MASK) << _SECOND
    keys |= codes & _MASK
    keys <<= _CHUNK
    keys |= chunks.astype(np.uint64)
    keys.sort()
    keys = keys[changes(keys)]
    packed = keys >> _CHUNK
    begins = changes(packed).nonzero()[0]
    packed = packed[begins]
    distinct = (packed >> _FIRST) << (_BITS + _BITS)
    distinct |= ((packed >> _SECOND) & _WIDE) << _BITS
    distinct |= packed & _NARROW
    counts = np.diff(np.append(begins, len(keys))).astype(np.int32)
    return distinct, counts, (keys & _NARROW).astype(np.int32)


def changes(ascending: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.bool_]:
    """Where another number begins than stood before."""
    changed = np.ones(len(ascending), np.bool_)
    changed[1:] = ascending[1:] != ascending[:-1]
    return changed


def distinct(numbers: npt.NDArray[N]) -> npt.NDArray[N]:
    """Every number once, ascending. `numpy.unique` goes by a hash table, which takes ten times as
    long for millions of them, and imports masked arrays first, which a small edit has no time for.
    """
    ordered = np.sort(numbers)
    return ordered[changes(ordered)]


def in_one_only(one: npt.NDArray[N], other: npt.NDArray[N]) -> npt.NDArray[N]:
    """Numbers that stand in one of two arrays, each of which has every number once; ascending."""
    ordered = np.sort(np.concatenate([one, other]))
    is_new = changes(ordered)
    is_alone = is_new & np.append(is_new[1:], values=[True])
    alone: npt.NDArray[N] = ordered[is_alone]
    return alone


def codes_of(words: Iterable[str]) -> Codes:
    """Numbers of the first three characters of each text, as they would be as grams."""
    padded = "".join([word[:3].ljust(3, "\0") for word in words])
    points = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), np.uint32)
    first, second, third = points.reshape(-1, 3).T.astype(np.uint64)
    codes: Codes = (first << (_BITS + _BITS)) | (second << _BITS) | third
    return codes


def prefixes_of(codes: Codes) -> Codes:
    """The same for the first two characters only."""
    prefixes: Codes = codes & ~_MASK
    return prefixes


def columns_of(codes: Codes) -> tuple[Codes, Codes, Codes]:
    """First, second and third code points."""
    return codes >> (_BITS + _BITS), (codes >> _BITS) & _MASK, codes & _MASK


class Grams(Sequence[str]):
    """Grams as texts, each made when it is asked for: there are very many, and few are."""

    def __init__(self, codes: Codes) -> None:
        """The grams of some numbers."""
        self._codes = codes

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        texts = texts_of(np.atleast_1d(self._codes[place]))
        return texts if isinstance(place, slice) else texts[0]


def texts_of(codes: Codes) -> list[str]:
    """Grams as texts."""
    points = np.stack(columns_of(codes), axis=1).astype("<u4")
    # numpy's own texts of three characters end before the first NUL.
    texts: list[str] = points.reshape(-1).view("<U3").tolist()
    return texts


def lengths_of(codes: Codes) -> npt.NDArray[np.int64]:
    """How many characters each gram has."""
    _, second, third = columns_of(codes)
    lengths: npt.NDArray[np.int64] = 1 + (second != 0).astype(np.int64) + (third != 0)
    return lengths
