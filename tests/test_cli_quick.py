"""A plain build is understood without Typer, and as Typer understands it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sitegen import cli
from sitegen.quick import plain_build
from sitegen.scaffold import scaffold_site
from sitegen.session import Session

DEFAULTS: dict[str, Any] = {
    "output": None,
    "base_url": None,
    "jobs": 0,
    "scheduler": "processes",
    "strict": False,
    "timings": False,
}


@pytest.mark.parametrize(
    "line",
    [
        "build",
        "-C site build",
        "-q -C site build --jobs 2",
        "-v build --output a/b --strict",
        "--quiet build --base-url https://example.org/a/ --timings",
        "--verbose build --jobs 1 --jobs 3",
    ],
)
def test_plain_build_is_read_as_typer_reads_it(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Session, dict[str, Any]]] = []
    monkeypatch.setattr(Session, "build", lambda self, **options: asked.append((self, options)))
    with pytest.raises(SystemExit) as exit_:
        cli.main(line.split())
    assert exit_.value.code == 0
    ((session, options),) = asked
    plain = plain_build(line.split())
    assert plain is not None
    assert DEFAULTS | dict(plain.options) == options
    assert plain.site == session.root
    assert plain.console.get("verbose", False) == session.console.verbose


@pytest.mark.parametrize(
    "line",
    [
        "",
        "-C",
        "-C site",
        "check",
        "build --help",
        "build --jobs",
        "build --jobs two",
        "build --jobs -1",
        "build --jobs=2",
        "build --output --strict",
        "build --base-url example.org",
        "build --base-url https://",
        "build --base-url https://example.org/?a",
        "build --base-url https://例.example/",
        "build --base-url http://[",
        "build --base-url https://example.org:x/",
        "build --base-url https://example.org/#a",
        "build --scheduler threads",
        "build extra",
        "-C -q build",
        "-vq build",
    ],
)
def test_all_else_is_left_to_typer(line: str) -> None:
    assert plain_build(line.split()) is None


@pytest.mark.parametrize(("option", "value"), [("--jobs", "two"), ("--base-url", "example.org")])
def test_mistake_is_explained(tmp_path: Path, option: str, value: str) -> None:
    line = [sys.executable, "-m", "sitegen", "build", option, value]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"'{option}'" in done.stderr


def test_build_with_nothing_to_do_imports_nothing_heavy(tmp_path: Path) -> None:
    scaffold_site(tmp_path)
    line = [sys.executable, "-X", "importtime", "-m", "sitegen", "-C", str(tmp_path), "build"]
    first = subprocess.run(line, check=True, capture_output=True, text=True)
    assert "jinja2" in first.stderr
    again = subprocess.run(line, check=True, capture_output=True, text=True)
    assert again.stdout.startswith("Nothing changed")
    imported = {row.rpartition("|")[2].strip() for row in again.stderr.splitlines()}
    assert "sitegen.build" in imported
    heavy = {"typer", "pydantic", "rich", "importlib.metadata", "jinja2", "numpy", "rjieba"}
    assert not heavy & imported
