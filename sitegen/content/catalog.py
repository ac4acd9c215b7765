"""Translation catalogs: content/<slug>/<lang>.po read, kept in step with the document, filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sitegen.content.entry_state import fill, is_open, machine_of, state_of
from sitegen.content.follow import in_step
from sitegen.content.hold import held, sweep
from sitegen.content.pofile import PoFile, new_po, read_po, write_po
from sitegen.content.units import Unit, document_units
from sitegen.errors import ContentError
from sitegen.model import Catalog, Document, Problem, Translated, TranslationState


@dataclass(frozen=True, slots=True)
class Known:
    """A finished translation of a unit, for use elsewhere on the site."""

    msgid: str
    msgstr: str
    provider: str
    """Who made it; "" for a person."""


def read_catalog(path: Path, *, file: str, lang: str) -> Catalog:
    """Read the translations of one document; `file` is the path in messages.

    Raises:
        ContentError: with file and line, when it is no readable PO file.
    """
    entries: dict[str, Translated] = {}
    lines: dict[str, int] = {}
    for item in read_po(path, file=file).items:
        entry = item.entry
        if not entry.obsolete and entry.msgstr.strip():
            entries.setdefault(entry.msgid, Translated(entry.msgstr.strip(), state_of(entry)))
            lines.setdefault(entry.msgid, item.line)
    return Catalog(lang=lang, file=file, entries=entries, lines=lines)


def update_catalog(
    path: Path, document: Document, *, file: str, lang: str = "en", create: bool = False
) -> bool:
    """Bring a catalog in step with its document.

    New units get an empty translation, changed ones keep the old one as fuzzy, those that are
    gone become obsolete. Nothing that a person wrote leaves the file.

    Returns:
        Whether the file was written; a missing one is written only with `create`.

    Raises:
        ContentError: the catalog is no readable PO file or cannot be written.
    """
    if not path.is_file() and not create:
        return False
    with _alone_with(path, file):
        sweep(path.parent)
        return write_po(path, _in_step(path, document, file=file, lang=lang), file=file)


def update_catalogs(documents: Iterable[tuple[Document, Path]], langs: Iterable[str]) -> int:
    """Bring the catalogs that exist in step with their documents; nothing else is made.

    `documents` come with the folder that holds their index.md, `langs` without the language of
    the source.

    Returns:
        How many catalogs were written.

    Raises:
        ContentError: as `update_catalog`, with the problems of all catalogs.
    """
    written = 0
    problems: list[Problem] = []
    wanted = tuple(langs)
    for document, folder in documents:
        for lang in wanted:
            file = str(PurePosixPath(document.file).parent / f"{lang}.po")
            try:
                written += update_catalog(folder / f"{lang}.po", document, file=file, lang=lang)
            except ContentError as error:
                problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return written


def open_units(path: Path, document: Document, *, file: str, lang: str = "en") -> tuple[Unit, ...]:
    """The units of the document that a provider may translate, as the catalog would list them
    once it is in step; nothing is written.

    Raises:
        ContentError: the catalog is no readable PO file.
    """
    units = {unit.text: unit for unit in document_units(document)}
    po = _in_step(path, document, file=file, lang=lang)
    entries = [item.entry for item in po.items]
    return tuple(units[e.msgid] for e in entries if e.msgid in units and is_open(e))


def finished(path: Path, *, file: str) -> Iterator[Known]:
    """Every translation of a catalog that still fits its source, those of obsolete units too.

    Raises:
        ContentError: the catalog is no readable PO file.
    """
    for item in read_po(path, file=file).items if path.is_file() else ():
        entry = item.entry
        if entry.msgstr.strip() and state_of(entry) is not TranslationState.OUTDATED:
            yield Known(entry.msgid, entry.msgstr, machine_of(entry))


def record(path: Path, msgid: str, msgstr: str, *, file: str, provider: str = "") -> bool:
    """Store one translation, marked as the provider's, or as a person's when that is "".

    The file is read again each time: a person may be at work in it.

    Returns:
        False when the entry is gone or has meanwhile a translation that must not be replaced.

    Raises:
        ContentError: the catalog cannot be read or written.
    """
    with _alone_with(path, file):
        po = read_po(path, file=file)
        for item in po.items:
            if item.entry.msgid == msgid and not item.entry.obsolete:
                if not is_open(item.entry):
                    return False
                fill(item.entry, msgstr, provider)
                return write_po(path, po, file=file)
    return False


@contextmanager
def _alone_with(path: Path, file: str) -> Iterator[None]:
    try:
        with held(path.parent):
            yield
    except OSError as error:
        raise ContentError(Problem(file, 0, f"cannot be written: {error.strerror}")) from None


def _in_step(path: Path, document: Document, *, file: str, lang: str) -> PoFile:
    po = read_po(path, file=file) if path.is_file() else PoFile()
    if not po.text().strip():  # missing, or an empty file that a person put there to begin with
        po = new_po(document.slug, lang)
    po.items = in_step(po.items, document_units(document), PurePosixPath(document.file).name)
    return po
