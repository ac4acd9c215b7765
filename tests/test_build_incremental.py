"""Whatever was edited, a build gives what a first build of the same input gives."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from build_edits import EDITS, clean_copy, documents, translate_unit
from build_sites import built, differences, small_site, tree


@pytest.mark.parametrize("seed", range(4))
def test_ten_random_edit_sequences_equal_clean_builds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    site = small_site(tmp_path / "site")
    built(site)
    done = []
    for _ in range(10):
        for edit in chance.sample(EDITS, chance.choice((1, 1, 2))):
            edit(site, chance)
            done.append(edit.__name__)
        built(site)
        clean = clean_copy(site, tmp_path / "clean")
        assert differences(tree(site / "public"), clean) == [], done


def test_edit_of_one_document_renders_its_own_pages_and_lists_only(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site", 6)
    first = built(site)
    (documents(site)[0].parent / "en.po").write_text("", encoding="utf-8")
    report = built(site)
    assert 0 < report.rendered < first.rendered


def test_entries_that_nothing_uses_are_removed(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    built(site)
    entries = site / ".sitegen/cache/entries/documents"
    count = len(list(entries.iterdir()))
    for number in range(3):
        page = documents(site)[0]
        page.write_text(page.read_text("utf-8") + f"\n第{number}段。\n", encoding="utf-8")
        built(site)
    assert len(list(entries.iterdir())) == count


def test_edit_by_hand_keeps_the_translation_as_outdated(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site", 1)
    built(site)
    page = documents(site)[0]
    translate_unit(site, random.Random(1))
    built(site)
    catalog = page.parent / "en.po"
    found = re.search(r'msgid "(.*)"\nmsgstr "English', catalog.read_text("utf-8"))
    assert found
    unit = found[1]
    page.write_text(page.read_text("utf-8").replace(unit, unit[:-1] + "！"), encoding="utf-8")
    built(site)
    said = catalog.read_text("utf-8")
    assert "fuzzy" in said
    assert unit[:-1] + "！" in said


def test_a_conflict_is_told_until_the_document_is_edited(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    built(site)
    seed = min((site / "seeds").iterdir())
    page = next(p for p in documents(site) if f"source: {seed.name}" in p.read_text("utf-8"))
    for place, number in ((page, "100"), (seed, "200")):
        text = place.read_text("utf-8")
        assert "总投资12.5亿元" in text
        place.write_text(text.replace("总投资12.5亿元", f"总投资{number}亿元"), "utf-8")
    told = [str(p) for p in built(site).problems]
    assert any("both changed this place" in line for line in told)
    (site / "sitegen.toml").write_text('title = "通知二"\n', encoding="utf-8")
    assert [str(p) for p in built(site).problems] == told, "nobody has looked at it yet"
    page.write_text(page.read_text("utf-8").replace("100亿元", "200亿元"), "utf-8")
    assert built(site).problems == ()
    assert built(site).problems == ()
