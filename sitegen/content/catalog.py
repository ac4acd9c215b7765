"""Translation catalogs: content/<slug>/<lang>.po read, kept in step with the document, filled.

How an entry says where it stands, so that Poedit, Weblate and a text editor can review it:

    #, fuzzy  with  # machine: google 3fa2b1c4     made by a provider, nobody has read it
    #, fuzzy                                       the source changed (old one in `#| msgid`)
    neither, with a msgstr                         a person's, or read and approved by one

Machine text is fuzzy because every PO tool has a queue and a button for that flag; taking the
flag away approves the entry. The mark beside it is a translator's comment: gettext's own tools
drop flags that they do not know and rebuild `#.` comments, and obsolete entries keep no other
kind. Its digest vouches that the text is still the machine's own, for this very msgid.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import polib

from sitegen.content.pofile import Item, new_po, read_po, write_po
from sitegen.content.rematch import Text, places, rematch
from sitegen.content.units import Unit, UnitKind, document_units
from sitegen.model import Catalog, Document, Translated, TranslationState

_MARK = re.compile(r"^machine: (?P<provider>\S+) (?P<digest>[0-9a-f]{8})$", re.MULTILINE)
_KINDS = {kind.value for kind in UnitKind}


def read_catalog(path: Path, *, file: str, lang: str) -> Catalog:
    """Read the translations of one document; `file` is the path in messages.

    Raises:
        ContentError: with file and line, when it is no readable PO file.
    """
    entries: dict[str, Translated] = {}
    for item in read_po(path, file=file).items:
        entry = item.entry
        if not entry.obsolete and entry.msgstr.strip():
            entries.setdefault(entry.msgid, Translated(entry.msgstr.strip(), state_of(entry)))
    return Catalog(lang=lang, file=file, entries=entries)


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
    if path.is_file():
        po = read_po(path, file=file)
    elif create:
        po = new_po(document.slug, lang)
    else:
        return False
    po.items = _in_step(po.items, document_units(document), PurePosixPath(document.file).name)
    return write_po(path, po, file=file)


def record(path: Path, msgid: str, msgstr: str, *, file: str, provider: str = "") -> bool:
    """Store one translation, marked as the provider's, or as a person's when that is "".

    The file is read again each time: a person may be at work in it.

    Returns:
        False when the entry is gone or has meanwhile a translation that must not be replaced.

    Raises:
        ContentError: the catalog cannot be read or written.
    """
    po = read_po(path, file=file)
    for item in po.items:
        if item.entry.msgid == msgid and not item.entry.obsolete:
            if not is_open(item.entry):
                return False
            _fill(item.entry, msgstr, provider)
            return write_po(path, po, file=file)
    return False


def is_open(entry: polib.POEntry) -> bool:
    """Whether a provider may write here: no text, or machine text of an earlier source."""
    if not entry.msgstr.strip():
        return True
    before = entry.previous_msgid
    return entry.fuzzy and before is not None and _is_untouched(entry, before)


def state_of(entry: polib.POEntry) -> TranslationState:
    """Where an entry with a text stands."""
    if not entry.fuzzy:
        return TranslationState.CURRENT
    if _is_untouched(entry, entry.msgid):
        return TranslationState.MACHINE
    return TranslationState.OUTDATED


def machine_of(entry: polib.POEntry) -> str:
    """The provider that made the text, "" once a person changed or approved it."""
    mark = _MARK.search(entry.tcomment)
    return mark["provider"] if mark and state_of(entry) is TranslationState.MACHINE else ""


def _fill(entry: polib.POEntry, msgstr: str, provider: str) -> None:
    entry.msgstr = msgstr
    entry.previous_msgid = None
    _set_fuzzy(entry, bool(provider))
    _unmark(entry)
    if provider:
        mark = f"machine: {provider} {_digest(entry.msgid, msgstr)}"
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, mark]))


def _set_fuzzy(entry: polib.POEntry, fuzzy: bool) -> None:
    others = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.flags = ["fuzzy", *others] if fuzzy else others


def _digest(msgid: str, msgstr: str) -> str:
    data = f"{msgid}\0{msgstr}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:8]


def _is_untouched(entry: polib.POEntry, msgid: str) -> bool:
    mark = _MARK.search(entry.tcomment)
    return bool(mark and mark["digest"] == _digest(msgid, entry.msgstr))


def _unmark(entry: polib.POEntry) -> None:
    kept = [line for line in entry.tcomment.split("\n") if not _MARK.match(line)]
    entry.tcomment = "\n".join(kept)


def _in_step(items: Sequence[Item], units: Sequence[Unit], source: str) -> list[Item]:
    """The items of the units in their order, then the obsolete ones."""
    by_msgid = {item.entry.msgid: item for item in items}
    _follow_changes(items, units, by_msgid)
    current = []
    for unit in units:
        item = by_msgid.get(unit.text) or Item(polib.POEntry(msgid=unit.text))
        _describe(item.entry, unit, source)
        current.append(item)
    placed = {id(item) for item in current}
    gone = [item for item in items if id(item) not in placed and _is_worth_keeping(item.entry)]
    for item in gone:
        item.entry.obsolete = True
    return current + gone


def _follow_changes(
    items: Sequence[Item], units: Sequence[Unit], by_msgid: dict[str, Item]
) -> None:
    """Give each unit without an entry the entry of the unit that it was edited from."""
    wanted = {unit.text for unit in units}
    present = [item for item in items if not item.entry.obsolete]
    removed = [i for i in present if i.entry.msgid not in wanted and i.entry.msgstr.strip()]
    for item in removed:
        before = item.entry.previous_msgid
        if item.entry.fuzzy and before in wanted and _is_free(before, by_msgid):
            _restore(item.entry)
            by_msgid[before] = item
    removed = [item for item in removed if item.entry.msgid not in wanted]
    added = [unit for unit in units if unit.text not in by_msgid]
    old_places, new_places = places([i.entry.msgid for i in present], [u.text for u in units])
    old = [
        Text(item.entry.msgid, _kind(item.entry), old_places.get(item.entry.msgid, -1))
        for item in removed
    ]
    new = [Text(unit.text, unit.kind.value, new_places.get(unit.text, -2)) for unit in added]
    for new_index, old_index in rematch(old, new).items():
        item = removed[old_index]
        _outdate(item.entry, added[new_index].text)
        by_msgid[item.entry.msgid] = item


def _is_free(msgid: str, by_msgid: dict[str, Item]) -> bool:
    return msgid not in by_msgid or not _is_worth_keeping(by_msgid[msgid].entry)


def _outdate(entry: polib.POEntry, msgid: str) -> None:
    if not entry.fuzzy:
        _unmark(entry)
    if not (entry.fuzzy and entry.previous_msgid):
        entry.previous_msgid = entry.msgid
    _set_fuzzy(entry, True)
    entry.msgid = msgid


def _restore(entry: polib.POEntry) -> None:
    """The source went back to what was translated."""
    entry.msgid = entry.previous_msgid or entry.msgid
    entry.previous_msgid = None
    _set_fuzzy(entry, _is_untouched(entry, entry.msgid))


def _describe(entry: polib.POEntry, unit: Unit, source: str) -> None:
    others = [line for line in entry.comment.split("\n") if line and line not in _KINDS]
    entry.comment = "\n".join([unit.kind.value, *others])
    entry.occurrences = [(source, str(line)) for line in unit.lines]
    entry.obsolete = False


def _kind(entry: polib.POEntry) -> str:
    return next((line for line in entry.comment.split("\n") if line in _KINDS), "")


def _is_worth_keeping(entry: polib.POEntry) -> bool:
    written = copy.copy(entry)
    _unmark(written)
    return bool(entry.msgstr.strip() or any(entry.msgstr_plural.values()) or written.tcomment)
