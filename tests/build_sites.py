"""Small sites for tests of the build, and how to look at what was built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sitegen.build import BuildReport, build_site
from sitegen.config import load_config
from sitegen.output import MARKER

NOTICE = """关于做好{name}工作的通知

各区县（市）人民政府：

为做好{name}工作，现就有关事项通知如下。

一、总体要求

到2027年，{name}覆盖率达到90%，新增项目{number}个，总投资12.5亿元。

二、主要任务

（一）完善{name}机制。建立健全工作协调机制，推动保障性住房建设。

（二）加强组织领导。各单位要压实责任，确保{name}各项任务落到实处。

市人民政府办公室
2025年3月{day}日
"""
NAMES = ("城市更新", "防汛救灾", "招商引资", "职业教育", "公共交通", "河道治理")


def notice(name: str, number: int) -> str:
    """A raw notice on a subject."""
    return NOTICE.format(name=name, number=number, day=1 + number % 28)


def small_site(root: Path, count: int = 3) -> Path:
    """A site of a few notices with settings only; returns its root."""
    (root / "seeds").mkdir(parents=True)
    (root / "sitegen.toml").write_text('title = "通知"\n', encoding="utf-8")
    for number, name in enumerate(NAMES[:count]):
        (root / "seeds" / f"{number}.txt").write_text(notice(name, number), encoding="utf-8")
    return root


def built(root: Path, *, jobs: int = 1, strict: bool = False) -> BuildReport:
    """Build a site into its public/."""
    return build_site(load_config(root), jobs=jobs, strict=strict)


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Paths that only one of two sites has, or that differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def left_behind(site: Path) -> list[str]:
    """Names that no finished build leaves."""
    beside = [path.name for path in site.iterdir()]
    known = {"seeds", "content", "public", ".sitegen", "sitegen.toml"}
    inside = [p.name for p in (site / "content").rglob("*") if p.is_file()]
    return [
        *(name for name in beside if name not in known),
        *(name for name in inside if name not in {"index.md", ".ingest.json"}),
        *(p.name for p in (site / ".sitegen/ingested").iterdir() if p.name[0] == "."),
        *sorted(p.name for p in (site / ".sitegen/cache/spares").iterdir())[1:],
    ]


def command(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`sitegen -C root build` with options in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sitegen", "-C", str(root), "build", *options],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
