"""A build that has nothing to do does nothing, and only then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build_sites import built, command, differences, small_site, tree

from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.errors import ContentError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = small_site(tmp_path / "site")
    built(root)
    return root


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def test_second_build_leaves_every_file_alone(site: Path) -> None:
    before = times(site / "public")
    report = built(site)
    assert report.is_unchanged
    assert times(site / "public") == before
    assert (report.documents, report.pages) == (3, len(list((site / "public").rglob("*.html"))))


def test_the_command_says_so(site: Path) -> None:
    said = command(site).stdout
    assert "Built 3 documents" in said or "Nothing changed" in said
    assert command(site).stdout == f"Nothing changed since the last build: {site / 'public'}\n"


def first_page(site: Path) -> Path:
    return min((site / "public" / "docs").glob("*/index.html"))


def page_edited(site: Path) -> None:
    page = first_page(site)
    state = page.stat()
    page.write_bytes(page.read_bytes().replace(b"html", b"HTML", 1))
    os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))  # as a tool may that hides its work


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda site: first_page(site).unlink(), id="a page is gone"),
        pytest.param(page_edited, id="a page was edited, size and time kept"),
        pytest.param(lambda site: (site / "public/new.txt").touch(), id="a file was added"),
        pytest.param(lambda site: shutil.rmtree(site / "public"), id="the site is gone"),
        pytest.param(lambda site: shutil.rmtree(site / ".sitegen/cache"), id="the cache is gone"),
    ],
)
def test_site_that_was_touched_is_mended(site: Path, change: Callable[[Path], None]) -> None:
    good = tree(site / "public")
    change(site)
    assert not built(site).is_unchanged
    assert differences(tree(site / "public"), good) == []
    assert built(site).is_unchanged


def seed_edited(site: Path) -> None:
    seed = site / "seeds/0.txt"
    seed.write_text(seed.read_text("utf-8").replace("90%", "95%"), encoding="utf-8")


def template_added(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates/404.html").write_text("<!doctype html><title>x</title>gone", "utf-8")


def settings_edited(site: Path) -> None:
    (site / "sitegen.toml").write_text('title = "公告"\n', encoding="utf-8")


def glossary_added(site: Path) -> None:
    (site / "content/glossary.csv").write_text("zh,en,note\n城市更新,urban renewal,\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        seed_edited,
        template_added,
        settings_edited,
        glossary_added,
        lambda site: (site / "seeds/1.txt").unlink(),
        lambda site: shutil.rmtree(min((site / "content").glob("*/"))),
    ],
)
def test_every_kind_of_input_counts(site: Path, change: Callable[[Path], None]) -> None:
    change(site)
    assert not built(site).is_unchanged
    assert built(site).is_unchanged


def test_options_and_environment_count(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = load_config(site, base_url="https://example.org/a/")
    assert not build_site(elsewhere, jobs=1).is_unchanged
    assert build_site(elsewhere, jobs=1).is_unchanged
    assert not built(site).is_unchanged
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert not built(site).is_unchanged


def test_site_that_was_not_checked_is_checked_when_asked(site: Path) -> None:
    page = min((site / "content").glob("*/index.md"))
    page.write_text(page.read_text("utf-8") + "\n[去](nowhere.pdf)\n", encoding="utf-8")
    built(site)
    before = tree(site / "public")
    with pytest.raises(ContentError, match="leads nowhere"):
        built(site, strict=True)
    assert tree(site / "public") == before
    assert not (site / ".sitegen/strict").exists()


def test_warnings_are_said_again(site: Path) -> None:
    (site / "seeds/picture.png").write_bytes(b"\x89PNG")
    first = built(site)
    second = built(site)
    assert second.is_unchanged
    assert [p.file for p in second.problems] == ["seeds/picture.png"]
    assert second.problems == first.problems


def test_failed_build_is_not_taken_for_a_finished_one(site: Path) -> None:
    page = min((site / "content").glob("*/index.md"))
    good = page.read_text("utf-8")
    page.write_text(good.replace("title:", "titel:"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError, match="titel"):
            built(site)
    page.write_text(good, encoding="utf-8")
    assert built(site).is_unchanged
