"""One build at a time per site."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.errors import OutputError
from sitegen.lock import site_lock

HOLDER = """
import os, sys
from pathlib import Path
from sitegen.lock import site_lock
with site_lock(Path(sys.argv[1])):
    if len(sys.argv) > 2 and os.fork() == 0:
        sys.stdin.read()  # a worker that outlives its killed parent
        os._exit(0)
    print("locked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(state: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(state), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        try:
            yield child
        finally:
            child.kill()


def test_second_build_is_told_which_process_holds_the_lock(tmp_path: Path) -> None:
    state = tmp_path / ".sitegen"
    with holder(state) as child, pytest.raises(OutputError) as caught, site_lock(state):
        pass
    assert str(caught.value).startswith(".sitegen/build.lock: ")
    assert f"process {child.pid} " in str(caught.value)


@pytest.mark.parametrize("options", [(), ("with a worker",)])
def test_killed_build_leaves_no_lock_behind(tmp_path: Path, options: tuple[str, ...]) -> None:
    with holder(tmp_path, *options) as child:
        child.kill()
        child.wait()
        with site_lock(tmp_path):
            pass


def test_lock_can_be_taken_again_after_it_was_given_up(tmp_path: Path) -> None:
    for _ in range(2):
        with site_lock(tmp_path):
            pass


def test_state_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = site_lock(tmp_path / "file" / ".sitegen")
    with pytest.raises(OutputError, match="cannot be written: Not a directory"), broken:
        pass


def test_file_system_that_knows_no_locks_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "lockf", refuse)
    with pytest.raises(OutputError, match="cannot be locked") as caught, site_lock(tmp_path):
        pass
    assert "build.lock" in str(caught.value)
