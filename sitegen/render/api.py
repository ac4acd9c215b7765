"""/api/documents.json: the documents and their sections for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sitegen.content.facts import facts_of
from sitegen.content.languages import SOURCE_LANG
from sitegen.content.library import Library, document_url
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
    lines = (_entry(library, document) for document in library.documents)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode("utf-8")


def _entry(library: Library, document: Document) -> str:
    meta = document.meta
    english = library.translate(document, meta.title, "en")
    about = {
        "id": document.slug,
        "title": meta.title,
        "title_en": "" if english.is_fallback else english.text,
        "url": library.document_url(document, SOURCE_LANG),
        "source": meta.source,
        "date": meta.date.isoformat() if meta.date else "",
        "publisher": meta.publisher,
    }
    sections = document.once("outline", outline_json)
    return f'{json.dumps(about, ensure_ascii=False)[:-1]}, "sections": {sections}}}'


def outline_json(document: Document) -> str:
    """Its sections, as `Document.once` keeps them."""
    return json.dumps(list(_outline(document)), ensure_ascii=False)


def _outline(document: Document) -> Iterator[dict[str, object]]:
    url = document_url(document, SOURCE_LANG)
    has_pages = bool(facts_of(document).pages)
    for top in document.sections:
        page = f"{url}{top.id}/" if has_pages else url
        yield from (_section(section, page) for section in top.walk() if section.title)


def _section(section: Section, page: str) -> dict[str, object]:
    title = plain_text(section.title)
    mark = parse_mark(title)
    entry: dict[str, object] = {
        "id": section.id,
        "title": title,
        "url": f"{page}#{section.id}",
        "level": section.level,
    }
    return {**entry, "number": mark.number} if mark and mark.number else entry
