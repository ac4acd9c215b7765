"""Text to text, in a file that a person can read: tests/fixtures/ingest_cases.txt."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.ingest.read import Seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import document_text
from sitegen.search.tokens import Tokenizer

CASES = (Path(__file__).parents[1] / "fixtures/ingest_cases.txt").read_text("utf-8")
CUT = Tokenizer().cut


def cases() -> list[object]:
    found = []
    for case in CASES.split("\n=== ")[1:]:
        title, text = case.split("\n", 1)
        seed, *documents = re.split(r"(?m)^---\n", text)
        found.append(pytest.param(seed, [d.strip() for d in documents], id=title))
    return found


@pytest.mark.parametrize(("seed", "expected"), cases())
def test_what_a_person_would_have_typed(seed: str, expected: list[str]) -> None:
    drafts = parse_seed(Seed("seed.txt", seed, "UTF-8", ""), CUT).drafts
    written = [document_text(d, replace(d.meta, slug="a", source="")) for d in drafts]
    shown = [re.sub(r"slug: a\n", "", text).replace("---\n", "").strip() for text in written]
    assert shown == expected
