"""What a command costs: time, processor time and memory of it and of every process it starts.

Processes whose parent has gone are adopted (prctl(2), PR_SET_CHILD_SUBREAPER), so that their
processor time counts as well: a fork server is waited for by nobody. Memory is the proportional
share (PSS) of all processes together, looked at ten times a second, in a run of its own: the
system goes through all pages for it while the processes wait, a tenth of the time of a build by
several.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_SUBREAPER = 36  # linux/prctl.h
_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of a command."""

    seconds: float
    processor: float
    """Seconds of all cores together."""


def measure(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder, without its output.

    Raises:
        RuntimeError: it fails; with what it said on standard error.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = _started(command, folder)
    _, said = process.communicate()
    seconds = time.perf_counter() - began
    _await_adopted()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    _check(process, said)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, spent)


def peak_memory(command: Sequence[str | Path], folder: Path) -> float:
    """MB of all processes of a command together, at the peak.

    Raises:
        RuntimeError: as `measure`.
    """
    process = _started(command, folder)
    watch = _Watch(process.pid)
    _, said = process.communicate()
    memory = watch.end()
    _await_adopted()
    _check(process, said)
    return memory


def _started(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[str]:
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _await_adopted() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


def _check(process: subprocess.Popen[str], said: str) -> None:
    if process.returncode:
        command = process.args if isinstance(process.args, list) else [process.args]
        raise RuntimeError(f"{' '.join(map(str, command))}\n{said}")


class _Watch:
    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._done = threading.Event()
        self._peak = 0.0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def end(self) -> float:
        self._done.set()
        self._thread.join()
        return self._peak

    def _run(self) -> None:
        while not self._done.wait(_LOOK):
            self._peak = max(self._peak, sum(_memory(pid) for pid in _family(self._pid)))


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _memory(pid: int) -> float:
    """MB of a process; what it shares is divided among those that share it."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1000
    return 0.0
