"""`sitegen build` as it is mostly typed, understood without Typer.

    sitegen [-C SITE] [-q] [-v] build [--jobs N] [--output DIR] [--base-url URL] [--strict] ...

Typer, with the pydantic that reads its values, takes longer to import than a build that finds
nothing to do. What is no plain line of these options is left to it (cli.py): help, mistakes, other
spellings, all other commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_Option = tuple[str, Callable[[str], Any]]
"""Name of a parameter, and what makes its value of a word."""


def _address(word: str) -> str:
    """An address that nobody need look at twice."""
    scheme, _, rest = word.partition("://")
    if scheme not in {"http", "https"} or not rest[:1].isalnum() or not rest.isascii():
        raise ValueError(word)
    if set(rest) & set("?[]:@# \t\n"):
        raise ValueError(word)
    return word


_BEFORE: Mapping[str, _Option] = {"-C": ("site", Path)}
_BEFORE_FLAGS = {"-q": "quiet", "--quiet": "quiet", "-v": "verbose", "--verbose": "verbose"}
_AFTER: Mapping[str, _Option] = {
    "--jobs": ("jobs", int),
    "--output": ("output", Path),
    "--base-url": ("base_url", _address),
}
_AFTER_FLAGS = {"--strict": "strict", "--timings": "timings"}


@dataclass(frozen=True)
class PlainBuild:
    """What was asked for."""

    site: Path
    console: Mapping[str, bool]
    """Parameters of `CommandLine`."""
    options: Mapping[str, Any]
    """Parameters of `Session.build`."""


def plain_build(line: Sequence[str]) -> PlainBuild | None:
    """A command line as the build that it asks for; None where it asks for anything else."""
    words = iter(line)
    try:
        before = _options(words, _BEFORE, _BEFORE_FLAGS, end="build")
        options = _options(words, _AFTER, _AFTER_FLAGS, end="")
    except ValueError:
        return None
    return PlainBuild(before.pop("site", Path()), before, options)


def _options(
    words: Iterator[str], valued: Mapping[str, _Option], flags: Mapping[str, str], *, end: str
) -> dict[str, Any]:
    """Parameters up to the word `end`, "" for the end of the line; ValueError for what is none."""
    found: dict[str, Any] = {}
    for word in words:
        if word == end:
            return found
        if word in flags:
            found[flags[word]] = True
        elif word in valued:
            name, made = valued[word]
            found[name] = made(_value(next(words, "")))
        else:
            raise ValueError(word)
    if end:
        raise ValueError(end)
    return found


def _value(word: str) -> str:
    if not word or word.startswith("-"):
        raise ValueError(word)
    return word
