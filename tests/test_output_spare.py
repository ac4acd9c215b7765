"""The site before the last one is used again, and nothing of it that is not wanted."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from output_sites import as_dict, renewed, tree

from sitegen import spare as spares
from sitegen.cache import stamps
from sitegen.cache.stamps import look
from sitegen.model import OutputFile
from sitegen.output import new_site
from sitegen.spare import Before

SAME = [OutputFile(f"same/{name}.html", name.encode()) for name in "abc"]


def site(number: int) -> list[OutputFile]:
    """A site that differs from the one with another number in two files, their names and one
    folder.
    """
    return [
        *SAME,
        OutputFile("index.html", b"%d" % number),
        OutputFile(f"only/{number}/x.html", b"x"),
    ]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the third site in `public` and the second in `state/spare`; time enough has
    passed since each.
    """
    monkeypatch.setattr(stamps, "_SETTLED", 0)
    for number in range(3):
        renewed(tmp_path / "public", site(number), tmp_path / "state/spare")
    return tmp_path


def identity(folder: Path) -> dict[str, tuple[int, int]]:
    """Path -> inode and time of change of every file and of every folder below."""
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*")}
    return {path: (state.st_ino, state.st_mtime_ns) for path, state in found.items()}


def test_file_that_did_not_change_is_the_same_file(place: Path) -> None:
    before, spare = identity(place / "public"), identity(place / "state/spare")
    renewed(place / "public", site(3), place / "state/spare")
    after = identity(place / "public")
    assert tree(place / "public") == as_dict(site(3))
    assert {path for path in after if after[path] == before.get(path)} >= {f.path for f in SAME}
    assert after["same"] == spare["same"], "a folder that did not change is not made anew"
    assert after["index.html"] != before["index.html"]
    assert after["index.html"] != spare["index.html"], "written in place"


def test_old_site_stays_as_it_was_in_the_spare(place: Path) -> None:
    renewed(place / "public", site(3), place / "state/spare")
    assert tree(place / "state/spare") == as_dict(site(2))
    assert sorted(path.name for path in place.iterdir()) == ["public", "state"]


def edited(spare: Path) -> None:
    (spare / "index.html").write_bytes(b"mine")


def edited_where_it_is_shared(spare: Path) -> None:
    (spare / "same/a.html").write_bytes(b"mine")


def replaced_by_a_copy(spare: Path) -> None:
    (spare / "same/a.html").unlink()
    (spare / "same/a.html").write_bytes(b"mine")


def files_added(spare: Path) -> None:
    (spare / "mine.txt").write_bytes(b"mine")
    (spare / "my/own/folder").mkdir(parents=True)
    (spare / "my/own/file.txt").write_bytes(b"mine")


def link_to_elsewhere(spare: Path) -> None:
    (spare.parent / "home").mkdir()
    shutil.rmtree(spare / "same")
    (spare / "same").symlink_to(spare.parent / "home")


def folder_where_a_file_belongs(spare: Path) -> None:
    (spare / "index.html").unlink()
    (spare / "index.html/deep").mkdir(parents=True)
    (spare / "index.html/deep/mine").touch()


def file_where_a_folder_belongs(spare: Path) -> None:
    shutil.rmtree(spare / "same")
    (spare / "same").write_bytes(b"mine")


def all_gone(spare: Path) -> None:
    shutil.rmtree(spare)


def half_gone(spare: Path) -> None:
    shutil.rmtree(spare / "same")


