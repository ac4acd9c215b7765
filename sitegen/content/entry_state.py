"""Where an entry of a catalog stands, written so that every PO tool can review it.

    #, fuzzy  with  # machine: google 3fa2b1c4     made by a provider, nobody has read it
    #, fuzzy                                       the source changed (old one in `#| msgid`)
    neither, with a msgstr                         a person's, or read and approved by one

Machine text is fuzzy because Poedit, Weblate and gettext have a queue and a button for that
flag; taking it away approves the entry. The mark beside it is a translator's comment: gettext's
tools drop flags that they do not know and rebuild `#.` comments, and obsolete entries keep no
other kind. Its digest vouches that the text is still the machine's own, for this very msgid.
"""

from __future__ import annotations

import copy
import hashlib
import re

import polib

from sitegen.model import TranslationState

_MARK = re.compile(r"^machine: (?P<provider>\S+) (?P<digest>[0-9a-f]{8})$", re.MULTILINE)


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


def fill(entry: polib.POEntry, msgstr: str, provider: str) -> None:
    """Put a translation in, marked as the provider's, or as a person's when that is ""."""
    entry.msgstr = msgstr
    entry.previous_msgid = None
    _set_fuzzy(entry, bool(provider))
    _unmark(entry)
    if provider:
        mark = f"machine: {provider} {_digest(entry.msgid, msgstr)}"
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, mark]))


def outdate(entry: polib.POEntry, msgid: str) -> None:
    """The source changed to `msgid`: keep the translation, and what it translates."""
    if not entry.fuzzy:
        _unmark(entry)
    if not (entry.fuzzy and entry.previous_msgid):
        entry.previous_msgid = entry.msgid
    _set_fuzzy(entry, True)
    entry.msgid = msgid


def restore(entry: polib.POEntry) -> None:
    """The source went back to what was translated."""
    entry.msgid = entry.previous_msgid or entry.msgid
    entry.previous_msgid = None
    _set_fuzzy(entry, _is_untouched(entry, entry.msgid))


def has_work_in_it(entry: polib.POEntry) -> bool:
    """Whether a translation or a comment of a person would be lost with the entry."""
    written = copy.copy(entry)
    _unmark(written)
    return bool(entry.msgstr.strip() or any(entry.msgstr_plural.values()) or written.tcomment)


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
