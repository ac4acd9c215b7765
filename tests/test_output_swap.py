"""The new site takes the place of the old one in one step, and takes over what has not changed."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from output_sites import NEW, OLD, as_dict, assert_old_and_clean, old_site, tree

from sitegen import swap
from sitegen.cache.stamps import digest
from sitegen.errors import OutputError
from sitegen.model import OutputFile
from sitegen.output import check_output, new_site, write_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder in which `public` holds the old site."""
    return old_site(tmp_path)


@pytest.fixture
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is none of the site's."""
    folder = tmp_path_factory.mktemp("others")
    folder.chmod(0o755)
    return folder


def test_system_without_exchange_swaps_with_two_renames(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "_libc", lambda: None)
    write_site(site / "public", NEW)
    assert tree(site / "public") == as_dict(NEW)
    assert [entry.name for entry in site.iterdir()] == ["public"]


def test_build_killed_between_two_renames_is_mended_by_the_next(site: Path) -> None:
    (site / "public").rename(site / ".public.sitegen-old")
    (site / ".public.sitegen-new").mkdir()
    check_output(site / "public")
    assert_old_and_clean(site)


WAITING = """
import sys, time
from pathlib import Path
from sitegen.model import OutputFile
from sitegen.output import write_site
def files():
    yield OutputFile("index.html", b"half")
    print("half", flush=True)
    sys.stdin.read()
write_site(Path(sys.argv[1]), files())
"""


def test_killed_build_leaves_the_old_site_and_the_next_removes_its_litter(site: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING, str(site / "public")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert tree(site / "public") == as_dict(OLD)
    assert len(list(site.iterdir())) == 2
    write_site(site / "public", NEW)
    assert tree(site / "public") == as_dict(NEW)
    assert [entry.name for entry in site.iterdir()] == ["public"]


def renewed(public: Path) -> None:
    """A new front page; the rest as it was."""
    with new_site(public) as made:
        made.add(NEW[0])
        made.keep(OLD[1].path, digest(OLD[1].data))
        assert dict(made) == {NEW[0].path: NEW[0].data, OLD[1].path: OLD[1].data}
        made.put_in_place()


def test_kept_file_is_the_old_one(site: Path) -> None:
    before = (site / "public" / OLD[1].path).stat()
    renewed(site / "public")
    assert tree(site / "public") == as_dict([NEW[0], OLD[1]])
    after = (site / "public" / OLD[1].path).stat()
    assert (after.st_ino, after.st_nlink) == (before.st_ino, 1)


def test_kept_file_is_copied_where_there_are_no_links(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    renewed(site / "public")
    assert tree(site / "public") == as_dict([NEW[0], OLD[1]])


def test_file_that_is_gone_cannot_be_kept(site: Path) -> None:
    with pytest.raises(OutputError) as caught, new_site(site / "public") as made:
        made.keep("docs/gone/index.html", digest(b""))
    assert len(caught.value.problems) == 1
    assert_old_and_clean(site)


def test_site_that_was_not_put_in_place_leaves_nothing(site: Path) -> None:
    with new_site(site / "public") as made:
        made.keep(OLD[0].path, digest(OLD[0].data))
    assert_old_and_clean(site)


def test_kept_path_and_added_path_may_not_differ_in_case_only(site: Path) -> None:
    with pytest.raises(OutputError, match="case"), new_site(site / "public") as made:
        made.keep(OLD[0].path, digest(OLD[0].data))
        made.add(OutputFile("INDEX.html", b"x"))
    assert_old_and_clean(site)


@pytest.mark.parametrize("name", [".public.sitegen-new", ".public.sitegen-old"])
def test_link_in_place_of_a_work_folder_is_not_followed(
    site: Path, others: Path, name: str
) -> None:
    """As a repository from somebody else may have."""
    (others / "inner").mkdir()
    (others / "file").write_bytes(b"theirs")
    (site / name).symlink_to(others)
    write_site(site / "public", NEW)
    assert tree(site / "public") == as_dict(NEW)
    assert [entry.name for entry in site.iterdir()] == ["public"]
    assert stat.S_IMODE(others.stat().st_mode) == 0o755
    assert sorted(path.name for path in others.iterdir()) == ["file", "inner"]


def test_link_in_place_of_the_folder_set_aside_does_not_become_the_site(
    site: Path, others: Path
) -> None:
    shutil.rmtree(site / "public")
    (site / ".public.sitegen-old").symlink_to(others)
    check_output(site / "public")
    assert list(site.iterdir()) == []
    assert others.is_dir()


@pytest.mark.skipif(os.getuid() == 0, reason="root can write everywhere")
def test_link_in_a_folder_that_resists_is_not_opened(site: Path, others: Path) -> None:
    inner = site / "public" / "docs"
    inner.mkdir(exist_ok=True)
    (inner / "link").symlink_to(others)
    inner.chmod(0o555)
    write_site(site / "public", NEW)
    assert stat.S_IMODE(others.stat().st_mode) == 0o755
