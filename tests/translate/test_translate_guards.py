"""Answers that must not pass, and good ones that must."""

from __future__ import annotations

import pytest

from sitegen.translate import guards
from sitegen.translate.guards import clean, fault, quota


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("“郑好房”平台", "“Zhenghaofang” (郑好房) platform"),
        ("见[通知](https://a.example/b_c)。", "See the [notice](https://a.example/b_c)."),
        ("**城市更新**提速", "**Urban renewal** gathers pace"),
        ("注[^1]", "Note[^1]"),
        ("比亚迪", "BYD"),
        ("a < b 的情况", "The case of a < b"),
        ("免费午餐", "Free lunches, too many requests for seats"),
    ],
)
def test_good_answers_pass(source: str, answer: str) -> None:
    assert fault(source, source, answer) is None


@pytest.mark.parametrize(
    ("source", "answer", "reason"),
    [
        ("天气", None, "came back as nothing"),
        ("天气", " 。", "came back empty"),
        ("天气，好", "天气好", "came back unchanged"),
        ("天气", "123", "has no letters"),
        ("天气", "お天気です", "is still Chinese"),
        ("天气", "ですですです", "is not in Latin script"),
        ("见[通知](https://a.example/)。", "See the notice.", "lost link https://a.example/"),
        (
            "见[通知](https://a.example/)。",
            "See the [notice](https://b.example/).",
            "lost link https://a.example/",
        ),
        ("**好**天气", "Good weather", "lost emphasis **"),
        ("好天气", "**Good** weather", "has emphasis ** more"),
        ("用`pip`装", "install it with `pipe`", "lost code pip"),
        ("注[^1]", "Note", "lost footnote [^1]"),
        ("共{n}个", "n in all", "lost placeholder {n}"),
        ("天气", "<p>Weather</p>", "has HTML in it"),
        ("天气", "Please select two distinct languages", "is a message of the service"),
    ],
)
def test_bad_answers_are_stopped(source: str, answer: str | None, reason: str) -> None:
    assert reason in (fault(source, source, answer) or "")


def test_what_was_sent_counts_as_unchanged_too() -> None:
    assert fault("推进城市更新工作", "推进 urban renewal 工作", "推进urban renewal工作")


@pytest.mark.parametrize(
    "notice",
    [
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.",
        "Too many requests",
        "Quota exceeded for this key",
    ],
)
def test_quota_notices_are_told_from_translations(notice: str) -> None:
    assert quota(notice)
    assert quota("The quota of 2,000 homes was exceeded") is None


def test_entities_newlines_and_chinese_punctuation_are_mended() -> None:
    assert clean("Homes &amp; parks，\nsaid &quot;he&quot;。", "房子和公园") == (
        'Homes & parks, said "he".'
    )
    assert clean("&lt;b&gt;", "讲 &lt; 的用法") == "&lt;b&gt;"


def test_every_guard_says_what_it_guards_against() -> None:
    assert all(guard.__doc__ for guard in guards.GUARDS)
