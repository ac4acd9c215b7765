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


class Encoded:
    """Many numbers as one text, of which any stretch can be taken without encoding it again."""

    def __init__(self, numbers: npt.ArrayLike) -> None:
        """Encode whole numbers.

        Raises:
            ValueError: one is below 0 or not below MOST.
        """
        values = np.asarray(numbers, np.int64)
        for wrong in (values.min(initial=0), values.max(initial=0)):
            if not 0 <= wrong < MOST:
                raise ValueError(f"{wrong} is not between 0 and {MOST - 1}")
        self.lengths = 1 + (values >= TWO) + (values >= THREE) + 3 * (values >= SIX)
        """Digits of each number."""
        self._ends = np.concatenate([[0], np.cumsum(self.lengths)])
        self._text = _digits(values, self.lengths, self._ends).tobytes().decode("ascii")

    def text(self, start: int, end: int) -> str:
        """The numbers from index `start` up to `end`."""
        return self._text[self._ends[start] : self._ends[end]]


def _digits(values: Numbers, lengths: Numbers, ends: Numbers) -> npt.NDArray[np.uint8]:
    digits = np.empty(int(ends[-1]), np.uint8)
    starts = ends[:-1]
    one, two, three, six = ((lengths == n).nonzero()[0] for n in (1, 2, 3, 6))
    digits[starts[one]] = values[one]
    rest = values[two] - TWO
    digits[starts[two]] = 32 + rest // 64
    digits[starts[two] + 1] = rest % 64
    rest = values[three] - THREE
    digits[starts[three]] = 60 + rest // 4096
    digits[starts[three] + 1] = rest // 64 % 64
    digits[starts[three] + 2] = rest % 64
    digits[starts[six]] = 63
    for place in range(5):
        digits[starts[six] + 1 + place] = values[six] // 64 ** (4 - place) % 64
    return _ALPHABET[digits]


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
