"""Documents by chance through the whole pipeline: clear lines, or valid pages that are all ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_sites import tree
from document_generator import Generator, built_without_wrong_ones
from html_harmless import checked, checker, faults

from sitegen.config import load_config
from sitegen.content.check import check_site
from sitegen.content.load import load_library


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("generated") / "site"
    Generator(7).site(root, 40)
    said = built_without_wrong_ones(root)
    assert all("\n" not in line for line in said)
    return root


def test_pages_are_valid_and_hold_no_markup_of_documents(generated: Path) -> None:
    found = {n: d for n, d in tree(generated / "public").items() if n.endswith(".html")}
    assert len(found) > 80
    assert {name: faults(data) for name, data in found.items() if faults(data)} == {}


def test_check_of_such_a_site_ends_in_lines(generated: Path) -> None:
    config = load_config(generated)
    for problem in check_site(config, load_library(config)):
        assert "\n" not in str(problem)


def test_nu_html_checker_finds_no_error(generated: Path, tmp_path: Path) -> None:
    command = checker()
    if isinstance(command, str):
        pytest.skip(command)
    names = ("index.html", "search/index.html", "404.html", "topics/index.html")
    documents = sorted((generated / "public").glob("**/docs/*/index.html"))[::6]
    for number, page in enumerate([*(generated / "public" / n for n in names), *documents]):
        (tmp_path / f"{number}.html").write_bytes(page.read_bytes())
    assert checked(command, tmp_path) == []
