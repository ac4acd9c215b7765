"""The check says when a site outgrows its readers or its host."""

from __future__ import annotations

from sitegen.content.budgets import Budgets, check_budgets
from sitegen.model import Severity

SMALL = Budgets(page=100, file=1_000, index=500, site=3_000, files=4)


def said(files: dict[str, int], budgets: Budgets = SMALL) -> list[tuple[str, str]]:
    found = check_budgets({name: b"x" * size for name, size in files.items()}, budgets)
    return [(problem.file, problem.severity.value) for problem in found]


def test_small_site_is_fine() -> None:
    assert said({"index.html": 100, "search-index/a.json": 500, "b.pdf": 1_000}) == []


def test_each_limit_is_named_once() -> None:
    assert said({"index.html": 101}) == [("index.html", "note")]
    assert said({"a.pdf": 1_001}) == [("a.pdf", "warning")]
    assert said({"search-index/a": 251, "search-index/b": 250}) == [("search-index", "note")]
    assert said(dict.fromkeys("abcd", 751)) == [("", "warning")]
    assert said(dict.fromkeys("abcde", 1)) == [("", "note")]


def test_sizes_are_said_in_megabytes() -> None:
    (found,) = check_budgets({"a.html": b"x" * 2_500_000})
    assert found.message.startswith("has 2.5 MB")
    assert found.severity is Severity.NOTE
