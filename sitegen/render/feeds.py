"""Everything of the site that programs read: feeds, sitemap, API."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.config import Config
from sitegen.content.library import Library, prefix
from sitegen.model import OutputFile
from sitegen.render.api import documents_json
from sitegen.render.atom import atom_feed
from sitegen.render.site import Site
from sitegen.render.sitemap import opensearch, robots, sitemap
from sitegen.render.texts import Scope


def render_feeds(library: Library, config: Config) -> Iterator[OutputFile]:
    """Feeds, OpenSearch descriptions, robots.txt, the JSON API and .nojekyll.

    sitemap.xml is written only when `base_url` is set: the standard has no relative form.
    """
    site = Site(library, config)
    base_url = config.settings.base_url
    for lang in library.languages:
        feed = f"{prefix(lang)}feed.xml"
        yield OutputFile(feed, atom_feed(Scope(site, lang, feed)))
        description = f"{prefix(lang)}opensearch.xml"
        yield OutputFile(description, opensearch(Scope(site, lang, description)))
    if base_url:
        yield OutputFile("sitemap.xml", sitemap(library, base_url))
    yield OutputFile("robots.txt", robots(base_url))
    yield OutputFile("api/documents.json", documents_json(library))
    # GitHub Pages would otherwise run Jekyll, which drops files whose names begin with `_`.
    yield OutputFile(".nojekyll", b"")
