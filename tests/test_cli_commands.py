"""The command line's contract: options, exit codes, one line for each cause, no traceback."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import __version__, cli, scaffold
from sitegen.errors import ContentError
from sitegen.model import Problem

COMMANDS = ("init", "ingest", "build", "serve", "translate", "check", "publish")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line; give exit code, standard output and standard error."""

    def run_line(*arguments: str | Path) -> tuple[int, str, str]:
        before = signal.getsignal(signal.SIGTERM)
        with pytest.raises(SystemExit) as exit_:
            cli.main([str(argument) for argument in arguments])
        signal.signal(signal.SIGTERM, before)
        out, err = capsys.readouterr()
        code = exit_.value.code
        return (code if isinstance(code, int) else 0), out, err

    return run_line


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"sitegen {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(run: Run, option: str) -> None:
    code, out, _ = run(option)
    assert code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in out
    assert "..." not in out.partition("Commands:")[2], "a summary is cut off"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_explained(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    for parameter in cli_parameters(command):
        assert parameter in out


def cli_parameters(command: str) -> list[str]:
    """The options as the contract has them."""
    contract = {
        "init": "--demo",
        "ingest": "[SOURCE...] --check --explain",
        "build": "--output --base-url --jobs --scheduler --strict --timings",
        "serve": "--port --host --base-path-less",
        "translate": "--provider --document --limit --dry-run",
        "check": "--json",
        "publish": "--remote --branch --message",
    }
    return contract[command].split()


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "-1"],
        ["serve", "--port", "70000"],
        ["build", "extra"],
        ["--no-such"],
        [],
    ],
)
def test_wrong_usage_exits_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_mistyped_command_is_guessed(run: Run) -> None:
    assert "Did you mean 'build'?" in run("bild")[2]


def test_init_makes_a_site_and_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    code, out, err = run("-C", tmp_path / "site", "init")
    assert (code, err) == (0, "")
    assert "sitegen serve" in out
    assert (tmp_path / "site" / "sitegen.toml").is_file()


def test_init_twice_names_each_file_on_a_line(run: Run, tmp_path: Path) -> None:
    run("-C", tmp_path, "init")
    code, out, err = run("-C", tmp_path, "init")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 6
    assert all("exists already" in line for line in err.splitlines())


def test_verbose_init_names_what_it_wrote(run: Run, tmp_path: Path) -> None:
    assert "wrote seeds/welcome.txt\n" in run("-v", "-C", tmp_path, "init")[1]


def test_quiet_init_says_nothing(run: Run, tmp_path: Path) -> None:
    assert run("-q", "-C", tmp_path, "init") == (0, "", "")


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(scaffold, "scaffold_site", fail)


def test_every_problem_is_a_line_and_exit_1(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, ContentError([Problem("a.md", 1, "bad"), Problem("b.md", 2, "worse")]))
    assert run("-C", tmp_path, "init") == (1, "", "a.md:1: bad\nb.md:2: worse\n")


def test_bug_is_one_line_that_asks_for_a_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, KeyError("slug"))
    code, _, err = run("-C", tmp_path, "init")
    assert code == 1
    assert err == "sitegen failed (KeyError: 'slug'); please report it with what -v adds\n"


def test_verbose_bug_comes_with_its_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, KeyError("slug"))
    err = run("-v", "-C", tmp_path, "init")[2]
    assert err.startswith("Traceback (most recent call last):\n")


def test_system_error_names_the_file_and_asks_for_no_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, PermissionError(errno.EACCES, os.strerror(errno.EACCES), "seeds/a.txt"))
    assert run("-C", tmp_path, "init") == (1, "", "seeds/a.txt: Permission denied\n")


def test_ctrl_c_is_one_line_and_exit_130(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    assert run("-C", tmp_path, "init") == (130, "", "interrupted\n")


def test_sigterm_unwinds_so_that_nothing_is_left_half_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[str] = []

    def be_ended(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            left.append("cleaned up")

    monkeypatch.setattr(scaffold, "scaffold_site", be_ended)
    assert run("-C", tmp_path, "init") == (143, "", "")
    assert left == ["cleaned up"]


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_folder_without_settings_is_one_line(run: Run, tmp_path: Path, command: str) -> None:
    code, out, err = run("-C", tmp_path, command)
    assert (code, out) == (1, "")
    assert err == f"sitegen.toml: no sitegen.toml in {tmp_path}; make a site with: sitegen init\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('titel = "T"\n', "sitegen.toml:1: unknown setting `titel`; did you mean `title`?"),
        ('title = "T\n', "sitegen.toml:1: is not valid TOML"),
        ('title = "T"\n[serach]\n', "sitegen.toml:2: unknown setting `serach`; did you mean `sea"),
        ('title = "T"\n[publish]\nbrnch = "a"\n', "did you mean `publish.branch`?"),
        ('title = "T"\nbase_url = "example.org"\n', "sitegen.toml:2: `base_url` is 'example.org'"),
        ('title = "T"\nbase_url = "http://["\n', "sitegen.toml:2: `base_url` is 'http://['"),
        ('title = ""\n', "sitegen.toml:1: `title` is missing; add a line such as: title = "),
        ('title = " \u3000"\n', "sitegen.toml:1: `title` is missing; add a line such as: title = "),
        (
            'title = "T"\nrepository = "javascript:alert(1)"\n',
            "sitegen.toml:2: `repository` is 'javascript:alert(1)': must be an address like https:",
        ),
        ('title = "T"\nrepository = "owner/name"\n', "`repository` is 'owner/name': must be an"),
    ],
)
def test_wrong_setting_is_a_line_with_its_place(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "sitegen.toml").write_text(text)
    code, _, err = run("-C", tmp_path, "build")
    assert code == 1
    assert said in err
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("folder", ["seeds", "content/site", "templates"])
def test_output_among_the_sources_is_refused(run: Run, tmp_path: Path, folder: str) -> None:
    run("-C", tmp_path, "init")
    code, _, err = run("-C", tmp_path, "build", "--output", tmp_path / folder)
    assert code == 1
    assert "which sitegen reads; name another with --output" in err
    assert len(err.splitlines()) == 1


def test_check_of_a_site_that_was_never_built(run: Run, tmp_path: Path) -> None:
    run("-C", tmp_path, "init", "--demo")
    said = "public: holds no built site; run: sitegen build\n"
    assert run("-C", tmp_path, "check")[::2] == (1, said)


def test_check_as_json_is_json_and_nothing_else(run: Run, tmp_path: Path) -> None:
    run("-C", tmp_path, "init")
    code, out, err = run("-C", tmp_path, "check", "--json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert (found["errors"], found["warnings"]) == (1, 0)
    assert found["problems"] == [
        {
            "file": "public",
            "line": 0,
            "message": "holds no built site; run: sitegen build",
            "severity": "error",
        }
    ]


def test_publish_of_a_site_that_was_never_built(run: Run, tmp_path: Path) -> None:
    run("-C", tmp_path, "init")
    said = "public: holds no built site; run: sitegen build\n"
    assert run("-C", tmp_path, "publish") == (1, "", said)


def test_module_runs_like_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", "-C", str(tmp_path), "build"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("sitegen.toml: no sitegen.toml in ")


def test_help_does_not_wait_for_dictionaries() -> None:
    slow = {"jieba", "rjieba", "whoosh", "tornado", "livereload", "jinja2"}
    code = f"import sys, sitegen.cli; print(sorted({slow} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
