"""A site is whole whenever the plug is pulled or the disk is full: at each moment, one by one.

The moments are what Python's audit events tell of: every file opened, folder made or renamed, file
removed, system call looked up. A process of its own forks a build for each of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = """
import errno, itertools, json, os, signal, sys
from pathlib import Path
from sitegen import swap
from sitegen.errors import OutputError
from sitegen.model import OutputFile
from sitegen.output import MARKER, check_output, write_site

WATCHED = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.listdir",
           "os.scandir", "shutil.rmtree", "ctypes.dlsym"}
OLD = [OutputFile(f"old/{n}.html", b"old") for n in range(3)] + [OutputFile("index.html", b"old")]
NEW = [OutputFile(f"new/{n}.html", b"new") for n in range(3)] + [OutputFile("index.html", b"new")]
folder, how, renames = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "renames"
if renames:
    swap._libc = lambda: None

def tree(public):
    return {p.relative_to(public).as_posix(): p.read_bytes() for p in public.rglob("*")
            if p.is_file() and p.name not in (MARKER, ".nojekyll")}

def state(public):
    if not public.exists():
        return "none"
    sites = {"old": OLD, "new": NEW}
    found = tree(public)
    return next((n for n, s in sites.items() if {f.path: f.data for f in s} == found), "mix")

def stop_at(moment):
    count = itertools.count(1)
    def hook(event, args):
        if event not in WATCHED or how == "full" and not takes_space(event, args):
            return
        if next(count) == moment:
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    sys.addaudithook(hook)

def takes_space(event, args):
    return event in {"os.mkdir", "os.rename"} or event == "open" and "w" in (args[1] or "")

def build(public, moment):
    stop_at(moment)
    try:
        write_site(public, NEW)
    except OutputError as error:
        os._exit(1 if "disk is full" in str(error) else 2)
    os._exit(0)

found = []
for moment in itertools.count(1):
    place = folder / str(moment)
    public = place / "public"
    write_site(public, OLD)
    if (child := os.fork()) == 0:
        build(public, moment)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == 0:
        break
    at_once, beside = state(public), sorted(p.name for p in place.iterdir())
    check_output(public)
    found.append([code, at_once, beside, state(public), sorted(p.name for p in place.iterdir())])
print(json.dumps(found))
"""


def moments(folder: Path, *options: str) -> list[Any]:
    """For each moment: exit code, site and folder after it, both after the next build's look."""
    line = [sys.executable, "-c", SCRIPT, str(folder), *options]
    found: list[Any] = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)
    return found


def test_kill_at_each_moment_leaves_the_old_site_or_the_new(tmp_path: Path) -> None:
    found = moments(tmp_path, "kill", "exchange")
    assert len(found) >= 25
    assert {at_once for _, at_once, *_ in found} == {"old", "new"}
    assert all(beside == ["public"] for *_, beside in found), "litter after the next build"


def test_kill_between_two_renames_is_mended_by_the_next_build(tmp_path: Path) -> None:
    found = moments(tmp_path, "kill", "renames")
    assert {at_once for _, at_once, *_ in found} == {"old", "none", "new"}
    assert {mended for *_, mended, _ in found} == {"old", "new"}
    assert all(beside == ["public"] for *_, beside in found)


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_full_disk_at_each_moment_is_one_line_and_leaves_no_litter(
    tmp_path: Path, way: str
) -> None:
    found = moments(tmp_path, "full", way)
    assert len(found) >= 8
    assert {code for code, *_ in found} == {1}, "said otherwise than that the disk is full"
    for _, at_once, beside, mended, _ in found:
        assert mended in {"old", "new"}
        assert at_once == mended
        assert beside == ["public"]
