"""A build on a disk that is really full, at whatever moment that shows, costs nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = """
import json, os, shutil, subprocess, sys
from pathlib import Path
from build_sites import NAMES, built, notice, small_site, tree
from sitegen.errors import SitegenError

disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], check=True)
site = small_site(disk / "site", 1)

def write_version(number):
    for place, name in enumerate(NAMES[:1]):
        text = notice(name + "新" * number, number)
        text += "".join(f"\\n第{year}年的新内容。\\n" for year in range(2000, 2000 + 300 * number))
        (site / "seeds" / f"{place}.txt").write_text(text, encoding="utf-8")

def fill(leave):
    state = os.statvfs(disk)
    with (disk / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, state.f_bavail * state.f_frsize - leave)

def names():
    return sorted([*os.listdir(site), *(str(p.relative_to(site)) for p in
                   (site / "content").rglob("*") if p.name != "en.po")])

versions = []
for number in range(5):
    write_version(number)
    built(site)
    versions.append(tree(site / "public"))
clean, found = names(), []
need = sum(map(len, versions[0].values()))
spares = site / ".sitegen/cache/spares"
turns = [(0, 0, False), (1, 4, False), (0, 12, False), (1, 60, False), (0, need // 1100, False)]
turns += [(2, 100, True), (3, 150, True), (1, 9, True), (4, 200, True)]
for wanted, leave, has_spare in turns:
    shown_before = versions.index(tree(site / "public"))
    write_version(wanted)
    if not has_spare:
        shutil.rmtree(spares, ignore_errors=True)
    begins_in_spare = spares.exists() and len(os.listdir(spares)) == 1
    fill(leave * 1024)
    said = []
    try:
        built(site)
    except SitegenError as error:
        said = [str(problem) for problem in error.problems]
    shown = tree(site / "public")
    (disk / "filler").unlink()
    litter = sorted(set(names()) - set(clean))
    report = built(site)
    found.append({
        "said": said,
        "begins_in_spare": begins_in_spare,
        "shown": versions.index(shown) if shown in versions else "a mix",
        "wanted": wanted,
        "before": shown_before,
        "litter": litter,
        "mended": tree(site / "public") == versions[wanted] and names() == clean,
        "remarks": [str(problem) for problem in report.problems],
    })
print(json.dumps(found))
"""


@pytest.fixture
def alone() -> list[str]:
    """What runs a program with mounts of its own."""
    line = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "-m"]
    if not shutil.which("unshare") or subprocess.run([*line, "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    return line


def test_full_disk_is_said_in_a_line_and_the_next_build_mends_all(
    tmp_path: Path, alone: list[str]
) -> None:
    done = subprocess.run(
        [*alone, sys.executable, "-c", SCRIPT, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        check=False,
        capture_output=True,
        text=True,
    )
    if "mount: " in done.stderr:
        pytest.skip("this system lets nobody mount a small disk")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert sum(bool(turn["said"]) for turn in found) > 3, "the disk was not full"
    in_step = [turn["said"] for turn in found if turn["begins_in_spare"]]
    assert sum("disk is full" in said[0] for said in in_step) >= 3, "no spare met a full disk"
    for turn in found:
        assert all("No space left" in line or "disk is full" in line for line in turn["said"])
        assert len(turn["said"]) <= 1
        assert turn["shown"] == turn["before" if turn["said"] else "wanted"]
        assert turn["litter"] == []
        assert turn["mended"], turn
        assert turn["remarks"] == []
