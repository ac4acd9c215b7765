"""A build after an edit writes what changed, not what the site has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from build_edits import clean_copy, documents
from build_sites import built, differences, small_site, tree

from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.errors import ContentError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built and edited twice, so that there is a spare."""
    root = small_site(tmp_path / "site")
    built(root)
    for number in range(2):
        edit(root, number)
        built(root)
    return root


def edit(site: Path, number: int) -> None:
    page = documents(site)[0]
    page.write_text(page.read_text("utf-8") + f"\n补充说明{number}。\n", encoding="utf-8")


def spares(site: Path) -> list[Path]:
    return sorted((site / ".sitegen/cache/spares").iterdir())


def identity(folder: Path) -> dict[str, tuple[int, int]]:
    """Path -> inode and time of change of every file."""
    found = {p.relative_to(folder).as_posix(): p.stat() for p in folder.rglob("*") if p.is_file()}
    return {path: (state.st_ino, state.st_mtime_ns) for path, state in found.items()}


def test_file_with_the_same_bytes_stays_the_same_file(site: Path, tmp_path: Path) -> None:
    for number in range(2, 4):
        bytes_before, before = tree(site / "public"), identity(site / "public")
        folders = {p: p.stat().st_ino for p in spares(site)[0].rglob("*/")}
        edit(site, number)
        built(site)
        after, now = identity(site / "public"), tree(site / "public")
        same = {path for path in now if now[path] == bytes_before.get(path)}
        assert len(same) > 50
        assert {path for path in same if after[path] != before[path]} == set()
        inodes = {path.stat().st_ino for path in (site / "public").rglob("*/")}
        assert len(inodes & {*folders.values()}) > len(folders) * 0.9, "folders are made anew"
        clean = clean_copy(site, tmp_path / "clean")
        assert differences(now, clean) == []


def test_each_output_has_a_spare_of_its_own(site: Path) -> None:
    before = spares(site)
    preview = load_config(site, output=site / ".sitegen/preview")
    elsewhere = load_config(site, output=site.parent / "elsewhere")
    for number in range(2, 4):
        edit(site, number)
        for config in (load_config(site), preview, elsewhere):
            build_site(config, jobs=1)
        assert differences(tree(site / "public"), tree(preview.output)) == []
        assert differences(tree(site / "public"), tree(elsewhere.output)) == []
    assert len(spares(site)) == 3
    assert set(before) < set(spares(site))


def test_strict_build_that_fails_keeps_the_site_and_the_next_is_right(
    site: Path, tmp_path: Path
) -> None:
    before, page = tree(site / "public"), documents(site)[0]
    good = page.read_text("utf-8")
    page.write_text(good + "\n[去](nowhere.pdf)\n", encoding="utf-8")
    with pytest.raises(ContentError, match="leads nowhere"):
        built(site, strict=True)
    assert tree(site / "public") == before
    page.write_text(good + "\n好。\n", encoding="utf-8")
    built(site, strict=True)
    assert differences(tree(site / "public"), clean_copy(site, tmp_path / "clean")) == []


def test_edit_that_is_taken_back_gives_the_site_before(site: Path) -> None:
    page, before = documents(site)[0], tree(site / "public")
    good = page.read_text("utf-8")
    edit(site, 9)
    built(site)
    assert differences(tree(site / "public"), before) != []
    page.write_text(good, encoding="utf-8")
    built(site)
    assert differences(tree(site / "public"), before) == []


def test_files_of_people_do_not_come_back(site: Path) -> None:
    (site / "public/mine.txt").write_text("mine")
    (spares(site)[0] / "index.html").write_text("mine")
    (spares(site)[0] / "other.txt").write_text("mine")
    for number in range(2, 4):
        edit(site, number)
        built(site)
        assert not any(data == b"mine" for data in tree(site / "public").values())
        assert not {"mine.txt", "other.txt"} & tree(site / "public").keys()


def test_nothing_is_kept_of_an_output_that_is_gone(site: Path) -> None:
    elsewhere = load_config(site, output=site.parent / "elsewhere")
    for number in range(2):
        edit(site, number)
        build_site(elsewhere, jobs=1)
    assert len(spares(site)) == 2
    shutil.rmtree(elsewhere.output)
    edit(site, 5)
    built(site)
    assert len(spares(site)) == 1
    assert len(list((site / ".sitegen/cache/builds").iterdir())) == 1
    assert len(list((site / ".sitegen/cache/outputs").iterdir())) == 1


def test_notes_of_somebody_else_remove_nothing(site: Path) -> None:
    others = site.parent / "others"
    (others / "Documents").mkdir(parents=True)
    (others / "letter.json").write_text("{}")
    for name in ("spares", "builds"):
        folder = site / ".sitegen/cache" / name
        shutil.rmtree(folder)
        folder.symlink_to(others)
    notes = site / ".sitegen/cache/outputs"
    for name in ("Documents", "letter"):
        (notes / name).write_text("nowhere")
    os.mkfifo(notes / "pipe")
    edit(site, 7)
    built(site)
    assert (others / "Documents").is_dir()
    assert (others / "letter.json").read_text() == "{}"
