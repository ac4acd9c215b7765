"""The demo seeds against the outline that was written down by hand (fixtures/demo_outline.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.ingest.draft import Draft
from sitegen.ingest.pieces import Kind
from sitegen.ingest.read import read_seed
from sitegen.ingest.seed import parse_seed
from sitegen.search.tokens import Tokenizer

ROOT = Path(__file__).parents[2]
ORACLE = yaml.safe_load((ROOT / "tests/fixtures/demo_outline.yaml").read_text("utf-8"))["seeds"]
NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with BOM", "gb18030": "GB18030"}


@cache
def drafts(name: str) -> tuple[Draft, ...]:
    seed = read_seed(ROOT / "seeds" / name, name, file=name)
    return parse_seed(seed, Tokenizer().cut).drafts


def pairs() -> list[Any]:
    return [
        pytest.param(seed["file"], i, expected, id=f"{seed['file']}-{i}")
        for seed in ORACLE
        for i, expected in enumerate(seed["documents"])
    ]


def test_every_seed_is_described() -> None:
    names = {path.name for path in (ROOT / "seeds").iterdir()}
    assert names == {seed["file"] for seed in ORACLE}


@pytest.mark.parametrize("seed", ORACLE, ids=lambda seed: seed["file"])
def test_each_seed_gives_its_documents_in_its_encoding(seed: dict[str, Any]) -> None:
    read = read_seed(ROOT / "seeds" / seed["file"], seed["file"], file=seed["file"])
    assert read.encoding == NAMES[seed["encoding"]]
    titles = [draft.meta.title for draft in drafts(seed["file"])]
    assert titles == [document["title"] for document in seed["documents"]]


@pytest.mark.parametrize(("name", "position", "expected"), pairs())
def test_metadata(name: str, position: int, expected: dict[str, Any]) -> None:
    meta = drafts(name)[position].meta
    assert meta.kicker == " ".join(expected.get("kicker", []))
    assert meta.subtitle == expected.get("subtitle", "")
    assert meta.publisher == expected.get("publisher", "")
    assert list(meta.authors) == expected.get("authors", [])
    if "date" in expected:
        assert meta.date == expected["date"]
    assert expected.get("continued", False) == any("continued" in note for note in meta.notes)
    assert expected.get("unfinished", False) == ("unfinished" in meta.notes)


@pytest.mark.parametrize(("name", "position", "expected"), pairs())
def test_headings_in_reading_order_with_levels(
    name: str, position: int, expected: dict[str, Any]
) -> None:
    boxes = [title for title, _ in expected.get("boxes", [])]
    pieces = drafts(name)[position].pieces
    found = [[piece.level, piece.text] for piece in pieces if piece.kind is Kind.HEADING]
    assert [heading for heading in found if heading[1] not in boxes] == expected["headings"]
    assert [heading[1] for heading in found if heading[1] in boxes] == boxes


@pytest.mark.parametrize(("name", "position", "expected"), pairs())
def test_paragraphs_are_whole_and_apart(name: str, position: int, expected: dict[str, Any]) -> None:
    pieces = drafts(name)[position].pieces
    paragraphs = [piece.text for piece in pieces if piece.is_body]
    for words in expected.get("joined", []):
        assert any(words in text for text in paragraphs), words
    for end, beginning in expected.get("apart", []):
        assert not any(end + beginning in text for text in paragraphs)
    tables = [len(piece.rows) - 1 for piece in pieces if piece.kind is Kind.TABLE]
    assert tables == expected.get("tables", [])


def test_content_is_what_ingest_makes_of_the_seeds() -> None:
    """The committed content/ carries every block of the drafts, in order."""
    for seed in ORACLE:
        for draft in drafts(seed["file"]):
            files = [
                path
                for path in (ROOT / "content").glob("*/index.md")
                if f"title: {draft.meta.title}\n" in path.read_text("utf-8").replace("'", "")
            ]
            assert len(files) == 1, draft.meta.title
