"""The same input gives the same bytes, wherever and however it is built."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from build_sites import command, differences, small_site, tree

from sitegen import printing, stages
from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.errors import SitegenError
from sitegen.search import indexing

SURROUNDINGS = (
    ("one", {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}),
    ("二 two", {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C"}),
    ("deep/er/three", {"PYTHONHASHSEED": "7", "TZ": "UTC", "LC_ALL": "POSIX", "LANGUAGE": "de"}),
)


def test_path_locale_time_zone_and_hash_seed_do_not_show(tmp_path: Path) -> None:
    original = small_site(tmp_path / "original", 4)
    found = []
    for name, environment in SURROUNDINGS:
        site = tmp_path / name
        shutil.copytree(original, site)
        done = command(site, "--base-url", "https://example.org/x/", **environment)
        assert done.returncode == 0, done.stderr
        found.append(tree(site / "public"))
    for other in found[1:]:
        assert differences(found[0], other) == []


@pytest.mark.parametrize("jobs", [2, 3])
def test_number_of_processes_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(stages, "LARGE_SITE", 0)
    monkeypatch.setattr(printing, "MANY_PAGES", 1)
    site = small_site(tmp_path / "site", 4)
    one = load_config(site, output=tmp_path / "one")
    several = load_config(site, output=tmp_path / "several")
    build_site(one, jobs=1)
    assert build_site(several, jobs=jobs).rendered > 0
    assert differences(tree(one.output), tree(several.output)) == []


FORKED = """
import sys
from pathlib import Path
from sitegen import printing, stages, workers
from sitegen.build import build_site
from sitegen.cache import reading
from sitegen.cache.store import Store
from sitegen.config import load_config
from sitegen.ingest import manuscripts
from sitegen.search import indexing
stages.LARGE_SITE = reading.LARGE = manuscripts.LARGE = indexing.FEW = 0
printing.MANY_PAGES = 1
if "alone" in sys.argv:  # nobody stands by, as in a first build of a large site
    stages.MUCH_NEW = 0
if "full" in sys.argv:  # nothing can be kept
    Store.put_bytes = lambda *_: None
workers.served = lambda jobs: sys.exit("processes were not forked")
root = Path(sys.argv[1])
print(build_site(load_config(root, output=root / "forked"), jobs=2).rendered)
"""
"""A build in a process that has one thread only, which a test has not."""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
@pytest.mark.parametrize("how", ["helped", "alone", "alone full"])
def test_forked_processes_give_the_same_bytes(tmp_path: Path, how: str) -> None:
    site = small_site(tmp_path / "site", 4)
    build_site(load_config(site, output=site / "one"), jobs=1)
    shutil.rmtree(site / ".sitegen")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FORKED, str(site), *how.split()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 0
    assert differences(tree(site / "one"), tree(site / "forked")) == []


def test_error_in_a_worker_names_file_and_line_as_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "LARGE_SITE", 0)
    monkeypatch.setattr(printing, "MANY_PAGES", 1)
    site = small_site(tmp_path / "site")
    (site / "templates").mkdir()
    (site / "templates/document.html").write_text("\n{{ view.nothing }}\n", encoding="utf-8")
    said = []
    for jobs in (1, 2):
        with pytest.raises(Exception, match="no attribute") as caught:
            build_site(load_config(site), jobs=jobs)
        said.append((type(caught.value).__name__, str(caught.value)))
    assert said[0] == said[1]
    assert said[0][0] == "ThemeError"
    assert said[0][1].startswith("templates/document.html:2: ")


def ended(*_: object) -> None:
    """Stands for an indexer that the system ends for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_worker_that_the_system_ends_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "LARGE_SITE", 0)
    monkeypatch.setattr(indexing, "_word_part", ended)
    site = small_site(tmp_path / "site")
    with pytest.raises(SitegenError, match="--jobs 1") as caught:
        build_site(load_config(site), jobs=2)
    assert "\n" not in str(caught.value)
    assert not (site / "public").exists()
