"""What is wrong with documents and catalogs though they can be read: pictures without a text,
translations that translate nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.content.load import INDEX
from sitegen.content.markdown import inline_html
from sitegen.content.units import document_units
from sitegen.model import BlockKind, Document, Problem, Severity

_WITHOUT_TEXT = re.compile(r'<img\b[^>]*\balt="\s*"')


def check_texts(config: Config, library: Library) -> Iterator[Problem]:
    """Problems of content/."""
    for document in library.documents:
        yield from _pictures(document)
        yield from _strangers(library, document)
    yield from _orphans(config, library)


def _pictures(document: Document) -> Iterator[Problem]:
    for block in document.blocks():
        if block.kind is BlockKind.CODE:
            continue
        for unit in block.units or (block.text,):
            if "![" in unit and _WITHOUT_TEXT.search(inline_html(unit)):
                message = "picture without a text; say what it shows between the brackets: ![…]"
                yield Problem(document.file, block.line, message, Severity.WARNING)


def _strangers(library: Library, document: Document) -> Iterator[Problem]:
    """Translations of texts that the document does not have."""
    texts = {unit.text for unit in document_units(document)}
    for catalog in library.catalogs.get(document.slug, {}).values():
        for unit in catalog.entries:
            if unit not in texts:
                message = f"translates a text that {document.file} does not have ({unit[:16]}…)"
                line = catalog.lines.get(unit, 0)
                yield Problem(catalog.file, line, message, Severity.WARNING)


def _orphans(config: Config, library: Library) -> Iterator[Problem]:
    """Catalogs without a document, or in a language that the site does not have."""
    languages = {
        Path(document.file).parent.name: document.meta.lang for document in library.documents
    }
    for path in sorted(config.content.glob("*/*.po")):
        file, folder, lang = config.relative(path), path.parent.name, path.stem
        if folder not in languages:
            message = f"translates no document: there is no {INDEX} beside it; move or delete it"
        elif lang not in library.languages:
            known = ", ".join(library.languages)
            message = f"is in {lang!r}, which is no language of the site: {known}"
        elif lang == languages[folder]:
            message = f"is in the language of its document, {lang}; delete it"
        else:
            continue
        yield Problem(file, 0, message, Severity.WARNING)
