"""The check types what stands in the texts into the site's own search."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from build_sites import built, command, small_site

from sitegen.config import load_config
from sitegen.content import check_queries as checking
from sitegen.content.check import check_site
from sitegen.content.check_queries import sample
from sitegen.content.library import Library
from sitegen.content.load import load_library
from sitegen.model import Severity

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="Node.js is not installed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_site(tmp_path_factory.mktemp("queries") / "site")
    built(root)
    return root


def index_problems(site: Path, library: Library) -> list[str]:
    found = check_site(load_config(site), library)
    return [str(p) for p in found if p.file == "public/search-index"]


def test_sample_is_the_same_each_time_and_stands_in_its_document(site: Path) -> None:
    library = load_library(load_config(site))
    queries = sample(library, "zh")
    assert queries == sample(library, "zh")
    assert len(queries) == checking.QUERIES
    for query in queries:
        assert query.text in (site / query.file).read_text("utf-8")


@needs_node
def test_index_of_the_same_texts_finds_all(site: Path) -> None:
    assert index_problems(site, load_library(load_config(site))) == []


@needs_node
def test_index_of_other_texts_is_noticed_and_names_query_and_document(
    site: Path, tmp_path: Path
) -> None:
    other = tmp_path / "site"
    shutil.copytree(site, other)
    folder = other / "content" / "new"
    folder.mkdir()
    text = "---\ntitle: 气象\n---\n\n台风登陆沿岸，暴雨倾盆而下，渔船悉数回港。\n"
    (folder / "index.md").write_text(text, encoding="utf-8")
    found = index_problems(other, load_library(load_config(other)))
    assert found
    assert all("which stands in content/new/index.md, finds nothing" in line for line in found)
    done = command(other, "--strict")
    assert done.returncode == 0, "a build makes the index anew"


def test_without_node_a_note_says_that_nothing_was_tried(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking.shutil, "which", lambda _: None)
    found = check_site(load_config(site), load_library(load_config(site)))
    (note,) = [p for p in found if p.file == "public/search-index"]
    assert note.severity is Severity.NOTE
