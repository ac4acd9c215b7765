"""Blocks of a Markdown text: the short way must find what the parser finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import blocks
from sitegen.content.blocks import parse_blocks
from sitegen.model import BlockKind

PARTS = (
    *("a", "中", "文。", "“", "12", " ", "    ", "\t", "\u3000", "\xa0", "\x0c", "\u2028"),
    *("\n", "\n\n", "\n\n", "\n\n", "\r", "\0", "  \n", "\\\n"),
    *("# ", "## ", "### x", "#", "- ", "* ", "+ ", "1. ", "2) ", "> ", "---", "===", "***"),
    *("```", "~~~", "[a]: /u", "[a]", "![a]", "![x](y)", "| a | b |\n| --- | --- |\n", "|"),
    *("\\", "<b>", "<!-- ", "-->", "&amp;", "_", "`", "!", "=", ":"),
)


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_lines_read_without_the_parser_are_what_the_parser_makes_of_the_whole(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "_FAR_REACHING", blocks.re.compile(""))
        whole = list(parse_blocks(text, 3))
    assert list(parse_blocks(text, 3)) == whole


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("![图](a.png)", BlockKind.IMAGE),
        ('![图 *一*](a.png "题")', BlockKind.IMAGE),
        ("![图][1]\n\n[1]: a.png", BlockKind.IMAGE),
        ("![图][1]", BlockKind.PARAGRAPH),
        ("![图](a.png) 说明", BlockKind.PARAGRAPH),
        ("![图](javascript:alert)", BlockKind.PARAGRAPH),
        ("[图](a.png)", BlockKind.PARAGRAPH),
        ("!图", BlockKind.PARAGRAPH),
    ],
)
def test_a_paragraph_of_one_image_is_an_image(text: str, kind: BlockKind) -> None:
    assert [block.kind for block in parse_blocks(text)] == [kind]


def test_lines_are_counted_from_the_first_of_the_file_on_either_side_of_a_list() -> None:
    found = list(parse_blocks("甲。\n\n- 乙\n- 丙\n\n    丁\n\n## 戊\n\n> 己\n", 5))
    assert [(block.text, block.line) for block in found] == [
        *(("甲。", 5), ("乙", 7), ("丙", 8), ("丁", 10), ("戊", 12), ("己", 14)),
    ]
