"""Addresses: every one that a page writes leads somewhere, under any path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from html_reader import addresses, ids, pages
from hypothesis import given
from hypothesis import strategies as st
from render_samples import PUBLIC, render_site, sample_library, site_config

from sitegen.render.links import file_of, query, relative

LATER = ("search-index/",)
"""What other stages write."""

paths = st.builds(
    lambda parts, tail: "".join(f"{part}/" for part in parts) + tail,
    st.lists(st.sampled_from(["docs", "en", "a", "b-2", "图"]), max_size=4),
    st.sampled_from(["", "page.html", "feed.xml", "a:b.png", "50%.html"]),
)


@given(here=paths, target=paths, fragment=st.sampled_from(["", "#p-1", "#第一"]))
def test_a_relative_address_leads_where_the_standard_says(
    here: str, target: str, fragment: str
) -> None:
    for root in ("https://example.org/", "https://example.org/repo/deep/"):
        base = root + here.replace("%", "%25")
        reached = urljoin(base, relative(here, target + fragment))
        assert unquote(reached) == root + target + fragment


def test_a_query_is_encoded_whole() -> None:
    assert query(q="a b&c=d#/?中") == "?q=a%20b%26c%3Dd%23%2F%3F%E4%B8%AD"


@pytest.mark.parametrize(
    ("url", "file"),
    [("", "index.html"), ("docs/a/#p-1", "docs/a/index.html"), ("404.html", "404.html")],
)
def test_the_file_behind_an_address(url: str, file: str) -> None:
    assert file_of(url) == file


def broken(files: Mapping[str, bytes], root: str) -> Iterator[str]:
    """Internal addresses that reach no file or no anchor when `root` is the site's address."""
    trees = pages(files)
    anchors = {path: set(ids(tree)) for path, tree in trees.items()}
    for path, tree in trees.items():
        for address in addresses(tree):
            target, fragment = urldefrag(urljoin(root + path, address))
            if not target.startswith(root):
                yield f"{path}: {address} leaves the site"
                continue
            file = file_of(unquote(urlsplit(target).path.removeprefix(urlsplit(root).path)))
            if file not in files and not file.startswith(LATER):
                yield f"{path}: {address} has no file"
            elif fragment and unquote(fragment) not in anchors[file]:
                yield f"{path}: {address} has no anchor"


def test_every_link_reaches_a_page_and_anchor_at_the_root(site: dict[str, bytes]) -> None:
    assert list(broken(site, "http://localhost/")) == []


def test_every_link_reaches_a_page_and_anchor_under_a_path(public_site: dict[str, bytes]) -> None:
    assert list(broken(public_site, PUBLIC)) == []


def test_pages_without_public_address_work_under_any_path(site: dict[str, bytes]) -> None:
    # A page that is shown at any address cannot know the path without being told.
    unrooted = {path: data for path, data in site.items() if not path.endswith("404.html")}
    files = unrooted | {path: b"<!doctype html>" for path in site if path.endswith("404.html")}
    known = {path: data for path, data in files.items() if data != b"<!doctype html>"}
    assert list(broken(known, "http://localhost/any/where/")) == []


def test_ids_are_unique_on_every_page(site: dict[str, bytes]) -> None:
    for path, tree in pages(site).items():
        repeated = [name for name, count in Counter(ids(tree)).items() if count > 1]
        assert repeated == [], path


def test_404_works_at_any_depth(public_site: dict[str, bytes]) -> None:
    for path in ("404.html", "en/404.html"):
        for address in addresses(pages(public_site)[path]):
            assert address.startswith(("/digest/", "#")), address


def test_an_alias_leads_to_its_document(public_site: dict[str, bytes]) -> None:
    for path, target in {
        "old/park-plan/index.html": "docs/park-plan/",
        "en/old/park-plan/index.html": "en/docs/park-plan/",
        "en/old-park.html": "en/docs/park-plan/",
    }.items():
        tree = pages(public_site)[path]
        refresh = next(m for m in tree.iter("meta") if m.get("http-equiv") == "refresh")
        canonical = next(e for e in tree.iter("link") if e.get("rel") == "canonical")
        address = refresh.attrib["content"].partition("url=")[2]
        assert urljoin(PUBLIC + path, address) == PUBLIC + target
        assert canonical.get("href") == PUBLIC + target


def test_only_a_site_with_a_public_address_has_canonical_links(
    site: dict[str, bytes], public_site: dict[str, bytes]
) -> None:
    def canonical(files: Mapping[str, bytes]) -> list[str]:
        tree = pages(files)["docs/park-plan/index.html"]
        return [e.attrib["href"] for e in tree.iter("link") if e.get("rel") == "canonical"]

    assert canonical(site) == []
    assert canonical(public_site) == [PUBLIC + "docs/park-plan/"]


def test_assets_carry_a_digest_of_their_content(site: dict[str, bytes]) -> None:
    tree = pages(site)["index.html"]
    loaded = [a for a in addresses(tree) if a.startswith("static/")]
    assert loaded
    assert all(len(a.partition("?v=")[2]) == 8 for a in loaded)


def test_same_library_same_bytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    first = render_site(sample_library(), site_config(tmp_path_factory.mktemp("one")))
    second = render_site(sample_library(), site_config(tmp_path_factory.mktemp("two")))
    assert first == second
    assert list(first) == list(second)
