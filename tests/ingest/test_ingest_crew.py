"""Seeds that others read give what this process makes of them alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen.config import load_config
from sitegen.errors import ContentError
from sitegen.ingest import manuscripts
from sitegen.ingest.run import IngestReport, ingest
from sitegen.workers import PROCESSES, THREADS, Crew, workers

SEEDS = Path(__file__).parents[2] / "seeds"
NOTICE = "关于做好城市更新工作的通知\n\n全年更新改造老旧小区{}个,惠及居民3万户。\n"


def make_site(folder: Path) -> Path:
    """The demo's seeds, two of one title, one that is no text."""
    shutil.copytree(SEEDS, folder / "seeds")
    (folder / "sitegen.toml").write_text('title = "试验"\n', encoding="utf-8")
    for number in (1, 2):
        path = folder / f"seeds/notice-{number}.txt"
        path.write_text(NOTICE.format(number), encoding="utf-8")
    (folder / "seeds/2024-bad.txt").write_bytes(bytes(range(256)) * 40)
    return folder


def change(site: Path) -> None:
    """Seeds changed, renamed and gone; one document edited so that both disagree."""
    edited = site / "content/guan-yu-zuo-hao-cheng-shi-geng-xin-gong-zuo-de-tong-zhi/index.md"
    edited.write_text(edited.read_text("utf-8").replace("1个", "一个"), encoding="utf-8")
    (site / "seeds/notice-1.txt").write_text(NOTICE.format(10), encoding="utf-8")
    (site / "seeds/notice-2.txt").rename(site / "seeds/notice-3.txt")
    (site / "seeds/2025-01-15-housing-page.txt").unlink()


def told(report: IngestReport) -> list[object]:
    lines = [line for seed in report.seeds for line in (*seed.lines(), *seed.explanation())]
    return [lines, report.problems, report.written]


def files(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.fixture(autouse=True)
def _nothing_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manuscripts, "LARGE", 0)


@pytest.fixture(params=[PROCESSES, THREADS])
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    with workers(2, request.param) as found:
        yield found


def test_a_crew_makes_the_same_files_and_says_the_same(tmp_path: Path, crew: Crew) -> None:
    alone, together = make_site(tmp_path / "alone"), make_site(tmp_path / "together")
    for step in (None, change):
        for site in (alone, together) if step else ():
            step(site)
        said = told(ingest(load_config(alone)))
        assert told(ingest(load_config(together), crew=crew)) == said
        assert files(together) == files(alone)
    assert ingest(load_config(together), crew=crew).written == 0


def test_wrong_front_matter_stops_a_crew_before_anything_is_written(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    (site / "seeds/typed.md").write_text("---\ntitel: x\n---\n\n正文。\n", encoding="utf-8")
    before = files(site)
    with ThreadPoolExecutor(2) as pool, pytest.raises(ContentError, match="did you mean `title`"):
        ingest(load_config(site), crew=Crew(2, lambda: pool))
    assert files(site) == before


def test_a_few_new_seeds_are_not_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manuscripts, "LARGE", 10_000_000)
    with ThreadPoolExecutor(2) as pool:
        pool.shutdown()
        assert (
            ingest(load_config(make_site(tmp_path / "site")), crew=Crew(2, lambda: pool)).written
            > 0
        )
