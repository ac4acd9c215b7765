"""A whole run on a bad day of the service: what is waited for, rejected, or ends it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from libre_server import LibreServer, Reply, english
from sites import PATIENCE, Site, provider_for

from sitegen.model import Severity


@pytest.mark.parametrize(
    ("reply", "waits"),
    [
        pytest.param(Reply(status=429, headers={"Retry-After": "7"}), [7.0], id="429 with time"),
        pytest.param(Reply(status=429), [1.0], id="429 without time"),
        pytest.param(Reply(status=500, body=b"{}"), [1.0], id="500"),
        pytest.param(Reply(status=503, headers={"Retry-After": "3"}), [3.0], id="503 with time"),
        pytest.param(Reply("half an answer", cut=True), [1.0], id="cut in mid-answer"),
        pytest.param(Reply(hang=True), [1.0], id="hang"),
        pytest.param(Reply(body=b'{"translatedText": "', drip=True), [1.0], id="drip"),
        pytest.param(Reply(body=b"<html>login</html>"), [1.0], id="not JSON"),
    ],
)
def test_a_passing_failure_is_waited_out(
    site: Site, libre: LibreServer, reply: Reply, waits: list[float]
) -> None:
    libre.script(reply)
    if reply.hang or reply.drip:
        site.provider = provider_for(libre, site.provider.name, timeout=1.0)
    site.write("a", "今天天气很好。")
    report = site.translate()
    assert (report.translated, report.problems) == (2, ())
    assert site.slept == waits
    assert libre.texts == ["标题", "标题", "今天天气很好。"]


def test_waits_grow_and_the_run_ends_when_nothing_gets_through(
    site: Site, libre: LibreServer
) -> None:
    libre.answer = lambda _: Reply(status=500)
    site.write("a", "甲段。", "乙段。", "丙段。")
    report = site.translate()
    assert site.slept == [1.0, 2.0] * 2
    assert libre.texts == ["标题"] * 3 + ["甲段。"] * 3
    [first, second, last] = report.problems
    assert (first.severity, last.severity) == (Severity.WARNING, Severity.ERROR)
    assert "answered 500" in second.message and "run again to go on" in last.message


def test_a_wait_that_is_too_long_ends_the_run(site: Site, libre: LibreServer) -> None:
    libre.script(Reply("Good"), Reply(status=429, headers={"Retry-After": "7200"}))
    site.write("a", "甲段。", "乙段。")
    report = site.translate()
    assert (report.translated, site.slept, len(libre.texts)) == (1, [], 2)
    assert "asks to wait 2 hours" in report.problems[0].message
    assert site.english("a")["标题"] == "Good"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_ends_the_run_and_hides_key_and_text(
    site: Site, libre: LibreServer, status: int
) -> None:
    libre.answer = lambda _: Reply(status=status, body=b'{"error": "Invalid API key"}')
    site.write("a", "甲段。", "乙段。")
    [problem] = site.translate().problems
    assert f"answered {status}: Invalid API key" in problem.message
    assert "secret" not in problem.message and len(libre.texts) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda _: "", "came back empty"),
        (lambda text: text, "came back unchanged"),
        (lambda text: f" {text} ", "came back unchanged"),
        (lambda _: "今天 the weather 很好，真的很好", "is still Chinese"),
        (lambda _: "Сегодня хорошая погода", "is not in Latin script"),
        (lambda _: "<div>Fine weather</div>", "has HTML in it"),
        (lambda _: "QUERY LENGTH LIMIT EXCEEDED. MAX 500 CHARS", "message of the service"),
    ],
)
def test_a_bad_answer_is_not_stored(
    site: Site, libre: LibreServer, answer: Callable[[str], str], reason: str
) -> None:
    libre.answer = lambda text: Reply(english(text) if text == "标题" else answer(text))
    site.write("a", "今天天气很好。")
    report = site.translate()
    [problem] = report.problems
    assert reason in problem.message
    assert (problem.file, problem.line) == ("content/a/index.md", 5)
    assert site.english("a") == {"标题": english("标题"), "今天天气很好。": ""}


def test_a_missing_field_is_a_bad_answer(site: Site, libre: LibreServer) -> None:
    libre.script(Reply(body=b'{"error": "busy"}'))
    site.write("a")
    [problem] = site.translate().problems
    assert "gave no usable answer" in problem.message


def test_a_quota_notice_ends_the_run(site: Site, libre: LibreServer) -> None:
    notice = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    libre.script(Reply("Title"), Reply(notice))
    site.write("a", "甲段。", "乙段。")
    report = site.translate()
    assert (report.translated, len(libre.texts)) == (1, 2)
    assert "translates no more for now" in report.problems[-1].message
    assert notice not in site.path("a").read_text(encoding="utf-8")


def test_rejections_without_end_stop_the_run(site: Site, libre: LibreServer) -> None:
    libre.answer = Reply
    site.write("a", *(f"第{number}段话。" for number in "一二三四五六七八"))
    report = site.translate()
    assert len(libre.texts) == PATIENCE.rejections
    assert "answers in a row were rejected" in report.problems[-1].message


def test_a_text_of_ten_thousand_characters_goes_in_pieces_within_the_limit(
    site: Site, libre: LibreServer
) -> None:
    sentence = "郑州的城市更新项目共有三百九十七个，总投资超过一万亿元。"
    long = sentence * (10_000 // len(sentence) + 1)
    libre.answer = lambda text: Reply(f"Piece of {text.count('。')} sentences.")
    site.write("a", long, title="长文")
    assert site.translate().problems == ()
    pieces = libre.texts[1:]
    assert "".join(pieces) == long
    assert all(piece.endswith("。") for piece in pieces)
    assert max(map(site.provider.measure, pieces)) <= site.provider.limit
    assert site.english("a")[long].count("Piece of") == len(pieces)
