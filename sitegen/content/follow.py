"""A catalog's entries brought in step with the units of the document.

Nothing that a person wrote leaves the file: a translation stays current, becomes fuzzy when its
source was edited, or obsolete when that is gone.
"""

from __future__ import annotations

from collections.abc import Sequence

import polib

from sitegen.content.entry_state import has_work_in_it, outdate, restore
from sitegen.content.pofile import Item
from sitegen.content.rematch import Text, places, rematch
from sitegen.content.units import Unit, UnitKind

_KINDS = {kind.value for kind in UnitKind}


def in_step(items: Sequence[Item], units: Sequence[Unit], source: str) -> list[Item]:
    """The items of the units in their order, then the obsolete ones."""
    by_msgid = {item.entry.msgid: item for item in items}
    _follow_changes(items, units, by_msgid)
    current = []
    for unit in units:
        item = by_msgid.get(unit.text) or Item(polib.POEntry(msgid=unit.text))
        _describe(item.entry, unit, source)
        current.append(item)
    placed = {id(item) for item in current}
    gone = [item for item in items if id(item) not in placed and has_work_in_it(item.entry)]
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
            restore(item.entry)
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
        outdate(item.entry, added[new_index].text)
        by_msgid[item.entry.msgid] = item


def _is_free(msgid: str, by_msgid: dict[str, Item]) -> bool:
    return msgid not in by_msgid or not has_work_in_it(by_msgid[msgid].entry)


def _describe(entry: polib.POEntry, unit: Unit, source: str) -> None:
    others = [line for line in entry.comment.split("\n") if line and line not in _KINDS]
    entry.comment = "\n".join([unit.kind.value, *others])
    entry.occurrences = [(source, str(line)) for line in unit.lines]
    entry.obsolete = False


def _kind(entry: polib.POEntry) -> str:
    return next((line for line in entry.comment.split("\n") if line in _KINDS), "")
