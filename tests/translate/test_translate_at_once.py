"""Several requests at once, as many and as fast as a service bears."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from libre_server import LibreServer, Reply, english
from sites import stored, write

from sitegen.config import Config
from sitegen.console import CommandLine
from sitegen.content.load import load_library
from sitegen.lock import site_lock
from sitegen.settings import Settings, TranslateSettings
from sitegen.translate.answers import Answers
from sitegen.translate.pace import Pace, Pacer
from sitegen.translate.providers import make_provider
from sitegen.translate.retry import Patience
from sitegen.translate.run import TranslateReport, translate
from sitegen.translate.transport import Busy

PARAGRAPHS = [f"{number}号街道的工作。" for number in "一二三四五六七八九十"]


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float, stop: threading.Event) -> None:  # noqa: ARG002
        self.slept.append(round(seconds, 6))
        self.time += seconds


def run(config: Config, libre: LibreServer, clock: Clock, **table: int) -> TranslateReport:
    made = TranslateSettings(endpoint=libre.url, timeout=2.0, **table)
    return translate(
        config,
        load_library(config),
        provider=make_provider("libre", Settings(title="站", translate=made), {}),
        patience=Patience(attempts=3, failures=2, rejections=9),
        clock=clock,
    )


def test_requests_overlap_and_each_answer_goes_to_its_text(
    config: Config, libre: LibreServer
) -> None:
    write(config.root, "a", *PARAGRAPHS)
    full = threading.Barrier(3, timeout=20)

    def answer(text: str) -> Reply:
        if len(libre.requests) <= 3:
            full.wait()  # goes on only when three are under way
        return Reply(english(text))

    libre.answer = answer
    report = run(config, libre, Clock(), at_once=3)
    assert (report.translated, libre.most_at_once) == (11, 3)
    assert stored(config.root) == {text: english(text) for text in ["标题", *PARAGRAPHS]}
    assert set(Counter(libre.texts).values()) == {1}


def test_what_is_under_way_when_a_run_stops_is_kept(config: Config, libre: LibreServer) -> None:
    write(config.root, "a", *PARAGRAPHS)
    refused = threading.Event()

    def answer(text: str) -> Reply:
        if text == "标题":
            refused.set()
            return Reply(status=403)
        refused.wait(20)
        return Reply(english(text))

    libre.answer = answer
    report = run(config, libre, Clock(), at_once=3)
    answered = set(libre.texts) - {"标题"}
    assert answered and stored(config.root).keys() == answered
    assert [problem.message.split(":")[0] for problem in report.problems] == ["libre stopped"]


def test_requests_begin_no_faster_than_the_service_allows(
    config: Config, libre: LibreServer
) -> None:
    write(config.root, "a", *PARAGRAPHS[:4])
    clock = Clock()
    run(config, libre, clock, at_once=1, per_minute=120)
    assert clock.slept == [0.5] * 4


def test_a_wait_that_a_service_asks_for_holds_every_thread() -> None:
    clock = Clock()
    pacer = Pacer(Pace(at_once=2), clock)
    pacer.hold(7)
    pacer.turn()
    assert (clock.slept, clock.time) == ([7], 7.0)


def test_whoever_waits_for_a_turn_is_held_too() -> None:
    pacer: Pacer

    class Held(Clock):
        def sleep(self, seconds: float, stop: threading.Event) -> None:
            super().sleep(seconds, stop)
            if len(self.slept) == 1:  # another thread hears of it meanwhile
                pacer.hold(9)

    clock = Held()
    pacer = Pacer(Pace(per_minute=60), clock)
    pacer.turn()
    pacer.turn()
    assert clock.time == 10.0


def test_a_stopped_run_waits_for_nobody() -> None:
    clock = Clock()
    pacer = Pacer(Pace(per_minute=1), clock)
    pacer.stop()
    with pytest.raises(Busy, match="stopped"):
        pacer.hold(3600)
    with pytest.raises(Busy, match="stopped"):
        pacer.turn()
    assert clock.slept == []


def test_links_and_emphasis_survive_a_service(config: Config, libre: LibreServer) -> None:
    write(config.root, "a", "见[通知](https://a.example/b_c)，**务必**办理[^1]。\n\n[^1]: 六月起。")
    said = "See [1]the notice[2]; be [3]sure[4] to do so[5]."
    libre.script(Reply("Title"), Reply(said), Reply("[1]From June."))
    assert run(config, libre, Clock(), at_once=1).problems == ()
    assert libre.texts[1] == "见[1]通知[2]，[3]务必[4]办理[5]。"
    assert "See [the notice](https://a.example/b_c); be **sure** to do so[^1]." in set(
        stored(config.root).values()
    )


def test_an_answer_that_lost_a_link_is_rejected_with_the_reason(
    config: Config, libre: LibreServer
) -> None:
    write(config.root, "a", "见[通知](https://a.example/b_c)。")
    libre.script(Reply("Title"), Reply("See the notice."))
    [problem] = run(config, libre, Clock(), at_once=1).problems
    assert "lost [, ](https://a.example/b_c)" in problem.message


def test_a_second_run_at_the_same_time_is_told_so(config: Config, libre: LibreServer) -> None:
    write(config.root, "a")
    settings = f'title = "站"\n[translate]\nprovider = "libre"\nendpoint = "{libre.url}"\n'
    (config.root / "sitegen.toml").write_text(settings, encoding="utf-8")
    with site_lock(config.state / "translate"):
        command = [sys.executable, "-m", "sitegen", "-C", str(config.root), "translate"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "another `sitegen translate` is at work here" in done.stderr
    assert not libre.requests


def test_dry_run_names_documents_and_price(
    config: Config, libre: LibreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write(config.root, "a", *PARAGRAPHS)
    table = TranslateSettings(endpoint=libre.url, price=1000)
    provider = make_provider("libre", Settings(title="站", translate=table), {})
    library = load_library(config)
    console = CommandLine(verbose=True)
    translate(config, library, provider=provider, dry_run=True, progress=console)
    said = capsys.readouterr().out
    assert "content/a/index.md: 11 texts, 82 characters, about 0.08" in said
    assert not libre.requests and not Path(config.content / "a" / "en.po").exists()


class Slow:
    """Threads that take the first job and none after it."""

    def submit(self, ask: Callable[[str], str], job: str) -> Future[str]:
        future: Future[str] = Future()
        if job == "a":
            future.set_result(ask(job))
        return future

    def shutdown(self, **_options: bool) -> None:
        """There is nothing to end."""


def test_what_no_thread_has_begun_is_not_waited_for() -> None:
    answers: Answers[str, str] = Answers(str.upper, ["a", "b", "c"], at_once=2)
    answers._pool = Slow()  # type: ignore[assignment]
    assert answers.next()[1].result() == "A"
    assert list(answers.rest()) == []
