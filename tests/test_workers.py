"""Work gets what it needs to read, wherever it is done."""

from __future__ import annotations

import os
import pickle
import threading

import pytest

from sitegen.workers import Held, workers


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
