"""Word documents through mammoth: styles become headings, lists and tables."""

from __future__ import annotations

import io
import zipfile

import mammoth
from bs4 import BeautifulSoup

from sitegen.errors import SeedError
from sitegen.ingest.formats.html import to_markdown
from sitegen.model import Problem

MAX_UNPACKED = 400 * 1024 * 1024
"""Bytes that a document may unpack to: a zip bomb is refused before it is read."""

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='标题'] => h1:fresh
"""


def read(data: bytes, file: str) -> str:
    """Markdown of a .docx file.

    Raises:
        SeedError: it is no Word document, is damaged, or holds no text.
    """
    try:
        _refuse_bombs(data)
        html = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(_none)
        ).value
    except Exception as error:  # noqa: BLE001 - the library raises whatever a damaged file meets
        message = f"is no readable Word document ({type(error).__name__}); save it again as .docx"
        raise SeedError(Problem(file, 0, message)) from None
    text = to_markdown(BeautifulSoup(html, "html.parser"))
    if not text.strip():
        raise SeedError(Problem(file, 0, "is a Word document without text"))
    return text


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(item.file_size for item in archive.infolist())
    if size > MAX_UNPACKED:
        raise ValueError(f"would unpack to {size} bytes")


def _none(_image: object) -> dict[str, str]:
    return {"src": ""}
