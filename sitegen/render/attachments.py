"""Files that documents show or link to, such as a picture beside index.md.

Only what a document names is published: a folder of content/ also holds catalogs and drafts.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator

from sitegen.content.markdown import inline_html
from sitegen.errors import ContentError
from sitegen.model import Document, OutputFile, Problem
from sitegen.render.site import Site
from sitegen.render.targets import resolve

ACTIVE = frozenset({".html", ".htm", ".xhtml", ".xht", ".js", ".mjs"})
"""What a browser would run or show as a page of the site: never published from content/."""

_TARGET = re.compile(r'\b(?:href|src)="([^"]*)"')


def attachments(site: Site) -> Iterator[OutputFile]:
    """The files that documents name, each once, at `docs/<slug>/<name>`.

    A file that does not exist or is `ACTIVE` is left out; `sitegen check` reports the broken link.

    Raises:
        ContentError: a file is a symbolic link that leaves the site.
    """
    for document in site.library.documents:
        if document.slug not in site.library.with_links:
            continue
        folder = posixpath.dirname(document.file)
        own = f"docs/{document.slug}/"
        for url in sorted(set(_named(site, document))):
            path = site.config.root / folder / url.removeprefix(own)
            if not path.is_file() or path.suffix.lower() in ACTIVE:
                continue
            if not path.resolve().is_relative_to(site.config.root):
                message = "is a symbolic link that leaves the site; put a copy of the file here"
                raise ContentError(Problem(site.config.relative(path), 0, message))
            yield OutputFile(url, path.read_bytes())


def _named(site: Site, document: Document) -> Iterator[str]:
    """Addresses of files of its own folder that a document names, in any language."""
    own = f"docs/{document.slug}/"
    for section in document.walk():
        for unit in (section.title, *(unit for block in section.blocks for unit in block.units)):
            for lang in site.library.languages:
                text = site.library.translate(document, unit, lang).text
                if "](" not in text:
                    continue
                for match in _TARGET.finditer(inline_html(text)):
                    target = resolve(site, document, html.unescape(match[1]), lang)
                    if target.startswith(own) and "#" not in target and len(target) > len(own):
                        yield target
