"""What ingest would write, decided before anything is written.

seed unchanged                      nothing
document not edited by a person     the new text
edited, seed changed                both, merged in three ways; where they disagree the
                                    person's text stays and the report names the place
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace

from merge3 import Merge3

from sitegen.ingest.manuscripts import Manuscript
from sitegen.ingest.record import SeedRecord, digest_text
from sitegen.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class Existing:
    """The content folder as ingest finds it; a run adds the documents that it plans."""

    texts: MutableMapping[str, str]
    """slug -> text of its index.md, read when asked for."""
    bases: Mapping[str, str]
    """slug -> what ingest wrote last, where it is still known; read when asked for."""
    owners: dict[str, str]
    """slug -> seed that it came from, after the record."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """slug -> folder of content/, for documents whose folder a person renamed."""

    def folder(self, slug: str) -> str:
        """Name of the folder that holds the document, or is to hold it."""
        return self.folders.get(slug, slug)


@dataclass(frozen=True, slots=True)
class Planned:
    """One document as ingest wants it."""

    slug: str
    manuscript: Manuscript
    text: str
    """The new text, merged with a person's edits where there are any."""
    written: str
    """What ingest itself made of the seed; kept as the base of later merges."""
    old: str
    """The text on disk, "" for a new document."""
    problem: Problem | None = None
    folder: str = ""
    """Below content/: the slug, or what a person called it."""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return self.text != self.old


def plan_seed(
    name: str, manuscripts: Sequence[Manuscript], record: SeedRecord | None, existing: Existing
) -> list[Planned]:
    """What each document of a seed becomes."""
    slugs = _slugs(name, manuscripts, record, existing)
    return [
        _placed(_plan_document(slug, manuscript, record, existing), existing.folder(slug))
        for slug, manuscript in zip(slugs, manuscripts, strict=True)
    ]


def _slugs(
    name: str, manuscripts: Sequence[Manuscript], record: SeedRecord | None, existing: Existing
) -> list[str]:
    """A slug for each document: the one it had, else pinyin of its title, else with a number."""
    free = list(record.documents) if record else []
    chosen: list[str] = []
    wanted = [manuscript.meta.slug or "document" for manuscript in manuscripts]
    for position, want in enumerate(wanted):
        slug = next((s for s in free if s == want), "")
        if not slug and len(free) == len(wanted) - position and free[0] not in wanted:
            slug = free[0]  # as many as before: the title of this one was changed
        if not slug:
            slug = next(s for s in _numbered(want) if _is_free(s, name, chosen, existing))
        if slug in free:
            free.remove(slug)
        chosen.append(slug)
    return chosen


def _placed(planned: Planned, folder: str) -> Planned:
    problem = planned.problem
    if problem and folder != planned.slug:
        problem = replace(problem, file=f"content/{folder}/index.md")
    return replace(planned, folder=folder, problem=problem)


def _numbered(want: str) -> Iterator[str]:
    yield want
    number = 2
    while True:
        yield f"{want}-{number}"
        number += 1


def _is_free(slug: str, name: str, chosen: Sequence[str], existing: Existing) -> bool:
    if slug in chosen:
        return False
    owner = existing.owners.get(slug)
    return owner == name if owner else slug not in existing.texts


def _plan_document(
    slug: str, manuscript: Manuscript, record: SeedRecord | None, existing: Existing
) -> Planned:
    written = manuscript.text(slug)
    old = existing.texts.get(slug, "")
    last = record.documents.get(slug, "") if record else ""
    if not old or digest_text(old) == last or old == written:
        return Planned(slug, manuscript, written, written, old)
    if digest_text(written) == last:  # the seed says nothing new about this document
        return Planned(slug, manuscript, old, written, old)
    base = existing.bases.get(slug, "")
    if digest_text(base) != last:
        message = (
            "was edited and its seed has changed; kept your text, because what ingest wrote "
            "before is no longer known here. Compare with: sitegen ingest --check"
        )
        return Planned(slug, manuscript, old, written, old, _kept(slug, 0, message))
    return _merge(slug, manuscript, written, old, base)


def _merge(slug: str, manuscript: Manuscript, written: str, old: str, base: str) -> Planned:
    """Three-way merge by lines; a conflict keeps the person's lines and is reported."""
    merge = Merge3(base.splitlines(True), old.splitlines(True), written.splitlines(True))
    lines: list[str] = []
    conflicts: list[int] = []
    for group in merge.merge_groups():
        if group[0] == "conflict":
            conflicts.append(len(lines) + 1)
            lines.extend(group[2])
        else:
            lines.extend(group[1])
    problem = None
    if conflicts:
        message = "you and the changed seed both changed this place; kept your text"
        problem = _kept(slug, conflicts[0], message)
    return Planned(slug, manuscript, "".join(lines), written, old, problem)


def _kept(slug: str, line: int, message: str) -> Problem:
    return Problem(f"content/{slug}/index.md", line, message, Severity.WARNING)
