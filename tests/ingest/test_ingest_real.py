"""The five real documents against their outline, written down by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.ingest.pieces import Kind, is_complete
from sitegen.ingest.read import read_seed
from sitegen.ingest.seed import Parsed, parse_seed
from sitegen.search.tokens import Tokenizer

OUTLINE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "fixtures/real_outline.yaml").read_text("utf-8")
)


@pytest.fixture(params=OUTLINE)
def case(request: pytest.FixtureRequest, shared: Path) -> tuple[Parsed, list[dict[str, Any]]]:
    name = request.param
    seed = read_seed(shared / "seeds" / name, name, file=name)
    return parse_seed(seed, Tokenizer().cut), OUTLINE[name]


def test_documents_headings_and_bylines(case: tuple[Parsed, list[dict[str, Any]]]) -> None:
    parsed, expected = case
    found = [
        {
            "title": draft.meta.title,
            "kicker": draft.meta.kicker,
            "subtitle": draft.meta.subtitle,
            "authors": list(draft.meta.authors),
            "headings": [[p.level, p.text] for p in draft.pieces if p.kind is Kind.HEADING],
        }
        for draft in parsed.drafts
    ]
    plain = {"kicker": "", "subtitle": ""}
    wanted = [
        {key: value for key, value in {**plain, **document}.items() if key in found[0]}
        for document in expected
    ]
    assert found == wanted


def test_sentences_cut_by_a_column_are_whole(case: tuple[Parsed, list[dict[str, Any]]]) -> None:
    parsed, expected = case
    for draft, document in zip(parsed.drafts, expected, strict=True):
        texts = [piece.text for piece in draft.pieces if piece.is_body]
        for words in document.get("joined", []):
            assert any(words in text for text in texts), words
        broken = [text for text in texts if not is_complete(text)]
        assert len(broken) <= ("unfinished" in draft.meta.notes)
        if "first" in document:
            assert texts[0].startswith(document["first"])
