"""Seeds to manuscripts: all that ingest makes of them before it knows what else there is.

This is the dear part of ingest (drafting.py), and it needs no other seed: a function of a file and
two strings with a small result, so that it can be done in any process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from sitegen.content.frontmatter import write_meta
from sitegen.errors import SitegenError
from sitegen.model import Meta
from sitegen.workers import Crew, Result, in_turn

SHARES = 4
"""Into how many shares of seeds the work of one process is cut: small ones end together, large
ones cost less to hand over."""
_MOST = 200
"""Seeds in one share: their manuscripts come back together."""
LARGE = 300_000
"""Bytes of seeds never seen before from which on handing them over costs less than it saves."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One document as ingest would write it, if the name is free."""

    meta: Meta
    """`slug` is the title in pinyin, "" when it cannot be spelled."""
    front: str
    """Front matter with that slug, an empty line behind it where text follows."""
    body: str
    facts: str
    """What was recognised, for the report."""
    remarks: tuple[str, ...]
    """What the report says beside it, plain sentences."""

    def text(self, slug: str) -> str:
        """The whole index.md of the document when it is called so; ends with one newline."""
        if slug == self.meta.slug:
            return self.front + self.body
        return front(replace(self.meta, slug=slug), self.body) + self.body


@dataclass(frozen=True, slots=True)
class Drafted:
    """One seed as ingest understood it."""

    encoding: str
    """As shown to people."""
    digest: str
    """SHA-256 of its bytes, hex."""
    manuscripts: tuple[Manuscript, ...]
    removed: Mapping[str, int]
    """Name of a kind of character -> how many were taken out."""
    explanation: tuple[str, ...]
    """For --explain: a line for each that became more than a paragraph, and why."""


Outcome = Drafted | SitegenError | None
"""Of one seed: why it cannot be read, or None when its digest is the known one."""


def draft_all(
    folder: Path, names: Sequence[str], known: Mapping[str, str], crew: Crew | None
) -> Iterator[Outcome]:
    """The outcome of each seed of a folder in order; `known` has the digests of the last run.

    Work is handed out at once: processes must be there before a progress bar starts its thread.

    Raises:
        ContentError: front matter that a person typed is wrong.
    """
    tasks = [(name, known.get(name, "")) for name in names]
    if crew is None or not tasks:
        return (draft_seed(folder, *task) for task in tasks)
    if crew.jobs < 2 or _new_bytes(folder, names, known) < LARGE:
        if crew.is_helped:
            return _when_asked(crew.aside(draft_share, folder, tasks))
        return (draft_seed(folder, *task) for task in tasks)
    size = min(_MOST, -(-len(tasks) // (crew.jobs * SHARES)))
    shares = (tasks[start : start + size] for start in range(0, len(tasks), size))
    calls = (partial(draft_share, folder, share) for share in shares)
    return chain.from_iterable(in_turn(crew, calls))


def _when_asked(share: Result[list[Outcome]]) -> Iterator[Outcome]:
    yield from share.result()


def _new_bytes(folder: Path, names: Sequence[str], known: Mapping[str, str]) -> int:
    sizes = 0
    for name in names:
        if name not in known:
            with suppress(OSError):  # told when it is read
                sizes += (folder / name).stat().st_size
    return sizes


def draft_share(folder: Path, tasks: Sequence[tuple[str, str]]) -> list[Outcome]:
    """The outcomes of some seeds, given by name and known digest (see `draft_all`)."""
    return [draft_seed(folder, *task) for task in tasks]


def draft_seed(folder: Path, name: str, known: str) -> Outcome:
    """What one seed becomes, see drafting.py."""
    # A tenth of a second of patterns, which whoever hands out the work can spare.
    from sitegen.ingest.drafting import draft_seed as draft  # noqa: PLC0415

    return draft(folder, name, known)


def front(meta: Meta, body: str) -> str:
    """What stands above a body."""
    return f"{write_meta(meta)}\n" if body else write_meta(meta)
