"""Seeds that are no plain text: HTML, Word and PDF become text that the other steps can read.

The readers are an extra (`pip install "sitegen[formats]"`): a site of plain text needs none of
them. HTML and Word become Markdown, because they know their headings, lists and tables; PDF
becomes bare lines, because it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from sitegen.errors import SeedError
from sitegen.model import Problem

Reader = Callable[[bytes, str], str]
"""Bytes of a file and its name in messages to text; raises SeedError for what is no such file."""

READERS: Mapping[str, tuple[str, str, bool]] = {
    ".html": ("sitegen.ingest.formats.html", "HTML", True),
    ".htm": ("sitegen.ingest.formats.html", "HTML", True),
    ".docx": ("sitegen.ingest.formats.docx", "Word", True),
    ".pdf": ("sitegen.ingest.formats.pdf", "PDF", False),
}
"""Suffix -> module with a `read` function, name for people, whether it gives Markdown."""


def read_format(suffix: str, data: bytes, *, file: str) -> tuple[str, str, bool]:
    """Text of a file, the format's name, and whether the text is Markdown.

    Raises:
        SeedError: the extra is not installed, or the file is damaged or has no text.
    """
    module, name, markdown = READERS[suffix]
    try:
        reader: Reader = import_module(module).read
    except ImportError as error:
        message = f'{name} files need {error.name}; install: pip install "sitegen[formats]"'
        raise SeedError(Problem(file, 0, message)) from None
    return reader(data, file), name, markdown
