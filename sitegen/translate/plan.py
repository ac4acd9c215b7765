"""What is to be translated: each text once, with every catalog that waits for it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.config import Config
from sitegen.content.catalog import Known, finished, open_units
from sitegen.content.library import Library
from sitegen.errors import TranslateError
from sitegen.model import Document, Problem

TARGET = "en"
"""The language that providers are asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """One entry that waits for a translation."""

    catalog: Path
    file: str
    """The catalog's path in messages."""
    source: str
    """The document's path in messages."""
    line: int


@dataclass(frozen=True, slots=True)
class Job:
    """One text with every place where it stands."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of one run, in reading order."""

    documents: tuple[Document, ...]
    jobs: tuple[Job, ...]
    """To be sent."""
    known: tuple[tuple[Job, Known], ...]
    """Answered by other catalogs of the site: nothing is sent twice."""

    @property
    def characters(self) -> int:
        """Length of all texts to be sent."""
        return sum(len(job.text) for job in self.jobs)


def make_plan(config: Config, library: Library, slugs: Sequence[str]) -> Plan:
    """Look through the catalogs of the chosen documents (all when `slugs` is empty).

    Raises:
        TranslateError: a slug is unknown; the message names the nearest one.
        ContentError: a catalog is no readable PO file.
    """
    documents = tuple(
        document for document in chosen(library, slugs) if document.meta.lang != TARGET
    )
    places: dict[str, list[Place]] = {}
    for document in documents:
        path = catalog_path(config, document)
        file = config.relative(path)
        for unit in open_units(path, document, file=file, lang=TARGET):
            place = Place(path, file, document.file, unit.lines[0])
            places.setdefault(unit.text, []).append(place)
    memory = _memory(config, library)
    jobs = [Job(text, tuple(waiting)) for text, waiting in places.items()]
    return Plan(
        documents=documents,
        jobs=tuple(job for job in jobs if job.text not in memory),
        known=tuple((job, memory[job.text]) for job in jobs if job.text in memory),
    )


def catalog_path(config: Config, document: Document) -> Path:
    """Where a document's translations stand: beside its index.md."""
    return (config.root / document.file).parent / f"{TARGET}.po"


def chosen(library: Library, slugs: Sequence[str]) -> tuple[Document, ...]:
    """The documents of the slugs; all of them for none.

    Raises:
        TranslateError: a slug is unknown.
    """
    problems = []
    for slug in slugs:
        if slug not in library.by_slug:
            near = difflib.get_close_matches(slug, library.by_slug, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]}?" if near else ""
            problems.append(Problem("", 0, f"there is no document {slug!r}{hint}"))
    if problems:
        raise TranslateError(problems)
    wanted = set(slugs)
    return tuple(d for d in library.documents if not wanted or d.slug in wanted)


def _memory(config: Config, library: Library) -> Mapping[str, Known]:
    """Every finished translation of the site; a person's before a provider's."""
    found: dict[str, Known] = {}
    for document in library.documents:
        path = catalog_path(config, document)
        for known in finished(path, file=config.relative(path)):
            other = found.setdefault(known.msgid, known)
            if other.provider and not known.provider:
                found[known.msgid] = known
    return found
