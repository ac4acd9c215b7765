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
from sitegen.cache import stamps
from sitegen.errors import OutputError
from sitegen.model import OutputFile
from sitegen.cache.stamps import look
from sitegen.output import MARKER, check_output, new_site
from sitegen.spare import FIRST, Before

WATCHED = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.listdir",
           "os.scandir", "os.link", "shutil.rmtree", "ctypes.dlsym"}
OLD = [OutputFile(f"old/{n}.html", b"old") for n in range(3)] + [OutputFile("index.html", b"old")]
NEW = [OutputFile(f"new/{n}.html", b"new") for n in range(3)] + [OutputFile("index.html", b"new")]
stamps._SETTLED = 0  # else the number of moments would depend on the time that a build takes
SAME = [OutputFile(f"same/{n}.html", b"same") for n in range(2)]
OLD, NEW = OLD + SAME, NEW + SAME
OLDER = [OutputFile("older/a.html", b"older"), OutputFile("index.html", b"older"), SAME[0]]
folder, how = Path(sys.argv[1]), sys.argv[2]
has_spare = "spare" in sys.argv[3:]
if "renames" in sys.argv[3:]:
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

reached = []

def stop_at(moment):
    count = itertools.count(1)
    def hook(event, args):
        if event not in WATCHED or how == "full" and not takes_space(event, args):
            return
        if next(count) == moment:
            reached.append(moment)
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    sys.addaudithook(hook)

def takes_space(event, args):
    return event in {"os.mkdir", "os.rename"} or event == "open" and set("wx") & set(args[1] or "")

def write(public, files):
    spare = public.parent.with_name(f"spare-{public.parent.name}")
    with new_site(public, Before(look(public), spare) if has_spare else FIRST) as site:
        for file in files:
            site.add(file)
        site.put_in_place()

def build(public, moment):
    stop_at(moment)
    try:
        write(public, NEW)
    except OutputError as error:
        os._exit(1 if "disk is full" in str(error) else 2)
    os._exit(4 if reached else 0)

found = []
for moment in itertools.count(1):
    place = folder / str(moment)
    public = place / "public"
    write(public, OLDER)
    write(public, OLD)
    if (child := os.fork()) == 0:
        build(public, moment)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == 0:
        break
    at_once, beside = state(public), sorted(p.name for p in place.iterdir())
    check_output(public)
    found.append([code, at_once, beside, state(public), sorted(p.name for p in place.iterdir())])
    write(public, NEW)
    assert state(public) == "new"
print(json.dumps(found))
"""


def moments(folder: Path, *options: str) -> list[Any]:
    """For each moment: exit code, site and folder after it, both after the next build's look.

    The code is 1 when the disk was said to be full, 4 when that did not matter.
    """
    line = [sys.executable, "-c", SCRIPT, str(folder), *options]
    found: list[Any] = json.loads(subprocess.run(line, check=True, capture_output=True).stdout)
    return found


@pytest.mark.parametrize("start", ["nothing", "spare"])
def test_kill_at_each_moment_leaves_the_old_site_or_the_new(tmp_path: Path, start: str) -> None:
    found = moments(tmp_path, "kill", "exchange", start)
    assert len(found) >= 25
    assert {at_once for _, at_once, *_ in found} == {"old", "new"}
    assert all(beside == ["public"] for *_, beside in found), "litter after the next build"


@pytest.mark.parametrize("start", ["nothing", "spare"])
def test_kill_between_two_renames_is_mended_by_the_next_build(tmp_path: Path, start: str) -> None:
    found = moments(tmp_path, "kill", "renames", start)
    assert {at_once for _, at_once, *_ in found} == {"old", "none", "new"}
    assert {mended for *_, mended, _ in found} == {"old", "new"}
    assert all(beside == ["public"] for *_, beside in found)


@pytest.mark.parametrize("way", ["exchange", "renames"])
@pytest.mark.parametrize("start", ["nothing", "spare"])
def test_full_disk_at_each_moment_is_one_line_and_leaves_no_litter(
    tmp_path: Path, way: str, start: str
) -> None:
    found = moments(tmp_path, "full", way, start)
    assert len(found) >= 8
    codes = {1} if start == "nothing" else {1, 4}
    assert {code for code, *_ in found} == codes, "said otherwise than that the disk is full"
    for code, at_once, beside, mended, _ in found:
        assert mended in ({"new"} if code == 4 else {"old", "new"})
        assert at_once == mended
        assert beside == ["public"]
