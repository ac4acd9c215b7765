"""Articles that count on are found again by what stands before them."""

from __future__ import annotations

import json
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


def test_articles_are_those_of_the_vectors(vectors: Any) -> None:
    for case in vectors("articles"):
        expected = case["following"] and tuple(case["following"])
        assert following(case["heading"], case["address"]) == expected


def test_anchors_of_articles_are_those_that_pages_have() -> None:
    heading = "第一条"
    for _ in range(1, LAST):
        found = following(heading, "")
        assert found
        heading, address = found
        assert address == f"#{slugify(heading)}"


@given(st.lists(st.tuples(st.sampled_from(HEADINGS), st.sampled_from(ADDRESSES)), min_size=1))
def test_whatever_stands_in_a_row_comes_back(heads: list[tuple[str, str]]) -> None:
    made = Chunk(
        tuple(
            Entry("zh", "d", "条例", heading, f"docs/d/{address}", "", "", (Passage("p", "住房"),))
            for heading, address in heads
        )
    )
    found = shown([made], TOKENIZER)
    [row], [about] = found.rows, found.documents
    before = ("", "")
    for section, (heading, address) in zip(json.loads(row), heads, strict=True):
        head = following(*before) if section[0] == 0 else (section[1], section[0])
        assert head
        before = head
        assert (head[0], about.base + head[1]) == (heading, f"docs/d/{address}")


def test_articles_that_count_on_have_no_heading_of_their_own() -> None:
    heads = [("总则", "#zong-ze"), ("第一条", "#di-yi-tiao"), ("第二条", "#di-er-tiao")]
    heads += [("第三条", "#di-san-tiao"), ("第五条", "#di-wu-tiao"), ("第六条", "#di-liu-tiao-2")]
    entries = [
        Entry("zh", "d", "条例", heading, f"docs/d/{address}", "", "", (Passage("p", "住房"),))
        for heading, address in heads
    ]
    [row] = shown([Chunk(tuple(entries))], TOKENIZER).rows
    assert [section[0] for section in json.loads(row)] == [
        *("#zong-ze", "#di-yi-tiao", 0, 0, "#di-wu-tiao", "#di-liu-tiao-2")
    ]
