"""Work gets what it needs to read, wherever it is done."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest

from sitegen.held import Held
from sitegen.workers import in_turn, workers


def numbers(held: Held[list[int]], end: int) -> tuple[int, int]:
    return os.getpid(), sum(held.value[:end])


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("scheduler", ["processes", "threads"])
def test_what_is_held_is_there_for_the_work(jobs: int, scheduler: str) -> None:
    with workers(jobs, scheduler) as crew:
        held = crew.hold(list(range(100)))
        found = [crew.pool.submit(numbers, held, end).result() for end in (3, 10)]
    assert [total for _, total in found] == [3, 45]
    elsewhere = {pid for pid, _ in found} - {os.getpid()}
    assert bool(elsewhere) == (jobs == 2 and scheduler == "processes")


def test_what_is_held_later_is_there_too() -> None:
    with workers(2) as crew:
        first = crew.hold([1, 2, 3])
        assert crew.pool.submit(numbers, first, 2).result()[1] == 3
        second = crew.hold([4, 5])
        assert crew.pool.submit(numbers, second, 2).result()[1] == 9
        assert crew.pool.submit(numbers, first, 3).result()[1] == 6


def test_process_with_threads_is_not_forked() -> None:
    ending = threading.Event()
    thread = threading.Thread(target=ending.wait)
    thread.start()
    try:
        with workers(2) as crew:
            held = crew.hold([1, 2, 3])
            assert len(pickle.dumps(held)) > len(pickle.dumps([1, 2, 3])), "it travels whole"
            pid, total = crew.pool.submit(numbers, held, 3).result()
        assert (pid != os.getpid(), total) == (True, 6)
    finally:
        ending.set()
        thread.join()


def test_error_of_work_is_raised_where_its_result_is_asked_for() -> None:
    for jobs in (1, 2):
        with workers(jobs) as crew, pytest.raises(ZeroDivisionError):
            crew.pool.submit(divmod, 1, 0).result()


@pytest.mark.parametrize("allowed", [0, 1, 2])
@pytest.mark.parametrize("what", ["os.fork", "_thread.start_new_thread"])
def test_work_is_done_here_where_the_system_allows_no_more(what: str, allowed: int) -> None:
    script = f"""
import _thread, multiprocessing, os, threading
from sitegen import processes
from sitegen.workers import workers

processes._PATIENCE = 1.0
threading.excepthook = lambda _: None  # of the standard library's own threads
allowed, start = {allowed}, {what}

def refuse(*arguments):
    global allowed
    allowed -= 1
    if allowed < 0:
        raise {"BlockingIOError()" if what == "os.fork" else "RuntimeError()"}
    return start(*arguments)

{what} = threading._start_new_thread = refuse
if {what!r} == "os.fork":
    threading._start_new_thread = _thread.start_new_thread
with workers(3, is_helped=True) as crew:
    held = crew.hold([1, 2])
    print(crew.aside(abs, -1).result(), *crew.pool.map(abs, [-2, -3]))
print(multiprocessing.active_children())
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("1 2 3\n[]\n", "")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("scheduler", ["processes", "threads"])
def test_results_come_in_turn_and_few_calls_are_under_way(jobs: int, scheduler: str) -> None:
    begun: list[int] = []

    def calls() -> Iterator[partial[int]]:
        for number in range(100):
            begun.append(number)
            yield partial(abs, -number)

    with workers(jobs, scheduler) as crew:
        results = in_turn(crew, calls())
        assert begun, "processes are there before anybody asks"
        for number, result in enumerate(results):
            assert result == number
            assert len(begun) <= number + 1 + 3 * jobs
    assert begun == list(range(100))


def test_a_second_ctrl_c_does_not_wait_for_workers() -> None:
    script = """
import os, signal, time
from pathlib import Path
from sitegen.console import CommandLine
from sitegen.session import Session
from sitegen.workers import workers

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
begun, begin = os.pipe()
closing, close = os.pipe()

def interrupt():
    os.write(begin, b".")
    os.read(closing, 1)
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(100)

with Session(Path(), CommandLine()).guard(), workers(2, is_helped=True) as crew:
    let_go = crew.close
    crew.close = lambda: (os.write(close, b"."), let_go())
    crew.pool.submit(interrupt)
    os.read(begun, 1)
    os.kill(os.getpid(), signal.SIGINT)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=50
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted\n")
