"""The browser modules' own tests and types, so that one command runs everything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from browser import NODE, needs_node

ROOT = Path(__file__).parents[2]
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"


def run(*arguments: str) -> str:
    done = subprocess.run(
        [str(NODE), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs_node
def test_the_tests_of_the_browser_modules_pass() -> None:
    tests = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.js"))
    assert "# fail 0" in run("--test", "--test-reporter=tap", *tests)


@needs_node
@pytest.mark.skipif(not TSC.is_file(), reason="typescript is not installed; run: npm ci")
def test_the_types_of_the_browser_modules_hold() -> None:
    assert run(str(TSC), "--project", "tsconfig.json") == ""
