"""The check finds what a reader would stumble over, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.config import Config, load_config
from sitegen.content.check import check_files, check_site
from sitegen.content.library import Library
from sitegen.model import Problem, Severity
from sitegen.search.layout import digest

EMPTY = Library(documents=(), catalogs={}, glossary=(), topics=(), digests={})


def page(body: str, *, head: str = "<title>T</title>", lang: str = 'lang="zh"') -> bytes:
    return f"<!doctype html>\n<html {lang}>\n<head>{head}</head>\n<body>\n{body}\n".encode()


def index_files() -> dict[str, bytes]:
    """A search index with a group of two shards, a pack below a table of tables, a manifest."""
    files: dict[str, bytes] = {}

    def add(kind: str, *values: object, numbered: bool = True) -> str:
        parts = [json.dumps(value).encode() for value in values]
        name = digest(*parts)
        for number, data in enumerate(parts):
            files[f"search-index/{kind}-{name}{f'-{number}' * numbered}.json"] = data
        return name

    def table(depth: int, *digests: str) -> dict[str, object]:
        return {"depth": depth, "group": 64, "keys": ["a"], "digests": list(digests)}

    text = table(0, add("text", {"first": 0}))
    manifest = {
        "format": 4,
        "terms": table(0, add("terms", ["a"], ["b"])),
        "text": table(1, add("text-table", text)),
        "documents": add("documents", {"documents": []}, numbered=False),
    }
    files["search-index/manifest.json"] = json.dumps(manifest).encode()
    return files


SITE = {
    "index.html": page('<a href="docs/a/#p-1">A</a> <a href="docs/a/?q=1#p-1">A</a>'),
    "docs/a/index.html": page(
        '<p id="p-1">text</p> <a href="../../">home</a> <a href="#p-1">here</a> <a href="#">top</a>'
        '<img src="../../a%20b.svg" alt=""> <a href="https://example.org/none">away</a>'
        '<a href="mailto:a@example.org">write</a> <a href="../../#:~:text=A">fragment</a>'
    ),
    "404.html": page('<a href="/digest/docs/a/">A</a>'),
    "a b.svg": b"<svg/>",
    "robots.txt": b"User-agent: *\n\nSitemap: https://example.org/digest/sitemap.xml\n",
    "sitemap.xml": b"<urlset/>",
    **index_files(),
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "sitegen.toml").write_text('title = "T"\n')
    return load_config(tmp_path)


def check(config: Config, files: Mapping[str, bytes]) -> list[str]:
    """What the check says of files on disk, which is what it says of them in memory."""
    for name, data in files.items():
        path = config.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = check_site(config, EMPTY)
    assert found == check_files(config, EMPTY, dict(sorted(files.items())))
    return [str(problem) for problem in found]


def test_whole_site_has_no_problem(config: Config) -> None:
    assert check(config, SITE) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a href="docs/b/">', "link 'docs/b/' leads nowhere: the site has no docs/b/index.html"),
        (
            '<a href="docs/a/#p-2">',
            "link 'docs/a/#p-2' leads nowhere: docs/a/index.html has no anchor 'p-2'",
        ),
        ('<a href="#none">', "link '#none' leads nowhere: index.html has no anchor 'none'"),
        ('<img src="c.svg" alt="">', "link 'c.svg' leads nowhere: the site has no c.svg"),
        ('<script src="a.js"></script>', "link 'a.js' leads nowhere: the site has no a.js"),
        (
            '<img srcset="a%20b.svg 1x, c.svg 2x" alt="">',
            "link 'c.svg' leads nowhere: the site has no c.svg",
        ),
        (
            '<meta http-equiv="refresh" content="0; url=docs/b/">',
            "link 'docs/b/' leads nowhere: the site has no docs/b/index.html",
        ),
        (
            '<a href="/docs/a/">',
            "link '/docs/a/' leaves the site, which starts at /digest/; make it relative",
        ),
        (
            '<a href="../../x/">',
            "link '../../x/' leaves the site, which starts at /digest/; make it relative",
        ),
        ('<a href="http://[/">', "link 'http://[/' is no address; mend it"),
        (
            '<i id="a"></i><b id="a"></b>',
            "id 'a' stands on line 5 already; ids are unique on a page",
        ),
        (
            '<img src="a%20b.svg">',
            'image without alt; describe it, or say alt="" for decoration',
        ),
    ],
)
def test_each_fault_is_one_line_with_its_place(config: Config, body: str, said: str) -> None:
    found = check(config, {**SITE, "index.html": page(body)})
    assert found == [f"public/index.html:5: {said}"]


def test_page_without_language_or_title(config: Config) -> None:
    bare = page("<svg><title>of a drawing</title></svg>", head="", lang="")
    assert check(config, {**SITE, "index.html": bare}) == [
        "public/index.html:1: <html> has no lang; screen readers need it: add lang to the template",
        "public/index.html:1: has no <title>; add one to the template",
    ]


def test_base_element_moves_where_links_start(config: Config) -> None:
    head = '<title>T</title><base href="docs/">'
    assert check(config, {**SITE, "index.html": page('<a href="a/#p-1">', head=head)}) == []


def test_missing_base_url_is_a_note_only(config: Config) -> None:
    files = {name: data for name, data in SITE.items() if name not in {"robots.txt", "sitemap.xml"}}
    files["404.html"] = page('<a href="/docs/a/">A</a>')
    check(config, files)
    (note,) = check_site(config, EMPTY)
    assert (note.file, note.severity) == ("sitegen.toml", Severity.NOTE)
    assert "base_url is not set" in note.message


def test_site_that_was_never_built(config: Config) -> None:
    said = "holds no built site; run: sitegen build"
    assert check_site(config, EMPTY) == (Problem("public", 0, said),)


MANIFEST = "search-index/manifest.json"
PARTS = sorted(name for name in SITE if name.startswith("search-index/") and name != MANIFEST)


@pytest.mark.parametrize("name", [MANIFEST, *PARTS])
def test_missing_file_of_the_index_is_noticed(config: Config, name: str) -> None:
    group = name.rpartition("-")[0] if name != MANIFEST else MANIFEST
    found = check(config, {other: data for other, data in SITE.items() if other != name})
    assert found
    assert found[0].startswith(f"public/{group}")
    assert found[0].endswith("build the site again")


@pytest.mark.parametrize("name", PARTS)
def test_truncated_file_of_the_index_is_noticed(config: Config, name: str) -> None:
    found = check(config, {**SITE, name: SITE[name][:-1]})
    assert f"public/{name}: is no JSON; build the site again" in found


@pytest.mark.parametrize("name", PARTS)
def test_file_of_another_index_is_noticed(config: Config, name: str) -> None:
    (said,) = check(config, {**SITE, name: SITE[name] + b" "})
    assert said.endswith("*.json: do not hold what their name says; build the site again")


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (b'{"format": 99}', "has format 99, this sitegen knows 4; build the site again"),
        (b"[]", "has format None, this sitegen knows 4; build the site again"),
        (b'{"format": ', "has format None, this sitegen knows 4; build the site again"),
    ],
)
def test_manifest_that_cannot_be_used(config: Config, manifest: bytes, said: str) -> None:
    found = check(config, {**SITE, MANIFEST: manifest})
    assert found == [f"public/{MANIFEST}: {said}"]


def test_manifest_without_tables_names_what_is_missing(config: Config) -> None:
    found = check(config, {**SITE, MANIFEST: b'{"format": 4}'})
    assert [line.partition(":")[0] for line in found] == [
        "public/search-index/documents-None*.json",
        "public/search-index/terms-table*.json",
        "public/search-index/text-table*.json",
    ]
