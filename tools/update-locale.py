"""Bring the interface catalogs of a theme in step with its templates: `make locale`.

    python tools/update-locale.py [TEMPLATES [LANG...]]

TEMPLATES is the folder of a theme (default: templates/); each LANG begins a catalog for a new
language, which a site may also have in a templates/ of its own. Translations are kept; strings that
no template asks for any more are taken out; new ones stand empty, to be filled in (English ones as
they are). Prints what is left to translate.

polib writes the files: Babel's own update puts every string under its places in the templates,
which move with each edit and fill git with noise.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural

from sitegen.content.languages import CATALOG, locale_of

Message = tuple[str, str]
"""Singular and plural; "" for a string without plural."""

WIDTH = 100
SOURCE = "en"
"""Language of the strings in the templates."""
OPTIONS = {"**.html": {"trim_blocks": "true", "newstyle_gettext": "true"}}


def messages(templates: Path) -> Iterator[Message]:
    """Every string that the templates ask gettext for, once, in their order."""
    seen = set()
    found = extract_from_dir(str(templates), [("**.html", "jinja2")], OPTIONS)
    for _, _, message, _, _ in found:
        pair = tuple(message)[:2] if isinstance(message, tuple) else (message, "")
        if pair not in seen:
            seen.add(pair)
            yield pair[0], pair[1]


def update(path: Path, lang: str, wanted: list[Message]) -> int:
    """Write the catalog; returns how many strings it has no translation for."""
    old = (
        polib.pofile(str(path), wrapwidth=WIDTH)
        if path.is_file()
        else polib.POFile(wrapwidth=WIDTH)
    )
    known = {(entry.msgid, entry.msgid_plural): entry for entry in old}
    plural = get_plural(locale_of(lang.replace("_", "-")))
    new = polib.POFile(wrapwidth=WIDTH)
    new.header = old.header
    new.metadata = {
        "Project-Id-Version": "sitegen",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": lang,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
        **old.metadata,
    }
    for message in wanted:
        new.append(known.get(message) or empty(message, lang, plural.num_plurals))
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    return len(new.untranslated_entries())


def empty(message: Message, lang: str, plurals: int) -> polib.POEntry:
    """A new entry; in the language of the templates it is translated already."""
    singular, plural = message
    flags = ["python-format"] if "%(" in singular else []
    own = lang == SOURCE
    if not plural:
        return polib.POEntry(msgid=singular, msgstr=singular if own else "", flags=flags)
    forms = {n: (plural if n else singular) if own else "" for n in range(plurals)}
    return polib.POEntry(msgid=singular, msgid_plural=plural, msgstr_plural=forms, flags=flags)


def main(arguments: list[str]) -> int:
    """Update every catalog of a theme, and begin those that are named."""
    templates = Path(arguments[0]) if arguments else Path("templates")
    folder = templates / "locale"
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    wanted = list(messages(templates))
    missing = 0
    for lang in dict.fromkeys([*there, *arguments[1:]]):
        name = locale_of(lang.replace("_", "-")).english_name
        path = folder / lang / CATALOG
        left = update(path, lang, wanted)
        print(f"{path}: {name}, {len(wanted)} strings, {left} to translate")
        missing += left
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
