"""Which seeds are read, and who drafts them: handed out before all else that ingest needs."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.config import Config
from sitegen.errors import SeedError
from sitegen.ingest.manuscripts import Outcome, draft_all
from sitegen.ingest.read import SUFFIXES
from sitegen.ingest.record import Record, read_record
from sitegen.model import Problem, Severity
from sitegen.workers import Crew


@dataclass(frozen=True, slots=True)
class Begun:
    """Seeds that are being drafted."""

    record: Record
    """Of the last run."""
    names: Sequence[str]
    """Of the seeds, relative to seeds/."""
    outcomes: Iterator[Outcome]
    """One each, when it is there."""
    problems: Sequence[Problem]
    """A remark for each file that is no seed."""


def begin(
    config: Config,
    sources: Sequence[Path] = (),
    *,
    settled: Collection[str] = (),
    crew: Crew | None = None,
) -> Begun:
    """Hand out what `sitegen.ingest.run.ingest` reads, with its parameters.

    Raises:
        SeedError: a source is not in seeds/.
        ContentError: the record of the last run is damaged.
    """
    names, problems = _names(config, sources)
    record = read_record(config.content)
    known = {} if sources else {name: seed.digest for name, seed in record.items()}
    unknown = [name for name in names if name not in settled or name not in known]
    return Begun(record, unknown, draft_all(config.seeds, unknown, known, crew), problems)


def _names(config: Config, sources: Sequence[Path]) -> tuple[list[str], list[Problem]]:
    """Names of the seeds to look at, and a remark for each file that is none."""
    if sources:
        return [_inside_seeds(config, source) for source in sources], []
    names, problems = [], []
    for path in _walk(config.seeds):
        name = path.relative_to(config.seeds).as_posix()
        reason = _left_out(config.seeds, name)
        if reason:
            message = f"is left out: {reason}"
            problems.append(Problem(f"seeds/{_shown(name)}", 0, message, Severity.WARNING))
        else:
            names.append(name)
    return names, problems


def _left_out(folder: Path, name: str) -> str:
    """Why a file of a folder is no seed, "" for one that is."""
    if not _is_text(name):
        return "its name is not UTF-8, as those from archives of other systems; rename it"
    path = folder / name
    if not path.is_file():
        return "it is no file, or a link that leads to none"
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        return "it is a symbolic link that leaves the site; put a copy of the file here"
    if path.suffix.lower() not in SUFFIXES:
        return f"sitegen reads {', '.join(SUFFIXES)}; export it as plain text"
    return ""


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(name: str) -> str:
    """A file name as text, most likely as it was meant where it is not UTF-8."""
    return name if _is_text(name) else os.fsencode(name).decode("gb18030", "replace")


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder in a stable order, without hidden ones."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(parent, name)


def _inside_seeds(config: Config, source: Path) -> str:
    for candidate in (source, config.seeds / source, config.root / source):
        path = candidate.absolute()
        if path.is_file() and path.resolve().is_relative_to(config.seeds.resolve()):
            name = path.resolve().relative_to(config.seeds.resolve()).as_posix()
            if _is_text(name):
                return name
            message = _left_out(config.seeds, name)
            raise SeedError(Problem(f"seeds/{_shown(name)}", 0, message))
    message = f"is not a file in {config.seeds}; copy it there first"
    raise SeedError(Problem(str(source), 0, message))
