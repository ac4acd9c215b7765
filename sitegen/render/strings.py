"""Interface strings: gettext catalogs of the theme, read from .po at build time.

Compiled .mo files were refused: they are binary twins that go stale in a repository.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import polib

from sitegen.config import Config
from sitegen.content.languages import CATALOG, folders_of
from sitegen.content.po_syntax import po_faults
from sitegen.errors import ThemeError
from sitegen.model import Problem
from sitegen.render.theme import layers

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def load_strings(config: Config, lang: str) -> gettext.NullTranslations:
    """Translations of the theme's strings into `lang`; a site's own catalog wins.

    A string that no catalog has stays as it is in the template, in English.

    Raises:
        ThemeError: a catalog is not valid, with its line.
    """
    strings = gettext.NullTranslations()
    for layer in layers(config):
        for folder in folders_of(lang):
            path = layer.folder / "locale" / folder / CATALOG
            if path.is_file():
                upper = _read(layer.check(path), config)
                upper.add_fallback(strings)
                strings = upper
    return strings


def _read(path: Path, config: Config) -> gettext.NullTranslations:
    name = config.relative(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        return gettext.GNUTranslations(io.BytesIO(_compiled(text, name)))
    except (OSError, ValueError) as error:
        found = re.search(r"\(line (\d+)\)", str(error))
        line = int(found[1]) if found else 0
        reason = f"is not a valid gettext catalog: {_reason(error)}"
        raise ThemeError(Problem(name, line, reason)) from None


@lru_cache(maxsize=64)
def _compiled(text: str, name: str) -> bytes:
    """A catalog as gettext reads it; in a preview made once for each text."""
    if faults := po_faults(text, name):
        raise ThemeError(faults)
    catalog = polib.pofile(text, encoding="utf-8")
    if faults := tuple(_misfits(catalog, name)):
        raise ThemeError(faults)
    return catalog.to_binary()


def _misfits(catalog: polib.POFile, name: str) -> Iterator[Problem]:
    """Translations that a template could not fill in: a wrong `%(name)s`, a bare `%`."""
    for entry in catalog:
        values = dict.fromkeys(_PLACEHOLDER.findall(entry.msgid + entry.msgid_plural), "")
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            try:
                text % values
            except (KeyError, ValueError, TypeError):
                known = ", ".join(f"%({value})s" for value in values) or "none"
                message = (
                    f"{text[:40]!r}: its placeholders must be of these: {known}; write %% for %"
                )
                yield Problem(name, entry.linenum or 0, message)


def _reason(error: Exception) -> str:
    return str(error).rpartition(": ")[2] or type(error).__name__
