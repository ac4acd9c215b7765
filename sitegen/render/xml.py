"""XML that is well formed whatever the documents say."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def child(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child; characters that XML 1.0 does not allow are left out."""
    cleaned = {key: clean(value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, cleaned)
    if text:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """The text without characters outside the production Char of XML 1.0."""
    return _NOT_XML.sub("", text)


def serialize(root: ET.Element) -> bytes:
    """The document as indented UTF-8 with its declaration."""
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
