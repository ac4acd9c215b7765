"""The browser's engine, run by node from the Python tests."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sitegen.model import OutputFile

SCRIPT = Path(__file__).parents[1] / "js" / "run_queries.js"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


def save(files: Iterable[OutputFile], folder: Path) -> Path:
    """Write the files of an index; returns the folder that the browser would open."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder / "search-index"


def ask(folder: Path, requests: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers of the engine to requests as run_queries.js takes them."""
    done = subprocess.run(
        [str(NODE), str(SCRIPT), str(folder)],
        input=json.dumps(list(requests)),
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
