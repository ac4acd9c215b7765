"""A whole run against a LibreTranslate server, in good days and bad ones."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import polib
import pytest
from libre_server import LibreServer, Reply, english
from sites import Site

from sitegen.content.catalog import record, update_catalog
from sitegen.content.load import load_library
from sitegen.errors import TranslateError
from sitegen.model import TranslationState
from sitegen.translate.providers import Provider


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
    site: Site, libre: LibreServer, answered: bool
) -> None:
    provider = site.provider
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
