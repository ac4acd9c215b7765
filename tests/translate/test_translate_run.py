"""A whole run against a LibreTranslate server, in good days and bad ones."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
from libre_server import LibreServer, Reply, english

from sitegen.config import Config
from sitegen.content.catalog import record, update_catalog
from sitegen.content.load import load_library
from sitegen.errors import TranslateError
from sitegen.model import Severity, TranslationState
from sitegen.translate.providers import Provider
from sitegen.translate.retry import Patience
from sitegen.translate.run import TranslateReport, translate

PATIENCE = Patience(attempts=3, failures=2, rejections=4)


class Site:
    """Documents on disk and the command that translates them."""

    def __init__(self, config: Config, provider: Provider) -> None:
        self.config = config
        self.provider = provider
        self.slept: list[float] = []
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float, stop: threading.Event) -> None:  # noqa: ARG002
        self.slept.append(seconds)
        self._now += seconds

    def write(self, slug: str, *paragraphs: str, title: str = "标题") -> None:
        folder = self.config.content / slug
        folder.mkdir(exist_ok=True)
        text = f"---\ntitle: {title}\n---\n\n" + "\n\n".join(paragraphs) + "\n"
        (folder / "index.md").write_text(text, encoding="utf-8")

    def translate(self, *documents: str, **options: object) -> TranslateReport:
        options.setdefault("patience", PATIENCE)
        return translate(
            self.config,
            load_library(self.config),
            provider=self.provider,
            documents=documents,
            clock=self,
            **options,  # type: ignore[arg-type]
        )

    def path(self, slug: str) -> Path:
        return self.config.content / slug / "en.po"

    def english(self, slug: str) -> dict[str, str]:
        return {entry.msgid: entry.msgstr for entry in polib.pofile(str(self.path(slug)))}

    def states(self, slug: str) -> set[TranslationState]:
        catalog = load_library(self.config).catalogs[slug]["en"]
        return {shown.state for shown in catalog.entries.values()}


@pytest.fixture
def site(config: Config, provider: Provider) -> Site:
    return Site(config, provider)


def test_every_text_is_translated_and_marked_as_machine_made(
    site: Site, libre: LibreServer
) -> None:
    site.write("a", "今天天气很好。", "第二段。")
    report = site.translate()
    assert (report.texts, report.translated, report.remaining, report.problems) == (3, 3, 0, ())
    assert site.english("a") == {
        text: english(text) for text in ("标题", "今天天气很好。", "第二段。")
    }
    assert site.states("a") == {TranslationState.MACHINE}
    assert libre.requests[0] | {"q": ""} == {
        "q": "",
        "source": "zh",
        "target": "en",
        "format": "text",
        "api_key": "secret",
        "path": "/translate",
    }


def test_a_second_run_sends_nothing(site: Site, libre: LibreServer) -> None:
    site.write("a", "今天天气很好。")
    site.translate()
    before = site.path("a").read_bytes()
    sent = len(libre.texts)
    assert site.translate().texts == 0
    assert (len(libre.texts), site.path("a").read_bytes()) == (sent, before)


def test_equal_texts_of_the_site_are_sent_once(site: Site, libre: LibreServer) -> None:
    site.write("a", "同一段话。", title="甲文")
    site.write("b", "同一段话。", "另一段话。", title="乙文")
    site.translate()
    assert Counter(libre.texts) == Counter(["甲文", "乙文", "同一段话。", "另一段话。"])
    assert (
        site.english("a")["同一段话。"] == site.english("b")["同一段话。"] == english("同一段话。")
    )


def test_what_a_person_translated_elsewhere_is_used_and_counts_as_a_persons(
    site: Site, libre: LibreServer
) -> None:
    site.write("a", "同一段话。", title="甲文")
    site.write("b", "同一段话。", title="乙文")
    document = load_library(site.config).by_slug["a"]
    update_catalog(site.path("a"), document, file="en.po", create=True)
    record(site.path("a"), "同一段话。", "The same paragraph.", file="en.po")
    report = site.translate("b")
    assert (report.reused, report.translated) == (1, 1)
    assert site.english("b") == {"乙文": english("乙文"), "同一段话。": "The same paragraph."}
    [entry] = [e for e in polib.pofile(str(site.path("b"))) if e.msgid == "同一段话。"]
    assert not entry.fuzzy and not entry.tcomment
    assert "同一段话。" not in libre.texts


def test_a_dry_run_counts_and_touches_nothing(site: Site, libre: LibreServer) -> None:
    site.write("a", "今天天气很好。", "2024")
    report = site.translate(dry_run=True)
    assert (report.texts, report.characters) == (2, 9)
    assert not site.path("a").exists() and not libre.requests


def test_only_the_named_documents_and_no_more_than_the_limit(
    site: Site, libre: LibreServer
) -> None:
    site.write("a", "甲一。", "甲二。", title="甲文")
    site.write("b", "乙一。", title="乙文")
    report = site.translate("a", limit=2)
    assert (report.translated, report.remaining) == (2, 1)
    assert libre.texts == ["甲文", "甲一。"]
    assert not site.path("b").exists()


def test_an_unknown_document_is_named_with_the_nearest_one(site: Site) -> None:
    site.write("budget", "一段。")
    with pytest.raises(TranslateError, match="no document 'bugdet'; did you mean budget"):
        site.translate("bugdet")


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
    site: Site, libre: LibreServer, provider: Provider
) -> None:
    sentence = "郑州的城市更新项目共有三百九十七个，总投资超过一万亿元。"
    long = sentence * (10_000 // len(sentence) + 1)
    libre.answer = lambda text: Reply(f"Piece of {text.count('。')} sentences.")
    site.write("a", long, title="长文")
    assert site.translate().problems == ()
    pieces = libre.texts[1:]
    assert "".join(pieces) == long
    assert all(piece.endswith("。") for piece in pieces)
    assert max(map(provider.measure, pieces)) <= provider.limit
    assert site.english("a")[long].count("Piece of") == len(pieces)


class Interrupted:
    """A provider during whose n-th request somebody presses Ctrl-C."""

    def __init__(self, provider: Provider, count: int, *, answered: bool) -> None:
        self._provider = provider
        self._left = count
        self._answered = answered

    def __getattr__(self, name: str) -> Any:
        return getattr(self._provider, name)

    def translate(self, text: str) -> str | None:
        self._left -= 1
        if self._left == 0 and not self._answered:
            raise KeyboardInterrupt
        answer = self._provider.translate(text)
        if self._left == 0:
            raise KeyboardInterrupt
        return answer


@pytest.mark.parametrize("answered", [False, True])
def test_ctrl_c_loses_nothing_and_nothing_finished_is_sent_twice(
    site: Site, libre: LibreServer, provider: Provider, answered: bool
) -> None:
    paragraphs = [f"这是第{number}段话。" for number in "一二三四五六七八九十"]
    site.write("a", *paragraphs[:5], title="甲文")
    site.write("b", *paragraphs[5:], title="乙文")
    kept = 0
    for _ in range(4):
        site.provider = Interrupted(provider, 3, answered=answered)
        with pytest.raises(KeyboardInterrupt):
            site.translate()
        kept += 2
        stored = [text for slug in "ab" for text in site.english(slug).values() if text]
        assert len(stored) == len(set(stored)) == kept
    site.provider = provider
    site.translate()
    sent = Counter(libre.texts)
    assert set(sent) == {"甲文", "乙文", *paragraphs}
    assert sum(sent.values()) == len(sent) + (4 if answered else 0)
    assert all(text for slug in "ab" for text in site.english(slug).values())


def test_a_killed_run_leaves_a_whole_catalog_and_the_next_one_goes_on(
    site: Site, libre: LibreServer
) -> None:
    paragraphs = [f"这是第{number}段话。" for number in "一二三四五六七"]
    site.write("a", *paragraphs)
    table = f'[translate]\nprovider = "libre"\nendpoint = "{libre.url}"\nat_once = 1\n'
    settings = f'title = "站"\n{table}'
    (site.config.root / "sitegen.toml").write_text(settings, encoding="utf-8")
    kept = 0
    for kill_at in (1, 3, 4):
        run_and_kill(site.config.root, libre, kill_at)
        stored = [text for text in site.english("a").values() if text]
        kept += kill_at - 1
        assert len(stored) == len(set(stored)) == kept
    assert site.translate().remaining == 0
    sent = Counter(libre.texts)
    assert set(sent) == {"标题", *paragraphs}
    assert sum(sent.values()) == len(sent) + 3


def run_and_kill(root: Path, libre: LibreServer, count: int) -> None:
    """Start `sitegen translate` and kill it while its count-th request is under way."""
    started = threading.Event()
    left = count
    command = [sys.executable, "-m", "sitegen", "-C", str(root), "translate"]

    def answer(text: str) -> Reply:
        nonlocal left
        left -= 1
        if left == 0:
            started.wait(30)
            process.kill()
        return Reply(english(text))

    libre.answer = answer
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        started.set()
        output, _ = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, output.decode()
    libre.answer = lambda text: Reply(english(text))


def test_a_person_at_work_in_the_file_meanwhile_loses_nothing(
    site: Site, libre: LibreServer
) -> None:
    site.write("a", "甲段。", "乙段。")

    def answer(text: str) -> Reply:
        if text == "甲段。":  # while this one is under way, somebody saves the next
            old = site.path("a").read_text(encoding="utf-8")
            new = old.replace('msgid "乙段。"\nmsgstr ""', 'msgid "乙段。"\nmsgstr "By hand"')
            site.path("a").write_text(new, encoding="utf-8")
        return Reply(english(text))

    libre.answer = answer
    site.translate()
    assert site.english("a")["乙段。"] == "By hand"
    assert site.english("a")["甲段。"] == english("甲段。")


def test_glossary_terms_travel_in_english(site: Site, libre: LibreServer) -> None:
    glossary = "zh,en,note\n城市更新,urban renewal,\n城市,city,\n财政局,finance bureau,\n"
    (site.config.content / "glossary.csv").write_text(glossary, encoding="utf-8")
    site.write("a", "推进城市更新工作。", "财政局", title="通知")
    site.translate()
    assert libre.texts == ["通知", "推进 urban renewal 工作。"]
    assert site.english("a")["财政局"] == "Finance bureau"


def test_text_without_chinese_needs_no_provider(site: Site, libre: LibreServer) -> None:
    site.write("a", "GDP", title="通知")
    site.translate()
    assert libre.texts == ["通知"]
    assert site.english("a")["GDP"] == "GDP"
