"""Lists of whole numbers as short texts inside JSON.

A JSON array spends a comma and a digit for every 3.3 bits and must be parsed whole; a text is
taken in one piece and decoded only when a query needs it. Base64 of bytes was refused: gzip finds
nothing in it.

The 64 digits are those of the URL-safe Base64 alphabet; the first one tells how many follow:

    0..31    the number itself
    32..59   one more digit:    32 + (digit - 32) * 64 + second
    60..62   two more digits:   1824 + (digit - 60) * 4096 + second * 64 + third
    63       five more digits:  the number itself, the highest digit first
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

TWO = 32
THREE = TWO + 28 * 64
SIX = THREE + 3 * 4096
MOST = 64**5

Numbers = npt.NDArray[np.int64]

_ALPHABET = np.frombuffer(DIGITS.encode(), np.uint8)
_VALUES = np.full(128, -1, np.int64)
_VALUES[_ALPHABET] = np.arange(64)


def _tables() -> tuple[npt.NDArray[np.int8], list[npt.NDArray[np.uint8]]]:
    """How many digits each number below SIX has, and its first, second and third one; behind them
    what all numbers from SIX on have in common.
    """
    number = np.arange(SIX + 1)
    lengths = 1 + (number >= TWO) + (number >= THREE) + 3 * (number >= SIX)
    two, three = number - TWO, number - THREE
    first = np.where(number < TWO, number, np.where(number < THREE, 32 + two // 64, 0))
    first = np.where(number < THREE, first, 60 + three // 4096)
    second = np.where(number < THREE, two % 64, three // 64 % 64)
    return lengths.astype(np.int8), [_ALPHABET[digit] for digit in (first, second, three % 64)]


_LENGTHS, (_FIRST, _SECOND, _THIRD) = _tables()


class Encoded:
    """Many numbers as one text, of which any stretch can be taken without encoding it again."""

    def __init__(self, numbers: npt.ArrayLike) -> None:
        """Encode whole numbers.

        Raises:
            ValueError: one is below 0 or not below MOST.
        """
        values = np.asarray(numbers)
        for wrong in (values.min(initial=0), values.max(initial=0)):
            if not 0 <= wrong < MOST:
                raise ValueError(f"{wrong} is not between 0 and {MOST - 1}")
        values = values.astype(np.int64, copy=False)
        rows = np.minimum(values, SIX)
        self.lengths = _LENGTHS[rows]
        """Digits of each number."""
        self._ends = np.zeros(len(values) + 1, np.int64)
        np.cumsum(self.lengths, out=self._ends[1:])
        self._text = _digits(values, rows, self._ends).tobytes().decode("ascii")

    def text(self, start: int, end: int) -> str:
        """The numbers from index `start` up to `end`."""
        return self._text[self._ends[start] : self._ends[end]]


def _digits(values: Numbers, rows: Numbers, ends: Numbers) -> npt.NDArray[np.uint8]:
    """The text of numbers, for each of which `rows` tells where the tables have it."""
    if ends[-1] == len(rows):
        return _FIRST[rows]
    digits = np.empty(int(ends[-1]), np.uint8)
    digits[ends[:-1]] = _FIRST[rows]
    several = (rows >= TWO).nonzero()[0]
    digits[ends[several] + 1] = _SECOND[rows[several]]
    several = several[rows[several] >= THREE]
    digits[ends[several] + 2] = _THIRD[rows[several]]
    six = several[rows[several] == SIX]
    for place in range(5):
        digits[ends[six] + 1 + place] = _ALPHABET[values[six] // 64 ** (4 - place) % 64]
    return digits


def encode(numbers: npt.ArrayLike) -> str:
    """Numbers of 0 and more as one text."""
    encoded = Encoded(numbers)
    return encoded.text(0, len(encoded.lengths))


def decode(text: str) -> list[int]:
    """The numbers of a text that `encode` made."""
    digits = _VALUES[np.frombuffer(text.encode("ascii"), np.uint8)].tolist()
    numbers = []
    at = 0
    while at < len(digits):
        first = digits[at]
        size = 1 if first < 32 else 2 if first < 60 else 3 if first < 63 else 6
        rest = 0
        for digit in digits[at + 1 : at + size]:
            rest = rest * 64 + digit
        base = {1: first, 2: TWO + (first - 32) * 64, 3: THREE + (first - 60) * 4096, 6: 0}
        numbers.append(base[size] + rest)
        at += size
    return numbers


def gaps(ascending: Sequence[int] | npt.NDArray[np.int32]) -> Numbers:
    """The first number, then how far each lies above the one before."""
    steps = np.array(ascending, np.int64)
    steps[1:] -= steps[:-1].copy()
    return steps