def file_instead(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.write_bytes(b"mine")


def link_instead(spare: Path) -> None:
    spare.rename(spare.with_name("elsewhere"))
    spare.symlink_to(spare.with_name("elsewhere"))


def files_read_only(spare: Path) -> None:
    (spare / "index.html").chmod(0o400)


def folders_read_only(spare: Path) -> None:
    (spare / "same").chmod(0o555)
    (spare / "only/1").chmod(0)


def folder_of_another_owner(spare: Path) -> None:
    if os.geteuid() == 0:
        os.chown(spare / "same", 1, 1)


def all_of_another_owner(spare: Path) -> None:
    if os.geteuid() == 0:
        os.chown(spare, 1, 1)


def pipe_added(spare: Path) -> None:
    os.mkfifo(spare / "same/pipe")


def another_site(spare: Path) -> None:
    shutil.rmtree(spare)
    renewed(spare, [OutputFile(file.path, b"foreign") for file in site(3)], spare.with_name("x"))


@pytest.mark.parametrize(
    "change",
    [
        edited,
        edited_where_it_is_shared,
        replaced_by_a_copy,
        files_added,
        link_to_elsewhere,
        folder_where_a_file_belongs,
        file_where_a_folder_belongs,
        all_gone,
        half_gone,
        file_instead,
        link_instead,
        files_read_only,
        folders_read_only,
        folder_of_another_owner,
        all_of_another_owner,
        pipe_added,
        another_site,
    ],
)
def test_nothing_of_a_spare_that_was_touched_reaches_the_site(
    place: Path, change: Callable[[Path], None]
) -> None:
    change(place / "state/spare")
    for number in (3, 4, 5):
        renewed(place / "public", site(number), place / "state/spare")
        assert tree(place / "public") == as_dict(site(number))
        assert identity(place / "public").keys() == {
            *(file.path for file in site(number)),
            *("same", "only", f"only/{number}", ".nojekyll", ".sitegen-output"),
        }
        modes = {stat.S_IMODE(p.stat().st_mode) for p in (place / "public").rglob("*/")}
        assert len({mode for mode in modes if mode & 0o111}) == 1, "folders differ in their rights"
        assert {p.stat().st_uid for p in (place / "public").rglob("*")} == {os.geteuid()}


def test_nothing_that_was_put_into_the_site_comes_back_out_of_the_spare(place: Path) -> None:
    (place / "public/mine.txt").write_bytes(b"mine")
    (place / "public/same/mine.txt").write_bytes(b"mine")
    (place / "public/same/a.html").unlink()
    (place / "public/same/a.html").symlink_to(place / "public/mine.txt")
    for number in (3, 4, 5):
        renewed(place / "public", site(number), place / "state/spare")
        assert tree(place / "public") == as_dict(site(number))
        assert not any(path.is_symlink() for path in (place / "public").rglob("*"))


def test_file_takes_the_place_of_a_folder_and_the_other_way_round(place: Path) -> None:
    one = [OutputFile("a", b"1"), OutputFile("b/c/d", b"2"), OutputFile("b/c/e/f", b"3")]
    other = [OutputFile("a/b/c", b"1"), OutputFile("b", b"2")]
    for files in (one, other, one, other, other, one, one):
        renewed(place / "public", files, place / "state/spare")
        assert tree(place / "public") == as_dict(files)


def test_links_to_files_of_the_site_show_no_later_text(place: Path, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    for name in ("index.html", "same/a.html"):
        os.link(place / "public" / name, mirror / Path(name).name)
    for number in (3, 4):
        renewed(place / "public", site(number), place / "state/spare")
    assert (mirror / "index.html").read_bytes() == b"2", "the old file was written over"


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EACCES, errno.EROFS])
def test_spare_that_cannot_be_kept_is_removed(
    place: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if "spare" in (path.name, Path(target).name):
            raise OSError(code, os.strerror(code))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    for number in (3, 4):
        renewed(place / "public", site(number), place / "state/spare")
        assert tree(place / "public") == as_dict(site(number))
        assert list((place / "state").iterdir()) == []


def test_spare_is_not_used_where_upper_and_lower_case_are_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spares, "_usual", lambda _: ())
    renewed(place / "public", site(3), place / "state/spare")
    assert tree(place / "public") == as_dict(site(3))


def test_build_that_was_given_up_leaves_a_spare_that_serves(place: Path) -> None:
    spare = place / "state/spare"
    before = identity(place / "public")
    with pytest.raises(KeyboardInterrupt), new_site(place / "public", _known(place)) as made:
        made.add(OutputFile("same/a.html", b"half"))
        made.add(OutputFile("new/b.html", b"half"))
        raise KeyboardInterrupt
    assert identity(place / "public") == before
    assert sorted(path.name for path in place.iterdir()) == ["public", "state"]
    folder = (spare / "same").stat().st_ino
    renewed(place / "public", site(3), spare)
    assert tree(place / "public") == as_dict(site(3))
    assert (place / "public/same").stat().st_ino == folder


def _known(place: Path) -> Before:
    return Before(look(place / "public"), place / "state/spare")
