"""Sites on disk for the tests of `sitegen translate`."""

from __future__ import annotations

from pathlib import Path

import polib


def write(root: Path, slug: str, *paragraphs: str, title: str = "标题") -> None:
    """One document of the site in `root`."""
    folder = root / "content" / slug
    folder.mkdir(exist_ok=True, parents=True)
    text = f"---\ntitle: {title}\n---\n\n" + "\n\n".join(paragraphs) + "\n"
    (folder / "index.md").write_text(text, encoding="utf-8")


def stored(root: Path) -> dict[str, str]:
    """Every translation that is on disk; a text that stands in a catalog twice is an error."""
    found: dict[str, str] = {}
    for path in sorted((root / "content").glob("*/en.po")):
        entries = [entry for entry in polib.pofile(str(path)) if entry.msgstr]
        assert len({entry.msgid for entry in entries}) == len(entries)
        found.update((entry.msgid, entry.msgstr) for entry in entries)
    return found
