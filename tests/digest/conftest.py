"""What the digest tests share."""

from __future__ import annotations

import pytest

from sitegen.search.tokens import Tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The site's tokenizer, made once."""
    return Tokenizer()
