"""Pages as tests look at them: a tree of elements, strictly parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from xml.etree.ElementTree import Element

import html5lib

ADDRESSES = {
    "a": "href",
    "link": "href",
    "script": "src",
    "img": "src",
    "form": "action",
}


@cache
def parse(page: bytes) -> Element:
    """The page as a tree; a parse error of the HTML standard fails the test."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(page.decode("utf-8"))
    return root


def pages(files: Mapping[str, bytes]) -> dict[str, Element]:
    """Every HTML page by path."""
    return {path: parse(data) for path, data in files.items() if path.endswith(".html")}


def text_of(element: Element | None) -> str:
    """All text inside, white space collapsed."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def by_class(root: Element, name: str, tag: str = "*") -> list[Element]:
    """Elements that have a class."""
    return [e for e in root.iter() if has_class(e, name) and tag in {"*", e.tag}]


def has_class(element: Element, name: str) -> bool:
    """Whether the element has the class."""
    return name in element.get("class", "").split()


def ids(root: Element) -> list[str]:
    """Every id in order."""
    return [e.get("id", "") for e in root.iter() if e.get("id")]


def addresses(root: Element) -> Iterator[str]:
    """Every address that the page links to or loads."""
    for element in root.iter():
        attribute = ADDRESSES.get(str(element.tag))
        if attribute and attribute in element.attrib:
            yield element.attrib[attribute]
        if element.get("http-equiv") == "refresh":
            yield element.attrib["content"].partition("url=")[2]
