"""What the digest tests share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sitegen.search.tokens import Tokenizer

sys.path.insert(0, str(Path(__file__).parents[1]))


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The site's tokenizer, made once."""
    return Tokenizer()
