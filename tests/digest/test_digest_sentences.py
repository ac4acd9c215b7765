"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.digest.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("天晴。下雨？刮风！", ["天晴。", "下雨？", "刮风！"]),
        ("一是快；二是好。", ["一是快；二是好。"]),
        ("增长7.4%。GDP达1.1万亿元。", ["增长7.4%。", "GDP达1.1万亿元。"]),
        ("真的？！是的。", ["真的？！", "是的。"]),
        ("“先规划。再动手。”他说。完了。", ["“先规划。再动手。”", "他说。", "完了。"]),
        ("他说“好。”，大家笑了。", ["他说“好。”，大家笑了。"]),
        ("办法（见附件。共三份。）已印发。好。", ["办法（见附件。共三份。）已印发。", "好。"]),
        ("引号“没有关上。下一句。", ["引号“没有关上。", "下一句。"]),
        (
            "详见http://example.cn/a.html?id=12&x=3页面的说明。好。",
            ["详见http://example.cn/a.html?id=12&x=3页面的说明。", "好。"],
        ),
        ("登录www.example.cn/#!/a查询。", ["登录www.example.cn/#!/a查询。"]),
        ("网址是http://example.cn/?对。", ["网址是http://example.cn/?", "对。"]),
        ("真的吗?5天够了! 好!", ["真的吗?", "5天够了!", "好!"]),
        ("没有句号", ["没有句号"]),
        ("第一行\n第二行。", ["第一行", "第二行。"]),
        ("", []),
    ],
)
def test_chinese_sentences(text: str, sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. It stopped!", ["It rained.", "It stopped!"]),
        ("GDP grew 7.4 percent. Jobs rose.", ["GDP grew 7.4 percent.", "Jobs rose."]),
        ("Mr. Li of the U.S. firm came. He left.", ["Mr. Li of the U.S. firm came.", "He left."]),
        ("See No. 3 (e.g. Fig. 2). Done.", ["See No. 3 (e.g. Fig. 2).", "Done."]),
        ("“We will.” They did.", ["“We will.”", "They did."]),
        ("From Jan. 2024 on. 20 came.", ["From Jan. 2024 on.", "20 came."]),
        ("no capital. after it", ["no capital. after it"]),
    ],
)
def test_english_sentences(text: str, sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(text, "en")] == sentences


@given(
    st.text(alphabet="好天 a1。！？.!?“”‘’（）()…\n，", max_size=60), st.sampled_from(["zh", "en"])
)
def test_every_character_but_space_is_in_one_sentence(text: str, lang: str) -> None:
    spans = split_sentences(text, lang)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    joined = "".join(span.text for span in spans)
    assert "".join(joined.split()) == "".join(text.split())
