"""Lists of whole numbers as short texts inside JSON.

A JSON array spends a comma and a digit for every 3.3 bits and must be parsed whole; a text is
taken in one piece and decoded only when a query needs it. Base64 of bytes was refused: gzip finds
nothing in it.

Each number is written in digits of 5 bits, lowest first; a digit that is not the last of its
number has the sixth bit set. The 64 digits are those of the URL-safe Base64 alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import sub

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_SHORT = [DIGITS[n] if n < 32 else DIGITS[32 + (n & 31)] + DIGITS[n >> 5] for n in range(1024)]


def encode(numbers: Iterable[int]) -> str:
    """Numbers of 0 and more as one text."""
    short = _SHORT
    return "".join([short[n] if n < 1024 else _long(n) for n in numbers])


def _long(number: int) -> str:
    digits = []
    while number >= 32:
        digits.append(DIGITS[32 + (number & 31)])
        number >>= 5
    digits.append(DIGITS[number])
    return "".join(digits)


def decode(text: str) -> list[int]:
    """The numbers of a text that `encode` made."""
    numbers = []
    number = shift = 0
    for digit in map(DIGITS.index, text):
        number += (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(number)
            number = shift = 0
    return numbers


def gaps(ascending: Sequence[int]) -> Iterator[int]:
    """The first number, then how far each lies above the one before."""
    return chain(ascending[:1], map(sub, ascending[1:], ascending))
