"""The main text of a web page as Markdown: navigation, sidebars and footers stay out.

General article extractors were measured on government notices and lost their lists and short
pages; the pages mark their main part or hold it in one element, so the element with the most
text that is not links is taken.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from sitegen.errors import SeedError
from sitegen.model import Problem

_NOISE = [
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "form",
    "button",
    "input",
    "select",
    "nav",
    "header",
    "footer",
    "aside",
    "dialog",
]
_NOISE_WORDS = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumb|crumb|sidebar|side|footer|header|share|related|"
    r"comment|advert|banner|copyright|pagination|toolbar)(?:$|[-_ ])"
)
_TEXT_TAGS = ["p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"]
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_SHORT = 45
_CONVERTER = MarkdownConverter(
    heading_style="ATX", bullets="-", strip=["a", "img"], table_infer_header=True
)


def read(data: bytes, file: str) -> str:
    """Markdown of the main part of an HTML page; the encoding is taken from the page.

    Raises:
        SeedError: there is no text in it.
    """
    soup = BeautifulSoup(data, "html.parser")
    main = _main(soup)
    text = to_markdown(main) if main else ""
    if not text.strip():
        message = "has no text to read; save the page as plain text and put that into seeds/"
        raise SeedError(Problem(file, 0, message))
    return text


def to_markdown(element: Tag) -> str:
    """An element as Markdown; a short paragraph all in bold loses the bold, as headings do."""
    for strong in element.find_all(["strong", "b"]):
        parent = strong.parent
        whole = parent is not None and parent.get_text(strip=True) == strong.get_text(strip=True)
        if whole and len(strong.get_text(strip=True)) <= _SHORT:
            strong.unwrap()
    return str(_CONVERTER.convert_soup(element))


def _main(soup: BeautifulSoup) -> Tag | None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    heading = soup.find("h1")
    for element in soup.find_all(_NOISE):
        if heading is None or heading not in element.descendants:
            element.decompose()
    for element in soup.find_all(_is_noise):
        if not element.decomposed:
            element.decompose()
    marked = soup.select_one("article, main, [role=main]")
    if isinstance(marked, Tag) and _weight(marked) > 0:
        return marked
    return _heaviest(soup.body or soup)


def _is_noise(element: Tag) -> bool:
    classes = element.get_attribute_list("class")
    names = " ".join(str(name or "") for name in (*classes, element.get("id"))).lower()
    if not names.strip() or element.name in {"body", "html", "main", "article"}:
        return False
    return bool(_NOISE_WORDS.search(names)) and element.find("h1") is None


def _weight(element: Tag) -> int:
    """Characters of text that are not inside links."""
    linked = sum(len(a.get_text(strip=True)) for a in element.find_all("a"))
    return len(element.get_text(strip=True)) - 2 * linked


def _heaviest(root: Tag) -> Tag | None:
    """The smallest element that still holds most of the text outside links."""
    current = root
    while True:
        inner = [
            child
            for child in current.find_all(True, recursive=False)
            if child.name not in _TEXT_TAGS
        ]
        best = max(inner, key=_weight, default=None)
        if best is None or _weight(best) < 0.7 * _weight(current):
            return current
        if _leaves_heading_out(current, best):
            return current
        current = best


def _leaves_heading_out(outer: Tag, inner: Tag) -> bool:
    heading = outer.find(_HEADINGS)
    return heading is not None and heading not in inner.descendants and heading is not inner
