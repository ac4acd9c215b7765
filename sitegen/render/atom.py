"""Atom feeds (RFC 4287), one per language."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from sitegen.content.library import prefix
from sitegen.model import Document
from sitegen.render.entries import entry
from sitegen.render.links import encode
from sitegen.render.texts import Scope
from sitegen.render.xml import child, serialize

ENTRIES = 50
"""Newest documents in a feed."""

_ATOM = "http://www.w3.org/2005/Atom"


def atom_feed(scope: Scope, environment: Mapping[str, str] = os.environ) -> bytes:
    """The newest documents; `scope` stands at the feed's own address.

    Links are absolute when the site's address is known and relative to the feed otherwise, which
    RFC 4287 allows. Dates come from the documents; SOURCE_DATE_EPOCH in `environment` (seconds
    since 1970) dates what has none, so that a rebuild gives the same bytes.
    """
    library, settings = scope.library, scope.site.config.settings
    fallback = _epoch(environment)
    documents = library.documents[:ENTRIES]
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": scope.lang})
    site = scope.own(settings.title, settings.title_en)
    child(feed, "id", _identity(scope, scope.url))
    child(feed, "title", site.plain)
    subtitle = scope.own(settings.description, settings.description_en).plain
    if subtitle:
        child(feed, "subtitle", subtitle)
    child(feed, "link", rel="self", type="application/atom+xml", href=_address(scope, scope.url))
    home = prefix(scope.lang)
    child(feed, "link", rel="alternate", type="text/html", href=_address(scope, home))
    newest = max((_moment(document, fallback) for document in documents), default=fallback)
    child(feed, "updated", newest)
    child(child(feed, "author"), "name", settings.publisher or site.plain)
    for document in documents:
        _entry(feed, scope, document, fallback)
    return serialize(feed)


def _entry(feed: ET.Element, scope: Scope, document: Document, fallback: str) -> None:
    url = scope.library.document_url(document, scope.lang)
    shown = entry(scope, document, sentences=4, keywords=8)
    element = child(feed, "entry")
    child(element, "id", _identity(scope, url))
    child(element, "title", shown.title.plain)
    child(element, "link", rel="alternate", type="text/html", href=_address(scope, url))
    child(element, "updated", _moment(document, fallback))
    if document.meta.date:
        child(element, "published", _moment(document, fallback))
    if shown.publisher.plain:
        child(child(element, "author"), "name", shown.publisher.plain)
    if shown.summary:
        child(element, "summary", " ".join(text.plain for text in shown.summary))
    for name in document.meta.tags:
        child(element, "category", term=scope.tag(name).plain)


def _address(scope: Scope, url: str) -> str:
    base = scope.site.config.settings.base_url
    return base + encode(url) if base else scope.href(url)


def _identity(scope: Scope, url: str) -> str:
    """A permanent id: the absolute address, or a UUID of the site's title and the address."""
    base = scope.site.config.settings.base_url
    if base:
        return base + encode(url)
    name = f"{scope.site.config.settings.title}/{url}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _moment(document: Document, fallback: str) -> str:
    day = document.meta.date
    return f"{day.isoformat()}T00:00:00Z" if day else fallback


def _epoch(environment: Mapping[str, str]) -> str:
    seconds = environment.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(seconds) if seconds.isdecimal() else 0, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
