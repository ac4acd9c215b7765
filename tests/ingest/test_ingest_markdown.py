"""Seeds in Markdown keep their structure, from the seed to the blocks of the document."""

from __future__ import annotations

import pytest

from sitegen.content.load import parse_document
from sitegen.ingest.read import Seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import document_text
from sitegen.model import Document


def document(text: str) -> Document:
    """What a site reads of the document that ingest makes of a seed."""
    (draft,) = parse_seed(Seed("seed.md", text, "UTF-8", "", markdown=True), list).drafts
    return parse_document(document_text(draft, draft.meta), file="x/index.md", folder="x")


@pytest.mark.parametrize(
    "items",
    [
        "- 甲\n  - 乙\n  - 丙\n    - 丁\n- 戊",
        "- 甲\n    - 乙\n    - 丙\n        - 丁\n- 戊",
        "- 甲\n   - 乙\n   - 丙\n      - 丁\n- 戊",
        "- 甲\n\t- 乙\n\t- 丙\n\t\t- 丁\n- 戊",
        "* 甲\n\n  * 乙\n\n  * 丙\n\n    * 丁\n\n* 戊",
        "  - 甲\n    - 乙\n    - 丙\n      - 丁\n  - 戊",
        "-   甲\n    -   乙\n    -   丙\n        -   丁\n-   戊",
        "1. 甲\n   1. 乙\n   2. 丙\n      - 丁\n2. 戊",
        "10. 甲\n    - 乙\n    - 丙\n        - 丁\n11. 戊",
        "- 甲\n  1. 乙\n  2. 丙\n     1. 丁\n- 戊",
    ],
)
def test_lists_nest_whatever_their_indentation(items: str) -> None:
    found = [(block.text, block.depth) for block in document(f"# 题\n\n{items}\n").blocks()]
    assert found == [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0)]


def test_a_paragraph_ends_a_list_and_no_item_becomes_code() -> None:
    found = document("# 题\n\n- 甲\n  - 乙\n\n段落。\n\n    - 丙\n      - 丁\n").blocks()
    kinds = [(block.kind.value, block.text, block.depth) for block in found]
    assert kinds == [
        ("item", "甲", 0),
        ("item", "乙", 1),
        ("paragraph", "段落。", 0),
        ("item", "丙", 0),
        ("item", "丁", 1),
    ]
