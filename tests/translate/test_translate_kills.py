"""A run that is killed at any moment keeps what was finished; the next one sends none of it."""

from __future__ import annotations

import multiprocessing
import random
import signal
import threading
from collections import Counter
from pathlib import Path

from libre_server import LibreServer, Reply, english
from sites import stored, write

from sitegen.cli import main

KILLS = 50
AT_ONCE = 3
NUMBERS = "一二三四五六七八九十"
PARAGRAPHS = [
    f"{a}号街道的第{b}项和第{c}项工作。" for a in NUMBERS for b in NUMBERS for c in "甲乙丙"
]


def test_fifty_kills_lose_nothing_and_nothing_finished_is_sent_again(
    tmp_path: Path, libre: LibreServer
) -> None:
    settings = f'title = "站"\n[translate]\nprovider = "libre"\nendpoint = "{libre.url}"\n'
    (tmp_path / "sitegen.toml").write_text(f"{settings}at_once = {AT_ONCE}\n", encoding="utf-8")
    for number in range(6):
        write(tmp_path, f"d{number}", *PARAGRAPHS[number::6], title=f"第{NUMBERS[number]}篇")
    moments = random.Random(50)
    kept: dict[str, str] = {}
    for _ in range(KILLS):
        before = len(libre.texts)
        run_until_killed(tmp_path, libre, moments)
        now = stored(tmp_path)
        assert now.items() >= kept.items()
        assert not kept.keys() & set(libre.texts[before:])
        # Of what was sent and not kept, no more than was under way at the kill.
        assert len(set(libre.texts[before:]) - now.keys()) <= AT_ONCE
        kept = now
    assert AT_ONCE < len(kept) < len(PARAGRAPHS)
    finish(tmp_path)
    wanted = {*PARAGRAPHS, *(f"第{NUMBERS[number]}篇" for number in range(6))}
    assert stored(tmp_path) == {text: english(text) for text in wanted}
    again = Counter(libre.texts) - Counter(wanted)
    assert again.total() <= KILLS * AT_ONCE
    assert [path.name for path in tmp_path.glob("content/d0/.*")] == []


def process(root: Path) -> multiprocessing.process.BaseProcess:
    """The command line in a process of its own, forked from one that has imported it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["sitegen.cli", "sitegen.content.load", "sitegen.translate.run"])
    return context.Process(target=main, args=(["-q", "-C", str(root), "translate"],))


def run_until_killed(root: Path, libre: LibreServer, moments: random.Random) -> None:
    """Kill the run some milliseconds after one of its first requests has come."""
    command = process(root)
    left = moments.randint(1, 4)
    delay = moments.uniform(0, 0.03)
    timers = []

    def answer(text: str) -> Reply:
        nonlocal left
        left -= 1
        if left == 0:
            timers.append(threading.Timer(delay, command.kill))
            timers[0].start()
        return Reply(english(text))

    libre.answer = answer
    command.start()
    command.join(60)
    timers[0].join()
    assert command.exitcode == -signal.SIGKILL
    libre.answer = lambda text: Reply(english(text))


def finish(root: Path) -> None:
    command = process(root)
    command.start()
    command.join(60)
    assert command.exitcode == 0
