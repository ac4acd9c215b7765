"""Markdown survives a service, or the answer is rejected with a reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.translate.guards import shape
from sitegen.translate.protect import protect, restore
from sitegen.translate.transport import Rejected

MARKED = [
    ("见[通知](https://a.example/b_c)。", "见[1]通知[2]。"),
    ("**城市更新**提速", "[1]城市更新[2]提速"),
    ("_全市_ 推进", "[1]全市[2] 推进"),
    ("**[甲](../a/index.md#p-1)** 与*乙*", "[1][2]甲[3][4] 与[5]乙[6]"),
    ("用`pip install`装", "用[1]装"),
    ("注[^1]与[3]", "注[1]与[2]"),
    ("![河湾*公园*](map.png)", "[1]河湾[2]公园[3][4]"),
    ("共{count}个", "共[1]个"),
    ("见<https://a.example/>", "见[1]"),
    ("snake_case_name 不变", "snake_case_name 不变"),
    ("一、\\*注\\*与1\\.2", "一、*注*与1.2"),
]


@pytest.mark.parametrize(("text", "sent"), MARKED)
def test_marks_travel_as_numbers(text: str, sent: str) -> None:
    assert protect(text).text == sent


@pytest.mark.parametrize(("text", "_sent"), MARKED)
def test_an_answer_that_keeps_the_numbers_gets_the_marks_back(text: str, _sent: str) -> None:
    bare = protect(text)
    assert shape(restore(bare.text, bare.kept)) == shape(text)


@pytest.mark.parametrize(
    ("answer", "english"),
    [
        ("See [1]the notice[2].", "See [the notice](u)."),
        ("See [ 1 ] the notice [2] .", "See [the notice](u) ."),
        ("【1】The notice【2】says", "[The notice](u) says"),
        ("See[1]the notice[2]now", "See [the notice](u) now"),
        ("A *star* [1]there[2]", "A \\*star\\* [there](u)"),
    ],
)
def test_spaces_and_brackets_of_services_do_no_harm(answer: str, english: str) -> None:
    assert restore(answer, protect("见[通知](u)").kept) == english


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("See the notice.", r"lost \[, \]\(u\)"),
        ("See [1]the notice.", r"lost \]\(u\)"),
        ("See [1]the[1] notice[2]", r"has a mark more: \[1\]"),
        ("See [1]the notice[2][3]", r"has a mark more: \[3\]"),
        ("See [2]the notice[1]", "in the wrong order"),
    ],
)
def test_a_lost_or_crossed_mark_is_a_reason_to_reject(answer: str, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        restore(answer, protect("见[通知](u)").kept)


@pytest.mark.parametrize("answer", ["[1][3]b[2]a[4]", "[3]b[1]a[4][2]"])
def test_marks_that_cross_are_rejected(answer: str) -> None:
    kept = protect("**甲[乙](u)**").kept
    with pytest.raises(Rejected, match="in the wrong order"):
        restore(answer, kept)


@given(
    st.lists(st.sampled_from("甲 * ** _ ` [ ] ( ) \\ ! ](u) [^1] 1. # - |".split()), max_size=12)  # noqa: SIM905
)
def test_whatever_stands_in_a_text_comes_back_with_its_shape_or_not_at_all(
    parts: list[str],
) -> None:
    text = "文" + "".join(parts)
    bare = protect(text)
    try:
        restored = restore(bare.text, bare.kept)
    except Rejected:
        return
    assert restored.replace(" ", "").replace("\\", "") == text.replace(" ", "").replace("\\", "")
