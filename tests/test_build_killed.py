"""A build that is killed costs nothing: no page, no lock, no litter, no process left behind."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

from build_sites import built, command, left_behind, notice, small_site, tree

MOMENTS = 12


def write_version(site: Path, number: int) -> None:
    (site / "seeds/0.txt").write_text(notice("城市更新", number), encoding="utf-8")


def test_site_is_whole_after_every_kill_and_one_build_mends_all(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site", 2)
    versions = []
    for number in (1, 2):
        write_version(site, number)
        built(site)
        versions.append(tree(site / "public"))
    assert versions[0] != versions[1]
    chance = random.Random(5)
    for moment in range(MOMENTS):
        write_version(site, 1 + moment % 2)
        with subprocess.Popen(
            [sys.executable, "-m", "sitegen", "-q", "-C", str(site), "build"]
        ) as process:
            try:
                process.wait(timeout=chance.uniform(0.2, 2.0))
            except subprocess.TimeoutExpired:
                process.kill()
        assert tree(site / "public") in versions, f"kill {moment}"
    write_version(site, 1)
    done = command(site)
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(site / "public") == versions[0]
    assert left_behind(site) == []


WAITING = """
import os, sys
from sitegen.workers import workers
with workers(2) as crew:
    futures = [crew.pool.submit(os.getpid) for _ in range(9)]
    print(*{future.result() for future in futures}, flush=True)
    sys.stdin.read()
"""


def test_workers_end_with_a_killed_build() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        handles = [os.pidfd_open(int(pid)) for pid in process.stdout.readline().split()]
        assert handles
        process.send_signal(signal.SIGKILL)
    for handle in handles:
        ready, _, _ = select.select([handle], [], [], 10)
        assert ready, "a worker outlived its build by ten seconds"
        os.close(handle)
