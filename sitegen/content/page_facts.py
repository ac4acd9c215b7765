"""What the check needs to know of one HTML page: links, ids, language, title, images.

html.parser is enough: the pages are the build's own, so that a tree would cost time and tell no
more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LINKS = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "form": "action",
    "use": "href",
}
"""Element -> the attribute that holds an address (HTML standard, section 4)."""

_REFRESH = re.compile(r"^\s*\d+\s*;\s*url\s*=\s*['\"]?(.+?)['\"]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a page holds, as written."""

    url: str
    line: int


@dataclass(slots=True)
class PageFacts:
    """Findings of one page; lines are 1-based lines of its HTML."""

    lang: str = ""
    """The `lang` of <html>."""
    title: str = ""
    base: str = ""
    """The `href` of <base>, which all relative addresses start from."""
    ids: dict[str, int] = field(default_factory=dict)
    """Anchor -> line."""
    repeated: list[tuple[str, int]] = field(default_factory=list)
    """Ids that stood on the page before, with their line."""
    links: list[Link] = field(default_factory=list)
    images_without_alt: list[int] = field(default_factory=list)


def page_facts(html: str) -> PageFacts:
    """The facts of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.facts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = PageFacts()
        self._in_title = False
        self._in_drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._take_id(values.get("id") or (values.get("name", "") if tag == "a" else ""))
        self._take_links(tag, values)
        if tag == "html":
            self.facts.lang = values.get("lang", "")
        elif tag == "base":
            self.facts.base = values.get("href", "")
        elif tag == "svg":
            self._in_drawing = True
        elif tag == "title":
            self._in_title = not self._in_drawing  # a drawing has titles of its own
        elif tag == "img" and "alt" not in values:
            self.facts.images_without_alt.append(self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "svg":
            self._in_drawing = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.facts.title += data.strip()

    def _take_id(self, name: str) -> None:
        if not name:
            return
        line = self.getpos()[0]
        if name in self.facts.ids:
            self.facts.repeated.append((name, line))
        self.facts.ids.setdefault(name, line)

    def _take_links(self, tag: str, values: dict[str, str]) -> None:
        attribute = _LINKS.get(tag)
        found = [values[attribute]] if attribute in values else []
        found += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        refresh = _REFRESH.match(values.get("content", "")) if tag == "meta" else None
        if refresh:
            found.append(refresh[1])
        line = self.getpos()[0]
        self.facts.links += [Link(url.strip(), line) for url in found]
