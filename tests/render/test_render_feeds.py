"""What programs read: feeds, sitemap, OpenSearch, documents.json."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from render_samples import (
    PUBLIC,
    fixture,
    library_of,
    render_site,
    sample_library,
    site_config,
    with_meta,
)

from sitegen.render.atom import atom_feed
from sitegen.render.site import Site
from sitegen.render.texts import Scope

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def root(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own output


def test_what_is_written(site: dict[str, bytes], public_site: dict[str, bytes]) -> None:
    expected = {
        "feed.xml",
        "en/feed.xml",
        "robots.txt",
        "opensearch.xml",
        "en/opensearch.xml",
        "api/documents.json",
        ".nojekyll",
    }
    assert expected <= site.keys()
    assert "sitemap.xml" not in site
    assert public_site.keys() - site.keys() == {"sitemap.xml"}


def test_documents_json_keeps_its_contract(site: dict[str, bytes]) -> None:
    documents = json.loads(site["api/documents.json"])
    assert [entry["id"] for entry in documents] == [
        "greenway-opens",
        "park-plan",
        "street-trees",
        "summer-hours",
    ]
    plan = documents[1]
    assert list(plan) == [
        "id", "title", "title_en", "url", "source", "date", "publisher", "sections",
    ]  # fmt: skip
    assert plan["title_en"] == "Hewan’s 2025 Park Plan"
    assert plan["url"] == "docs/park-plan/"
    assert plan["date"] == "2025-03-12"
    assert plan["sections"][1] == {
        "id": "yi-lao-cheng-qu",
        "title": "（一）老城区",
        "url": "docs/park-plan/#yi-lao-cheng-qu",
        "level": 3,
        "number": 1,
    }
    assert documents[0]["title_en"] == ""
    assert documents[3]["date"] == ""


def test_every_address_of_documents_json_is_a_page(site: dict[str, bytes]) -> None:
    for entry in json.loads(site["api/documents.json"]):
        for url in [entry["url"], *(section["url"] for section in entry["sections"])]:
            page, _, anchor = url.partition("#")
            data = site[f"{page}index.html"].decode()
            assert not anchor or f'id="{anchor}"' in data


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.xml"])
def test_a_feed_has_what_atom_requires(path: str, public_site: dict[str, bytes]) -> None:
    feed = root(public_site[path])
    for element in [feed, *feed.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert element.findtext(ATOM + name), name
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == PUBLIC + path
    addresses = [e.find(f"{ATOM}link") for e in feed.iter(f"{ATOM}entry")]
    assert all(a is not None and a.attrib["href"].startswith(PUBLIC) for a in addresses)


def test_a_feed_is_dated_by_its_newest_document(site: dict[str, bytes]) -> None:
    feed = root(site["feed.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2025-06-01T00:00:00Z"


def test_a_feed_without_public_address_has_relative_links_and_lasting_ids(
    site: dict[str, bytes],
) -> None:
    feed = root(site["en/feed.xml"])
    for entry in feed.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        target = urljoin("http://localhost/en/feed.xml", link.attrib["href"])
        assert f"{target.removeprefix('http://localhost/')}index.html" in site
    found = [element.text or "" for element in feed.iter(f"{ATOM}id")]
    assert len(set(found)) == len(found)
    assert all(text.startswith("urn:uuid:") for text in found)


def test_undated_documents_take_the_date_of_the_build(tmp_path: Path) -> None:
    library = library_of(with_meta(fixture("summer-hours"), date=None))
    scope = Scope(Site(library, site_config(tmp_path)), "zh", "feed.xml")
    feed = root(atom_feed(scope, {"SOURCE_DATE_EPOCH": "86400"}))
    assert feed.findtext(f"{ATOM}updated") == "1970-01-02T00:00:00Z"


def test_control_characters_do_not_break_a_feed(tmp_path: Path) -> None:
    document = with_meta(fixture("summer-hours"), title="坏\x00\x0b\ufffe标题 & <b>")
    feed = root(render_site(library_of(document), site_config(tmp_path))["feed.xml"])
    entry = next(feed.iter(f"{ATOM}entry"))
    assert entry.findtext(f"{ATOM}title") == "坏标题 & <b>"


def test_the_sitemap_lists_every_page_with_its_languages(public_site: dict[str, bytes]) -> None:
    urls = root(public_site["sitemap.xml"])
    listed = {url.findtext(f"{SITEMAP}loc") for url in urls}
    pages = {
        PUBLIC + path.removesuffix("index.html")
        for path in public_site
        if path.endswith("/index.html") or path == "index.html"
    }
    hidden = {u for u in pages if any(part in u for part in ("/search/", "/old", "/parallel/"))}
    assert listed == pages - hidden
    for url in urls:
        found = {e.attrib["hreflang"]: e.attrib["href"] for e in url.iter(f"{XHTML}link")}
        assert set(found) == {"zh", "en", "x-default"}
        assert url.findtext(f"{SITEMAP}loc") in found.values()
        assert set(found.values()) <= listed


def test_robots_names_the_sitemap_only_where_there_is_one(
    site: dict[str, bytes], public_site: dict[str, bytes]
) -> None:
    assert b"Sitemap" not in site["robots.txt"]
    assert f"Sitemap: {PUBLIC}sitemap.xml".encode() in public_site["robots.txt"]


def test_opensearch_leads_to_the_search_page(public_site: dict[str, bytes]) -> None:
    for path, page in (("opensearch.xml", "search/"), ("en/opensearch.xml", "en/search/")):
        description = root(public_site[path])
        url = description.find(f"{OPENSEARCH}Url")
        assert url is not None
        assert url.get("template") == f"{PUBLIC}{page}?q={{searchTerms}}"
        assert len(description.findtext(f"{OPENSEARCH}ShortName") or "") <= 16


def test_a_site_without_documents_has_valid_feeds(tmp_path: Path) -> None:
    library = replace(sample_library(), documents=(), topics=(), digests={})
    files = render_site(library, site_config(tmp_path, base_url=PUBLIC))
    assert root(files["feed.xml"]).findtext(f"{ATOM}updated")
    assert json.loads(files["api/documents.json"]) == []
