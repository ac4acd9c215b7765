"""Work on a Dask cluster gives the same bytes, and what can go wrong there is one line."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from build_sites import command, differences, small_site, tree
from distributed import LocalCluster

from sitegen import cluster, printing, stages
from sitegen.build import build_site
from sitegen.config import Config, load_config
from sitegen.errors import SitegenError, ThemeError
from sitegen.search import parts
from sitegen.workers import is_scheduler, workers


def local_cluster(count: int, folder: Path) -> LocalCluster:
    """Worker processes on this machine."""
    return LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        local_directory=str(folder),
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scheduler of a cluster of two worker processes."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        local_cluster(2, tmp_path_factory.mktemp("dask")) as started,
    ):
        yield started.scheduler_address


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load_config(small_site(tmp_path / "site", 2))


def not_here(*_: object) -> None:
    raise AssertionError("this work was to be done on the cluster")


def test_build_on_two_workers_gives_the_same_bytes(
    address: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(config, jobs=1)
    local = tree(config.output)
    with monkeypatch.context() as patch:
        patch.setattr(printing, "MANY_PAGES", 1)
        patch.setattr(parts, "segment", not_here)
        patch.setattr(parts, "word_files", not_here)
        patch.setattr(printing, "render_routes", not_here)
        away = load_config(config.root, output=config.root / "away")
        assert build_site(away, scheduler=address).rendered > 0
    assert differences(tree(away.output), local) == []


def test_both_workers_take_part(address: str, config: Config) -> None:
    with workers(1, address, config) as crew:
        assert crew.jobs == 2
        assert os.getpid() not in {crew.pool.submit(os.getpid).result() for _ in range(4)}


def test_mistake_in_a_template_is_named_as_in_a_local_build(
    address: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "MANY_PAGES", 1)
    config.templates.mkdir()
    (config.templates / "document.html").write_text("\n{{ view.nothing }}\n", encoding="utf-8")
    with pytest.raises(ThemeError, match=r"^templates/document.html:2: "):
        build_site(config, scheduler=address)
    assert not config.output.exists()


def one_line(caught: pytest.ExceptionInfo[SitegenError]) -> str:
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_work_that_kills_its_worker_is_one_line(address: str, config: Config) -> None:
    with pytest.raises(SitegenError) as caught, workers(1, address, config) as crew:
        crew.pool.submit(signal.raise_signal, signal.SIGKILL).result()
    assert "its workers died" in one_line(caught)


def test_package_of_another_version_is_named(
    address: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_version", lambda _name: "0.0.1")
    with pytest.raises(SitegenError) as caught, workers(1, address, config):
        pass
    assert "has babel" in one_line(caught)
    assert "this machine has 0.0.1; install the same on both" in str(caught.value)


def test_site_that_workers_do_not_see_is_named(
    address: str, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = cluster._files
    other = "0" * 32
    monkeypatch.setattr(
        cluster, "_files", lambda place: other if place == config.templates else files(place)
    )
    with pytest.raises(SitegenError) as caught, workers(1, address, config):
        pass
    assert "sees the site's templates with other files" in one_line(caught)


def test_cluster_that_loses_its_workers_is_one_line(
    tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ALONE", 0.2)
    monkeypatch.setattr(cluster, "_LOOK", 0.1)
    monkeypatch.setattr(cluster, "_CONNECT", 5.0)
    with local_cluster(1, tmp_path) as started:
        place = started.scheduler_address
        with pytest.raises(SitegenError) as caught, workers(1, place, config) as crew:
            started.sync(started.scheduler.retire_workers, remove=True, close_workers=True)
            crew.pool.submit(os.getpid).result()
        assert "all its workers are gone" in one_line(caught)
        monkeypatch.setattr(cluster, "_CONNECT", 0.5)
        with pytest.raises(SitegenError) as caught, workers(1, place, config):
            pass
        assert "it has no workers" in one_line(caught)


def test_scheduler_that_ends_meanwhile_is_one_line(tmp_path: Path, config: Config) -> None:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 3}),
        local_cluster(1, tmp_path) as started,
        pytest.raises(SitegenError) as caught,
        workers(1, started.scheduler_address, config) as crew,
    ):
        work = crew.pool.submit(signal.pause)
        started.close()
        work.result()
    assert "the scheduler is gone" in one_line(caught)


def test_scheduler_that_does_not_answer_is_one_line(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(SitegenError) as caught, workers(1, place, config):
            pass
    assert f"{place} cannot be used: nothing answers there" in one_line(caught)


def test_missing_extra_says_how_to_install_it(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(SitegenError) as caught, workers(1, "tcp://127.0.0.1:1", config):
        pass
    assert 'pip install "sitegen[dask]"' in one_line(caught)


def test_threads_give_the_same_bytes(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site(config, jobs=1)
    monkeypatch.setattr(stages, "LARGE_SITE", 0)
    monkeypatch.setattr(printing, "MANY_PAGES", 1)
    other = load_config(config.root, output=config.root / "other")
    assert build_site(other, jobs=3, scheduler="threads").rendered > 0
    assert differences(tree(other.output), tree(config.output)) == []


def test_unknown_scheduler_is_wrong_usage(config: Config) -> None:
    names = ("dask", "tcp://", "tcp://host", "http://127.0.0.1:8786", "")
    assert not any(is_scheduler(name) for name in names)
    done = command(config.root, "--scheduler", "tcp://host")
    assert done.returncode == 2
    assert "tcp://10.0.0.5:8786" in done.stderr
