"""English pages may have addresses of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from html_reader import parse
from render_samples import PUBLIC, fixture, library_of, long_document, render_site, site_config

from sitegen.config import load_config
from sitegen.content.library import Library
from sitegen.content.load import load_library
from sitegen.errors import ContentError
from sitegen.model import Document
from sitegen.search.entries import entries


def named(document: Document, slug_en: str) -> Document:
    return replace(document, meta=replace(document.meta, slug_en=slug_en))


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of(
        named(fixture("park-plan"), "plan-of-parks"), named(long_document(), "trees-in-streets")
    )


@pytest.fixture(scope="module")
def site(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root: Path = tmp_path_factory.mktemp("slugs")
    return render_site(library, site_config(root, base_url=PUBLIC))


def test_only_english_pages_move(site: dict[str, bytes]) -> None:
    page = parse(site["en/docs/plan-of-parks/index.html"])
    found = {e.get("hreflang"): e.get("href") for e in page.iter("link") if e.get("hreflang")}
    assert found == {
        "zh": f"{PUBLIC}docs/park-plan/",
        "en": f"{PUBLIC}en/docs/plan-of-parks/",
        "x-default": f"{PUBLIC}docs/park-plan/",
    }
    assert f"{PUBLIC}en/docs/plan-of-parks/".encode() in site["sitemap.xml"]
    assert b'hreflang="en"' in site["docs/park-plan/index.html"]
    assert "docs/plan-of-parks/index.html" not in site
    assert "en/parallel/docs/plan-of-parks/index.html" in site


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en/docs/park-plan/", "en/docs/plan-of-parks/"),
        ("en/parallel/docs/park-plan/", "en/parallel/docs/plan-of-parks/"),
        ("en/docs/street-trees/", "en/docs/trees-in-streets/"),
    ],
)
def test_addresses_from_before_lead_on(site: dict[str, bytes], old: str, new: str) -> None:
    page = parse(site[f"{old}index.html"])
    assert [e.get("href") for e in page.iter("link") if e.get("rel") == "canonical"] == [
        PUBLIC + new
    ]


def test_section_pages_move_with_their_document(library: Library, site: dict[str, bytes]) -> None:
    document = library.by_slug["street-trees"]
    for section in document.sections:
        assert f"en/docs/trees-in-streets/{section.id}/index.html" in site
        assert b"refresh" in site[f"en/docs/street-trees/{section.id}/index.html"]
        assert b"refresh" not in site[f"docs/street-trees/{section.id}/index.html"]


def test_search_leads_to_the_new_address(library: Library) -> None:
    found = [entry for entry in entries(library) if entry.document == "park-plan"]
    pages = {entry.lang: entry.url.partition("#")[0] for entry in found}
    assert pages == {"zh": "docs/park-plan/", "en": "en/docs/plan-of-parks/"}


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("slug_en: same", "slug_en: same", "slug `same` is already taken by content/a/index.md"),
        ("slug_en: b", "title: 乙", "slug `b` is already taken by content/a/index.md"),
        ("slug_en: Not a slug", "title: 乙", "use lower-case letters, digits and single hyphens"),
    ],
)
def test_a_slug_that_cannot_be_is_one_line(
    tmp_path: Path, one: str, other: str, message: str
) -> None:
    (tmp_path / "sitegen.toml").write_text('title = "站"\n', encoding="utf-8")
    for folder, front in (("a", f"title: 甲\n{one}"), ("b", other)):
        path = tmp_path / "content" / folder / "index.md"
        path.parent.mkdir(parents=True)
        title = "" if "title" in front else "title: 乙\n"
        path.write_text(f"---\n{title}{front}\n---\n\n话。\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(load_config(tmp_path))
    [problem] = caught.value.problems
    assert message in problem.message
