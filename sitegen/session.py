"""What every command shares: the site, the console, and how a command ends.

It is a file of its own so that the commands read as a list of commands (cli.py), and so that the
commonest of them need not import what reads command lines (quick.py).
"""

from __future__ import annotations

import functools
import gc
import json
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn, ParamSpec, Protocol, cast

from sitegen.config import Config, open_config
from sitegen.console import CommandLine, counted, use_utf8
from sitegen.errors import ConfigError, SitegenError
from sitegen.model import Problem, Severity
from sitegen.report import BuildReport

P = ParamSpec("P")


@dataclass(frozen=True)
class Session:
    """What the global options say; every command gets it as `context.obj`."""

    root: Path
    """The site root, as given with -C."""
    console: CommandLine

    def config(self, *, output: Path | None = None, base_url: str | None = None) -> Config:
        """The site's settings, checked; raises ConfigError when the output folder is one of its
        inputs.
        """
        config = self._opened(output, base_url)
        _ = config.settings
        return config

    def _opened(self, output: Path | None, base_url: str | None) -> Config:
        config = open_config(self.root, output=output, base_url=base_url)
        for folder in (config.seeds, config.content, config.templates):
            if config.output.resolve().is_relative_to(folder.resolve()):
                message = f"lies in {folder.name}/, which sitegen reads; name another with --output"
                raise ConfigError(Problem(config.relative(config.output), 0, message))
        return config

    def preview(self) -> Config:
        """The settings for a look at the site without base_url, away from public/."""
        output = self.root.resolve() / ".sitegen" / "preview"
        return self.config(output=output, base_url="")

    def build(  # noqa: PLR0913 - one parameter for each option
        self,
        *,
        output: Path | None = None,
        base_url: str | None = None,
        jobs: int = 0,
        scheduler: str = "processes",
        strict: bool = False,
        timings: bool = False,
    ) -> None:
        """The build command."""
        from sitegen.build import build_site  # noqa: PLC0415 - other commands need it not

        config = self._opened(output, base_url)
        report = build_site(config, self.console, jobs=jobs, strict=strict, scheduler=scheduler)
        self._built(report, config.output, timings=timings)
        self.finish(report.problems)

    def _built(self, report: BuildReport, output: Path, *, timings: bool) -> None:
        """Say what a build made, and with `timings` where the time went; the process is to end."""
        gc.freeze()  # millions of values need not be looked through for cycles at the end
        if report.is_unchanged:
            self.console.say(f"Nothing changed since the last build: {output}")
        else:
            made = (counted(report.documents, "document"), counted(report.pages, "page"))
            said = " and ".join(made)
            self.console.say(f"Built {said} in {report.seconds:.1f} s: {output}")
            self.console.detail(f"rendered {report.rendered} of {report.pages} pages")
        if timings:
            for stage, seconds in report.timings:
                self.console.write(f"{seconds:8.2f} s  {stage}")

    @contextmanager
    def guard(self) -> Iterator[None]:
        """End with an exit code and one line for each cause, never a traceback."""
        try:
            yield
        except SitegenError as error:
            self.finish(error.problems)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is over already
            self.console.problem(Problem("", 0, "interrupted"))
            _end_workers()
            sys.exit(130)
        except Exception as error:  # noqa: BLE001 - the promise: no traceback reaches a user
            if self.console.verbose:
                import traceback  # noqa: PLC0415 - what no run but a failed one needs

                traceback.print_exception(error)
            self.finish([unexpected(error)])

    def finish(self, problems: Iterable[Problem]) -> None:
        """Show every problem; end with exit code 1 when one of them is an error."""
        shown = tuple(problems)
        for problem in shown:
            self.console.problem(problem)
        if any(problem.severity is Severity.ERROR for problem in shown):
            sys.exit(1)


def _end_workers() -> None:
    """End processes that a second Ctrl-C kept from being let go of: Python would wait for them."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children  # noqa: PLC0415 - there already

        for process in active_children():
            process.kill()


class _Context(Protocol):
    """What Typer hands to a command."""

    obj: Session


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command end with an exit code and one line for each cause, never a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        session = cast(_Context, kwargs["context"]).obj
        with session.guard():
            command(*args, **kwargs)

    return run


def begin() -> None:
    """Prepare the process for a command line."""
    use_utf8()
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(signal_number: int, _frame: object) -> NoReturn:
    sys.exit(128 + signal_number)  # unwinds, so that locks and half-written folders go


def unexpected(error: Exception) -> Problem:
    """An error that no stage foresaw: the system's (a file cannot be read), else a bug here."""
    if isinstance(error, OSError) and error.strerror:
        return Problem(str(error.filename or ""), 0, error.strerror)
    said = f"{type(error).__name__}: {error}"
    return Problem("", 0, f"sitegen failed ({said}); please report it with what -v adds")


def tally(problems: Iterable[Problem]) -> dict[Severity, int]:
    """How many problems of each severity there are."""
    counts = Counter(problem.severity for problem in problems)
    return {severity: counts[severity] for severity in Severity}


def as_json_text(problems: Sequence[Problem]) -> str:
    """`{errors, warnings, notes, problems}` as JSON."""
    counts = {f"{severity}s": number for severity, number in tally(problems).items()}
    found = [asdict(problem) for problem in problems]
    return json.dumps({**counts, "problems": found}, ensure_ascii=False)
