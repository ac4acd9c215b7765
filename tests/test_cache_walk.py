"""A look at a folder finds every file once, under its own name where it has one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.cache.litter import sweep_site
from sitegen.cache.stamps import Stamp, look, same


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "top"
    (top / "a/deep").mkdir(parents=True)
    (top / "b").mkdir()
    for name in ("a/1.txt", "a/deep/2.txt", "b/3.txt", "4.txt"):
        (top / name).write_text(name, encoding="utf-8")
    return top


def test_files_come_by_ascending_path(folder: Path) -> None:
    assert list(look(folder)) == ["4.txt", "a/1.txt", "a/deep/2.txt", "b/3.txt"]
    assert list(look(folder / "4.txt")) == [""]
    assert look(folder / "none") == {}


def test_links_are_followed_and_each_folder_is_entered_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere/inner").mkdir(parents=True)
    (tmp_path / "elsewhere/inner/5.txt").write_text("5", encoding="utf-8")
    (folder / "0").symlink_to(folder / "a")
    (folder / "a/deep/up").symlink_to(folder)
    (folder / "out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/back").symlink_to(folder / "b")
    (folder / "b/6.txt").symlink_to(folder / "4.txt")
    (folder / "b/broken").symlink_to(folder / "nothing")
    (folder / "b/itself").symlink_to(folder / "b/itself")
    expected = ["4.txt", "a/1.txt", "a/deep/2.txt", "b/3.txt", "b/6.txt", "out/inner/5.txt"]
    assert list(look(folder)) == expected
    link = folder.with_name("link")
    link.symlink_to(folder)
    assert same(look(link), look(folder))


def test_pipe_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert "pipe" not in look(folder)


def test_file_that_has_not_changed_is_not_read(folder: Path) -> None:
    state = (folder / "4.txt").stat()
    signature = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    known = {"4.txt": Stamp("as it was", signature), "a/1.txt": Stamp("as it was", None)}
    found = look(folder, known)
    assert found["4.txt"] == known["4.txt"]
    assert found["a/1.txt"].digest == look(folder)["a/1.txt"].digest
    (folder / "4.txt").write_text("4.TXT", encoding="utf-8")
    assert look(folder, known)["4.txt"].digest == look(folder)["4.txt"].digest


def test_leftovers_of_a_killed_ingest_are_removed_and_nothing_else(tmp_path: Path) -> None:
    content, state = tmp_path / "content", tmp_path / ".sitegen"
    leftovers = [
        content / ".ingest.json.abcd_123",
        content / "a/.index.md.00000000",
        state / "ingested/.a.md.zzzzzzzz",
    ]
    others = [
        content / ".ingest.json",
        content / "a/index.md",
        content / "a/.index.md.short",
        content / "a/.en.po.00000000",
        content / "a/b/.index.md.00000000",
        state / "ingested/a.md",
    ]
    for path in (*leftovers, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    sweep_site(content, look(content), state)
    assert not any(path.exists() for path in leftovers)
    assert all(path.exists() for path in others)
