"""The search index in the making, by several processes.

            ┌─ words and grams, as arrays (segment.py) ─┐
documents ──┤     some documents at a time, by all      ├──> merged by one ──> files
            └─ what is shown of them (shown.py) ────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple, Protocol

from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.model import Document, OutputFile
from sitegen.search.aliases import document_terms
from sitegen.search.chunks import chunks
from sitegen.search.entries import document_entries
from sitegen.search.export import Part, joined, names_in, text_files, word_files
from sitegen.search.groups import groups, key_of_group
from sitegen.search.index import merge
from sitegen.search.layout import Layout
from sitegen.search.segment import Segment, segment
from sitegen.search.shown import Shown, shown
from sitegen.search.texts import Texts as SegmentTexts
from sitegen.search.tokens import tokenizer_of
from sitegen.workers import Crew, Held, in_turn

Base = tuple[Library, Config]
"""Documents and settings, which all work on the index reads."""


KeyOf = Callable[[Document], str]
"""A digest of what something made from a document depends on."""
_WORDS, _SHOWN = "segments", "shown"
"""Kinds of what is kept of a group of documents."""


FEW = 2
"""Groups to be made up to which the process that merges makes them itself."""
_SHARES = 4
"""Of the work of one process: so small that none waits long for the last one."""


class Entries(Protocol):
    """Where both are kept from one build to the next (sitegen/cache/store.py)."""

    def has(self, kind: str, key: str) -> bool:
        """Whether something was put there, which then stays; it may be damaged."""
        ...

    def get_bytes(self, kind: str, key: str) -> bytes | None:
        """What was put there, if it is not damaged."""
        ...

    def put_bytes(self, kind: str, key: str, data: bytes) -> None:
        """Keep it."""
        ...


class _Wanted(NamedTuple):
    """What is needed of a group of documents."""

    place: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is of all groups: at hand, or in the store."""

    wanted: Sequence[_Wanted]
    made: Mapping[_Wanted, bytes]
    kept: Entries | None
    """None where the process that merges does not see the store."""


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
            _Wanted(place, kind, key_of_group(group, key_of))
            for kind, key_of in ((_WORDS, words_of), (_SHOWN, shown_of))
            for place, group in enumerate(found)
        ]
        self._made = dict(self._read()) if crew.is_far else {}
        missing = [one for one in self._wanted if not (one in self._made or self._has(one))]
        if not crew.is_far and len({one.place for one in missing}) <= FEW:
            missing = []
        self._shares = _shares(missing, crew.jobs)
        self._futures = [crew.pool.submit(_make, base, share) for share in self._shares]

    @property
    def is_ready(self) -> bool:
        """Whether nothing was handed out, so that `finish` does not wait."""
        return not self._futures

    def finish(self) -> Pending:
        """Wait for what is counted, and let a new process merge it: no other work may be under way.

        Raises:
            ConfigError: the site's user dictionary cannot be read.
        """
        for share, made in zip(self._shares, in_turn(self._futures), strict=True):
            for one, data in zip(share, made, strict=True):
                self._kept.put_bytes(one.kind, one.key, data)
                if self._crew.is_far or not self._has(one):
                    self._made[one] = data
        self._futures.clear()
        kept = None if self._crew.is_far else self._kept
        found = self._crew.hold(_Found(self._wanted, self._made, kept))
        words = self._crew.pool.submit(_word_part, self._base, found)
        return Pending(words, partial(_text_part, self._base, found))

    def _has(self, one: _Wanted) -> bool:
        return self._kept.has(one.kind, one.key)

    def _read(self) -> Iterator[tuple[_Wanted, bytes]]:
        for one in self._wanted:
            data = self._kept.get_bytes(one.kind, one.key)
            if data is not None:
                yield one, data


class Pending:
    """The files of an index that is under way."""

    def __init__(self, words: Future[Part], texts: Callable[[], Part]) -> None:
        """What another process makes, and what takes too little time to be handed out."""
        self._words = words
        self._texts = texts

    def files(self) -> Iterator[OutputFile]:
        """All files, each part when it is there, the manifest last."""
        yield from joined(make() for make in (self._texts, self._words.result))


def _shares(missing: Sequence[_Wanted], jobs: int) -> list[list[_Wanted]]:
    """The work in pieces; both parts of a group are in the same one."""
    places = sorted({one.place for one in missing})
    count = min(jobs * _SHARES, len(places))
    turn = {place: number % count for number, place in enumerate(places)}
    shares: list[list[_Wanted]] = [[] for _ in range(count)]
    for one in sorted(missing):
        shares[turn[one.place]].append(one)
    return shares


def _make(base: Held[Base], wanted: Sequence[_Wanted]) -> list[bytes]:
    """What is wanted of groups, in order of the groups."""
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    found = groups(library)
    made = []
    for place, members in groupby(wanted, key=lambda one: one.place):
        group = found[place]
        pieces = list(chunks(entry for one in group for entry in document_entries(library, *one)))
        for one in members:
            if one.kind == _WORDS:
                made.append(segment(SegmentTexts.of(pieces), tokenizer).to_bytes())
            else:
                terms = [pair for member in group for pair in _terms(library, *member)]
                made.append(shown(pieces, tokenizer, terms).to_bytes())
    return made


def _terms(library: Library, lang: str, document: Document) -> Iterator[tuple[str, str]]:
    """Each once, with the text in its own language."""
    if lang == document.meta.lang:
        yield from document_terms(library, document)


def _word_part(base: Held[Base], found: Held[_Found]) -> Part:
    """What leads from words to chunks."""
    library, config = base.value
    texts = [*map(Shown.head_of, _gathered(base, found.value, _SHOWN))]
    glossary = [(term.en, term.zh) for term in library.glossary]
    headings = [(english, chinese) for one in texts for english, chinese in one.terms]
    index = merge(  # which is the last to need the segments
        [*map(Segment.from_bytes, _gathered(base, found.value, _WORDS))],
        tokenizer_of(config.user_dictionary),
        terms=(*glossary, *headings),
    )
    return word_files(index, names_in(texts), Layout())


def _text_part(base: Held[Base], found: Held[_Found]) -> Part:
    """What a search shows."""
    return text_files([*map(Shown.from_bytes, _gathered(base, found.value, _SHOWN))], Layout())


def _gathered(base: Held[Base], found: _Found, kind: str) -> list[bytes]:
    """What is needed of each group; what nobody has is made now."""
    wanted = [one for one in found.wanted if one.kind == kind]
    data = {one: found.made[one] for one in wanted if one in found.made}
    for one in wanted:
        if found.kept and one not in data:
            read = found.kept.get_bytes(one.kind, one.key)
            if read is not None:
                data[one] = read
    missing = [one for one in wanted if one not in data]
    for one, made in zip(missing, _make(base, missing), strict=True):
        data[one] = made
        if found.kept:
            found.kept.put_bytes(one.kind, one.key, made)
    return [data[one] for one in wanted]
