"""What the search tests share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def vectors() -> Any:
    """Reader of tests/vectors/<name>.json, which the JavaScript tests read too."""

    def read(name: str) -> Any:
        return json.loads((TESTS / "vectors" / f"{name}.json").read_text(encoding="utf-8"))

    return read
