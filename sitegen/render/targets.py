"""What the relative links inside documents mean.

Editors link from one index.md to another as folders lie in content/, so that the links also work
in an editor and on a code host; pages lie elsewhere and need other addresses.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from sitegen.content.library import Library
from sitegen.model import Document
from sitegen.render.site import Site


def resolve(site: Site, document: Document, target: str, lang: str) -> str:
    """The site-relative address that a relative link of a document means; "" for none.

    `#p-1`, `../other/`, `../other/index.md#p-1` lead to pages; `map.png` to a file that is
    published beside the document.
    """
    path, _, fragment = unquote(target).partition("#")
    folder = posixpath.dirname(document.file)
    wanted = posixpath.normpath(posixpath.join(folder, path.partition("?")[0]))
    wanted = wanted.removesuffix("/index.md")
    if other := site.by_folder.get(wanted):
        return anchor_url(site.library, other, fragment, lang)
    if wanted.startswith(folder + "/") and not wanted.endswith((".md", ".po")):
        return f"docs/{document.slug}/{wanted.removeprefix(folder + '/')}"
    return ""


def anchor_url(library: Library, document: Document, anchor: str, lang: str) -> str:
    """Address of a section or block of a document by its anchor; "" as anchor: the document."""
    for section in document.walk():
        if anchor == section.id or any(block.anchor == anchor for block in section.blocks):
            return f"{library.page_url(document, section, lang)}#{anchor}"
    return library.document_url(document, lang) + (f"#{anchor}" if anchor else "")
