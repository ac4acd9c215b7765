"""The search index in the making, by several processes.

            ┌─ words and grams, as arrays (segment.py) ─┐
documents ──┤     some documents at a time, by all      ├──> merged by one ──> files
            └─ what is shown of them (shown.py) ────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from sitegen.content.library import Base
from sitegen.held import Held
from sitegen.model import OutputFile
from sitegen.search.groups import groups, key_of_group
from sitegen.search.manifest import Part, joined
from sitegen.search.wanted import SHOWN, WORDS, Entries, Found, KeyOf, Wanted
from sitegen.workers import Crew, Result, in_turn

FEW = 2
"""Groups to be made up to which the process that merges makes them itself."""
_SHARES = 12
"""Of the work of one process: so small that none waits long for the last one."""
_MOST = 25
"""Groups in one share: what is made of them comes back together."""


class Indexing:
    """The search index in the making, by several processes.

    Some documents at a time are cut into words and grams, and into what is shown of them, unless
    that is known from an earlier build; then what was found is merged.
    """

    def __init__(
        self, base: Held[Base], crew: Crew, *, kept: Entries, words_of: KeyOf, shown_of: KeyOf
    ) -> None:
        """Hand out the work.

        `words_of` gives a digest of all that the words of a document depend on: its text and
        translations, and what cuts them; `shown_of` one of all that is shown of it.
        """
        self._base = base
        self._crew = crew
        self._kept = kept
        found = groups(base.value[0])
        self._wanted = [
            Wanted(place, kind, key_of_group(group, key_of))
            for kind, key_of in ((WORDS, words_of), (SHOWN, shown_of))
            for place, group in enumerate(found)
        ]
        self._made = dict(self._read()) if crew.is_far else {}
        missing = [one for one in self._wanted if not (one in self._made or self._has(one))]
        by_helper = crew.is_helped and crew.jobs < 2
        if not crew.is_far and (by_helper or len({one.place for one in missing}) <= FEW):
            missing = []
        self._shares = _shares(missing, crew.jobs)
        keeper = None if crew.is_far else kept
        calls = [partial(_make, base, share, keeper) for share in self._shares]
        self._found = in_turn(crew, calls)

    @property
    def is_ready(self) -> bool:
        """Whether nothing was handed out, so that `finish` does not wait."""
        return not self._shares

    def finish(self) -> Pending:
        """Wait for what is counted, and let a new process merge it; other work that is under way is
        waited for.

        Raises:
            ConfigError: the site's user dictionary cannot be read.
        """
        for share, made in zip(self._shares, self._found, strict=True):
            for one, data in zip(share, made, strict=True):
                if self._crew.is_far:
                    self._kept.put_bytes(one.kind, one.key, data)
                if data and (self._crew.is_far or not self._has(one)):
                    self._made[one] = data
        self._shares.clear()
        kept = None if self._crew.is_far else self._kept
        found = self._crew.hold(Found(self._wanted, self._made, kept))
        words = self._crew.aside(_word_part, self._base, found)
        return Pending(partial(_text_part, self._base, found), words)

    def _has(self, one: Wanted) -> bool:
        return self._kept.has(one.kind, one.key)

    def _read(self) -> Iterator[tuple[Wanted, bytes]]:
        for one in self._wanted:
            data = self._kept.get_bytes(one.kind, one.key)
            if data is not None:
                yield one, data


class Pending:
    """The files of an index that is under way."""

    def __init__(self, texts: Callable[[], Part], words: Result[Part]) -> None:
        """What this process makes, and what is made beside it and takes longer."""
        self._texts = texts
        self._words = words
        self._told: dict[str, Any] = {}
        self._is_given = False

    def files(self) -> Iterator[OutputFile]:
        """All files, the manifest last."""
        yield from self.at_hand()
        yield from self.rest()

    def at_hand(self) -> Iterator[OutputFile]:
        """What a search shows, made now; then, if they are there, all other files."""
        self._told, files = self._texts()
        yield from files
        if self._words.done():
            yield from self.rest()

    def rest(self) -> Iterator[OutputFile]:
        """What was not `at_hand` when that was asked for, the manifest last."""
        if not self._is_given:
            self._is_given = True
            yield from joined([(self._told, []), self._words.result()])


def _shares(missing: Sequence[Wanted], jobs: int) -> list[list[Wanted]]:
    """The work in pieces; both parts of a group are in the same one."""
    places = sorted({one.place for one in missing})
    count = max(min(jobs * _SHARES, len(places)), -(-len(places) // _MOST))
    turn = {place: number % count for number, place in enumerate(places)}
    shares: list[list[Wanted]] = [[] for _ in range(count)]
    for one in sorted(missing):
        shares[turn[one.place]].append(one)
    return shares


# What does the work is imported by whoever does it (parts.py): it takes a while.


def _make(base: Held[Base], wanted: Sequence[Wanted], kept: Entries | None) -> list[bytes]:
    """What is wanted; nothing in place of what could be kept for whoever asks for it."""
    from sitegen.search.parts import make  # noqa: PLC0415

    found = make(base, wanted)
    if kept is None:
        return found
    for one, data in zip(wanted, found, strict=True):
        kept.put_bytes(one.kind, one.key, data)
    pairs = zip(wanted, found, strict=True)
    return [b"" if kept.has(one.kind, one.key) else data for one, data in pairs]


def _word_part(base: Held[Base], found: Held[Found]) -> Part:
    from sitegen.search.parts import word_part  # noqa: PLC0415

    return word_part(base, found)


def _text_part(base: Held[Base], found: Held[Found]) -> Part:
    from sitegen.search.parts import text_part  # noqa: PLC0415

    return text_part(base, found)
