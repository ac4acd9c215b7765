"""What reaches the terminal: plain lines, the right stream, nothing that steers it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest

from sitegen import console
from sitegen.console import CommandLine, visible
from sitegen.model import Problem, Severity

WARNING = Problem("content/a/index.md", 3, "no date", Severity.WARNING)
ERROR = Problem("sitegen.toml", 2, "unknown setting `tilte`")


def test_lines_go_to_output_and_problems_to_error(capsys: pytest.CaptureFixture[str]) -> None:
    line = CommandLine()
    line.say("done")
    line.detail("only for -v")
    line.problem(ERROR)
    line.problem(WARNING)
    out, err = capsys.readouterr()
    assert out == "done\n"
    assert err == (
        "sitegen.toml:2: unknown setting `tilte`\ncontent/a/index.md:3: warning: no date\n"
    )


def test_quiet_shows_errors_and_what_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    line = CommandLine(quiet=True)
    line.say("done")
    line.problem(WARNING)
    line.problem(ERROR)
    line.write("{}")
    assert list(line.track([1, 2], "Reading")) == [1, 2]
    out, err = capsys.readouterr()
    assert (out, err) == ("{}\n", f"{ERROR}\n")


def test_verbose_shows_details(capsys: pytest.CaptureFixture[str]) -> None:
    CommandLine(verbose=True).detail("wrote seeds/welcome.txt")
    assert capsys.readouterr().out == "wrote seeds/welcome.txt\n"


def test_long_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("content/" + "很长的名字" * 60 + ".md", 1, "[bold]is[/bold] wrong :smile:")
    CommandLine().problem(problem)
    assert capsys.readouterr().err == f"{problem}\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("普通 text\u3000“”", "普通 text\u3000“”"),
        ("red \x1b[31m", "red \\x1b[31m"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\udc80 from a file name", "\\udc80 from a file name"),
        ("😀", "😀"),
    ],
)
def test_what_could_steer_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_progress_without_terminal_is_plain_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter([0.0, 1.0, 6.0, 7.0])
    monkeypatch.setattr(console.time, "monotonic", lambda: next(ticks))
    assert list(CommandLine().track([1, 2, 3], "Reading")) == [1, 2, 3]
    assert capsys.readouterr().out == "Reading: 2 of 3, 3 s left\nReading: 3\n"


def test_nothing_to_do_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(CommandLine().track([], "Reading")) == []
    assert capsys.readouterr().out == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Both streams as one terminal (in the test itself: pytest sets them after its fixtures)."""
    screen = Terminal()
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def test_terminal_shows_a_bar_and_lines_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    line = CommandLine()
    for item in line.track(range(3), "Reading"):
        line.say(f"line {item}")
    shown = screen.getvalue()
    assert "Reading" in shown
    assert "3/3" in shown
    assert "line 2\n" in shown


def test_bar_shows_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    for _ in CommandLine().track(range(200), "Reading"):
        pass
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.getvalue())
    assert re.search(r"\d/s", shown)
    assert re.search(r"\d:\d\d:\d\d .*\d:\d\d:\d\d", shown), "elapsed and remaining"


def test_terminal_gets_colour_unless_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    CommandLine().problem(ERROR)
    assert "\x1b[31m" in screen.getvalue()
    screen.truncate(0)
    monkeypatch.setenv("NO_COLOR", "1")
    CommandLine().problem(ERROR)
    assert "\x1b[31m" not in screen.getvalue()


def run(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        env={"PATH": os.environ["PATH"], **environment},
    )


SPEAK = "from sitegen.console import *; use_utf8(); CommandLine().say('\\u4fdd\\u969c \\udc80')"


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_chinese_is_utf8_whatever_the_locale(environment: dict[str, str]) -> None:
    done = run(SPEAK, **environment)
    assert done.stdout == "保障 \\udc80\n".encode()
    assert done.stderr == b""


def test_terminal_that_knows_chinese_keeps_its_encoding() -> None:
    assert run(SPEAK, PYTHONIOENCODING="gb18030").stdout.startswith("保障".encode("gb18030"))


WORK = """
import sys
from sitegen.console import CommandLine, use_utf8
use_utf8()
line = CommandLine()
for number in range(20000):
    line.say(f"line {number}")
print("work is done", file=sys.stderr)
"""


def test_reader_that_goes_away_ends_the_output_and_not_the_work() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORK], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == "work is done\n"
    assert child.returncode == 0
