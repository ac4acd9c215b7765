"""public/ holds a whole site or the one before, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from output_sites import NEW, OLD, as_dict, assert_old_and_clean, old_site, tree

from sitegen import staging, swap
from sitegen.errors import OutputError
from sitegen.model import OutputFile
from sitegen.output import check_output, write_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder in which `public` holds the old site."""
    return old_site(tmp_path)


def test_first_site_is_written_with_nojekyll(tmp_path: Path) -> None:
    assert write_site(tmp_path / "deep" / "public", NEW) == 2
    assert tree(tmp_path / "deep" / "public") == as_dict(NEW)
    assert (tmp_path / "deep" / "public" / ".nojekyll").read_bytes() == b""


def test_new_site_replaces_the_whole_old_one(site: Path) -> None:
    write_site(site / "public", iter(NEW))
    assert tree(site / "public") == as_dict(NEW)
    assert [entry.name for entry in site.iterdir()] == ["public"]


def test_fresh_clone_with_only_nojekyll_can_be_built(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (public / ".nojekyll").touch()
    write_site(public, NEW)
    assert tree(public) == as_dict(NEW)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../up.html",
        "a/../../b",
        "a//b",
        "",
        ".",
        "a/",
        "a\\b",
        "a\0b",
        "a/\n",
        "x" * 256,
    ],
)
def test_path_that_leaves_the_site_is_refused_by_name(site: Path, path: str) -> None:
    with pytest.raises(OutputError) as caught:
        write_site(site / "public", [*NEW, OutputFile(path, b"x")])
    assert caught.value.problems[0].file == path
    assert_old_and_clean(site)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("a.html", "a.html", "twice"),
        ("a/index.html", "A/index.html", "case"),
        ("Straße.html", "STRASSE.html", "case"),
        ("caf\u00e9.html", "cafe\u0301.html", "case"),
        ("a", "a/b", "file and a folder"),
        ("a/b", "a", "file and a folder"),
        ("docs/A", "DOCS/b", "case"),
    ],
)
def test_paths_that_some_disk_cannot_hold_together_are_refused(
    site: Path, first: str, second: str, said: str
) -> None:
    with pytest.raises(OutputError, match=said) as caught:
        write_site(site / "public", [OutputFile(first, b"1"), OutputFile(second, b"2")])
    assert caught.value.problems[0].file in {second, second.partition("/")[0]}
    assert_old_and_clean(site)


def test_same_file_twice_is_written_once(tmp_path: Path) -> None:
    assert write_site(tmp_path / "public", [*NEW, NEW[0]]) == 2


def test_one_path_object_with_two_contents_is_noticed(tmp_path: Path) -> None:
    path = "a.html"
    with pytest.raises(OutputError, match="twice"):
        write_site(tmp_path / "public", [OutputFile(path, b"1"), OutputFile(path, b"2")])


@given(
    st.dictionaries(
        st.lists(st.sampled_from("abcd中文"), min_size=1, max_size=3).map("/".join),
        st.binary(max_size=9),
    )
)
@settings(max_examples=40, deadline=None)
def test_what_was_accepted_is_exactly_what_stands_there(wanted: dict[str, bytes]) -> None:
    clash = any(one != two and two.startswith(f"{one}/") for one in wanted for two in wanted)
    with tempfile.TemporaryDirectory() as folder:
        public = Path(folder, "public")
        files = [OutputFile(path, data) for path, data in wanted.items()]
        if clash:
            with pytest.raises(OutputError):
                write_site(public, files)
            assert list(Path(folder).iterdir()) == []
        else:
            write_site(public, files)
            assert tree(public) == wanted


def test_error_while_files_are_made_keeps_the_old_site(site: Path) -> None:
    def files() -> Iterator[OutputFile]:
        yield NEW[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(site / "public", files())
    assert_old_and_clean(site)


def test_full_disk_is_one_line_and_keeps_the_old_site(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_up(path: str, mode: str) -> IO[bytes]:
        if path.endswith("index.html"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return Path(path).open(mode)

    monkeypatch.setattr(staging, "open", fill_up, raising=False)
    with pytest.raises(OutputError, match="disk is full") as caught:
        write_site(site / "public", NEW)
    assert len(caught.value.problems) == 1
    assert_old_and_clean(site)


LIMITED = """
import resource, sys
from pathlib import Path
from sitegen.errors import OutputError
from sitegen.model import OutputFile
from sitegen.output import write_site
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_site(Path(sys.argv[1]), [OutputFile("a", b"1"), OutputFile("index.html", b"x" * 2000)])
except OutputError as error:
    print(error)
"""


def test_file_that_the_system_refuses_to_grow_keeps_the_old_site(site: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(site / "public")],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "File too large" in done.stdout
    assert done.stdout.count("\n") == 1
    assert_old_and_clean(site)


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of an ordinary user, whose rights the process has meanwhile."""
    folder = Path(tempfile.mkdtemp(dir="/var/tmp"))
    if os.geteuid() != 0:
        yield folder
    else:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)
    swap.remove(folder)


def test_read_only_output_folder_is_one_line_and_stays(unprivileged: Path) -> None:
    public = unprivileged / "public"
    write_site(public, OLD)
    public.chmod(0o555)
    with pytest.raises(OutputError, match="cannot be written: Permission denied"):
        write_site(public, NEW)
    public.chmod(0o755)
    assert_old_and_clean(unprivileged)


def test_read_only_parent_is_one_line_and_the_site_stays(unprivileged: Path) -> None:
    write_site(unprivileged / "public", OLD)
    unprivileged.chmod(0o555)
    with pytest.raises(OutputError, match="cannot be written: Permission denied"):
        write_site(unprivileged / "public", NEW)
    assert_old_and_clean(unprivileged)


def test_folder_in_the_old_site_that_nobody_may_enter_leaves_no_litter(unprivileged: Path) -> None:
    write_site(unprivileged / "public", OLD)
    (unprivileged / "public" / "docs" / "a").chmod(0)
    (unprivileged / "public" / "docs").chmod(0)
    write_site(unprivileged / "public", NEW)
    assert [entry.name for entry in unprivileged.iterdir()] == ["public"]


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        write_site(tmp_path / "public", NEW)
    assert (tmp_path / "public").read_text() == "mine"


def test_folder_with_other_peoples_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        write_site(tmp_path, NEW)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.docx"]


def test_whole_disk_is_refused() -> None:
    with pytest.raises(OutputError, match="whole disk"):
        check_output(Path("/"))


def test_output_behind_a_link_is_replaced_where_it_really_is(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "web")
    write_site(tmp_path / "public", NEW)
    assert (tmp_path / "public").is_symlink()
    assert tree(tmp_path / "web") == as_dict(NEW)


def test_rights_follow_the_umask_and_those_of_the_folder_before(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_site(tmp_path / "public", NEW)
        assert stat.S_IMODE((tmp_path / "public").stat().st_mode) == 0o750
        assert stat.S_IMODE((tmp_path / "public" / "index.html").stat().st_mode) == 0o640
        (tmp_path / "public").chmod(0o755)
        write_site(tmp_path / "public", NEW)
        assert stat.S_IMODE((tmp_path / "public").stat().st_mode) == 0o755
    finally:
        os.umask(before)
