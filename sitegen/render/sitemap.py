"""What search engines and browsers read about the site as a whole."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from sitegen.content.library import Library, prefix
from sitegen.render.links import encode
from sitegen.render.routes import default_url, routes
from sitegen.render.texts import Scope
from sitegen.render.xml import child, serialize

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME = 16
_DESCRIPTION = 1024


def sitemap(library: Library, base_url: str) -> bytes:
    """Every listed page with its language alternates (sitemaps.org 0.9 with xhtml:link).

    Its addresses must be absolute, so there is none for a site that has no `base_url`.
    """
    root = ET.Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for route in routes(library):
        if not route.is_listed:
            continue
        url = child(root, "url")
        child(url, "loc", base_url + encode(route.url))
        for lang, address in [*route.urls.items(), ("x-default", default_url(route))]:
            href = base_url + encode(address)
            child(url, "xhtml:link", rel="alternate", hreflang=lang, href=href)
    return serialize(root)


def robots(base_url: str) -> bytes:
    """Everything may be read; the sitemap is named when there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines += ["", f"Sitemap: {base_url}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def opensearch(scope: Scope) -> bytes:
    """An OpenSearch 1.1 description of the site's search page in the language of `scope`.

    Without `base_url` the template is relative; pages then do not offer it to browsers, which
    ask for an absolute one. Names are cut to the lengths of the standard.
    """
    settings = scope.site.config.settings
    site = scope.own(settings.title, settings.title_en).plain
    description = scope.own(settings.description, settings.description_en).plain or site
    page = f"{prefix(scope.lang)}search/"
    address = settings.base_url + page if settings.base_url else scope.href(page)
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    child(root, "ShortName", site[:_SHORT_NAME])
    child(root, "Description", description[:_DESCRIPTION])
    child(root, "Language", scope.lang)
    child(root, "InputEncoding", "UTF-8")
    child(root, "Url", type="text/html", method="get", template=f"{address}?q={{searchTerms}}")
    return serialize(root)
