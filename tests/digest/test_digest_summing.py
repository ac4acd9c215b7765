"""Digests of a build that finds what the one before counted, or finds it damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_edits import clean_copy, documents
from build_sites import built, differences, small_site, tree


@pytest.mark.parametrize("kinds", [["collection"], ["features"], ["collection", "features"]])
def test_what_was_counted_is_counted_again_when_it_is_damaged(
    tmp_path: Path, kinds: list[str]
) -> None:
    site = small_site(tmp_path / "site", 3)
    built(site)
    for kind in kinds:
        for entry in (site / ".sitegen/cache/entries" / kind).iterdir():
            data = entry.read_bytes()
            entry.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    # 保障性住房 stands in all three, which makes it a name; in two it is none any more.
    page = documents(site)[0]
    page.write_text(page.read_text("utf-8").replace("保障性住房", "道路"), encoding="utf-8")
    built(site)
    assert differences(tree(site / "public"), clean_copy(site, tmp_path / "clean")) == []


def test_an_edit_leaves_what_other_documents_say_alone(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    built(site)
    entries = site / ".sitegen/cache/entries/features"
    before = {entry.name for entry in entries.iterdir()}
    page = documents(site)[0]
    page.write_text(page.read_text("utf-8") + "\n市民广场建成。\n", encoding="utf-8")
    built(site)
    after = {entry.name for entry in entries.iterdir()}
    assert len(after) == len(before)
    assert len(after & before) == len(before) - 1
