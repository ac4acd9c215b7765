"""Articles that count on are found again by what stands before them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.slugs import slugify
from sitegen.search.articles import LAST, following
from sitegen.search.chunks import Chunk
from sitegen.search.entries import Entry, Passage
from sitegen.search.shown import shown
from sitegen.search.tokens import Tokenizer

TOKENIZER = Tokenizer()
NUMBERS = ("一", "二", "三", "十", "十一", "九十九", "一百", "一百零一")
HEADINGS = [f"第{number}条" for number in NUMBERS]
ADDRESSES = [f"{page}#di-{end}-tiao" for page in ("", "di-yi-zhang/") for end in ("er", "san", "x")]


def row_of(heads: Sequence[tuple[str, str]]) -> tuple[list[list[Any]], str]:
    """Sections of one chunk as a pack has them, and what their URLs begin with."""
    passages = (Passage("p", "住房"),)
    entries = [
        Entry("zh", "d", "条例", heading, f"docs/d/{address}", "", "", passages)
        for address, heading in heads
    ]
    found = shown([Chunk(tuple(entries))], TOKENIZER)
    return json.loads(found.rows[0]), found.documents[0].base


def test_articles_are_those_of_the_vectors(vectors: Any) -> None:
    for case in vectors("articles"):
        expected = case["following"] and tuple(case["following"])
        assert following(case["address"], case["heading"]) == expected


def test_anchors_of_articles_are_those_that_pages_have() -> None:
    heading = "第一条"
    for _ in range(1, LAST):
        found = following("", heading)
        assert found
        address, heading = found
        assert address == f"#{slugify(heading)}"


@given(st.lists(st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(HEADINGS)), min_size=1))
def test_whatever_stands_in_a_row_comes_back(heads: list[tuple[str, str]]) -> None:
    row, base = row_of(heads)
    before = ("", "")
    for section, (address, heading) in zip(row, heads, strict=True):
        head = following(*before) if section[0] == 0 else (section[0], section[1])
        assert head
        before = head
        assert (base + head[0], head[1]) == (f"docs/d/{address}", heading)


def test_articles_that_count_on_have_no_heading_of_their_own() -> None:
    heads = [("#zong-ze", "总则"), ("#di-yi-tiao", "第一条"), ("#di-er-tiao", "第二条")]
    heads += [("#di-san-tiao", "第三条"), ("#di-wu-tiao", "第五条"), ("#di-liu-tiao-2", "第六条")]
    row, _ = row_of(heads)
    assert [section[0] for section in row] == [
        *("#zong-ze", "#di-yi-tiao", 0, 0, "#di-wu-tiao", "#di-liu-tiao-2")
    ]
