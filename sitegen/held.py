"""Something large that work is to read, wherever it is done.

Processes that are forked have it already and find it by its number; to others it travels whole.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Held(Generic[T]):
    """Something large that work is to read, as an argument of that work."""

    def __init__(self, value: T, number: int = 0) -> None:
        """Hold a value; with a number, processes that have it already find it by that."""
        self.value = value
        self.number = number

    def __reduce__(self) -> tuple[Callable[..., Held[T]], tuple[object, ...]]:
        """What travels to another process: the number where that suffices, else the value."""
        return (_of_number, (self.number,)) if self.number else (Held, (self.value,))


inherited: dict[int, Held[Any]] = {}
"""What other processes have in common with this one."""
numbers = count(1)
"""Of what is held, each its own."""


def _of_number(number: int) -> Held[Any]:
    return inherited[number]


def inherit(value: object, number: int) -> None:
    """Have in common with another process what it holds."""
    inherited[number] = Held(value, number)
