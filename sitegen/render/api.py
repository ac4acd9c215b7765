"""/api/documents.json: the documents and their sections for other programs."""

from __future__ import annotations

import json

from sitegen.content.languages import SOURCE_LANG
from sitegen.content.library import Library
from sitegen.content.markdown import plain_text
from sitegen.ingest.marks import parse_mark
from sitegen.model import Document, Section


def documents_json(library: Library) -> bytes:
    """A JSON array, newest document first, one a line.

    Each entry has `id`, `title`, `title_en` ("" when not translated), `url`, `source`, `date`
    (ISO 8601, "" when unknown), `publisher` and `sections` of `{id, title, url, level}` in
    reading order; `url`s are relative to the site root, `level` is 2..6. A section whose heading
    is numbered (三、, 第三条, 3.) also has its `number`.
    """
    entries = (_entry(library, document) for document in library.documents)
    lines = (json.dumps(entry, ensure_ascii=False) for entry in entries)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


def _entry(library: Library, document: Document) -> dict[str, object]:
    meta = document.meta
    english = library.translate(document, meta.title, "en")
    return {
        "id": document.slug,
        "title": meta.title,
        "title_en": "" if english.is_fallback else english.text,
        "url": library.document_url(document, SOURCE_LANG),
        "source": meta.source,
        "date": meta.date.isoformat() if meta.date else "",
        "publisher": meta.publisher,
        "sections": [
            _section(library, document, section) for section in document.walk() if section.title
        ],
    }


def _section(library: Library, document: Document, section: Section) -> dict[str, object]:
    title = plain_text(section.title)
    mark = parse_mark(title)
    entry: dict[str, object] = {
        "id": section.id,
        "title": title,
        "url": library.section_url(document, section, SOURCE_LANG),
        "level": section.level,
    }
    return {**entry, "number": mark.number} if mark and mark.number else entry
