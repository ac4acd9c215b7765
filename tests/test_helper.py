"""A helper does what it is told beside the build, and never outlives or blocks it."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from build_sites import command, differences, left_behind, small_site, tree

from sitegen.build import build_site
from sitegen.config import load_config

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a helper is forked on Linux only")


def run(script: str, *arguments: str) -> str:
    """What a script prints; in a process of its own, since this one has threads."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_results_come_whatever_the_order_in_which_they_are_asked_for() -> None:
    script = """
from sitegen.helper import Helper
helper = Helper()
found = [helper.submit(pow, 2, exponent) for exponent in range(50)]
print(*(one.result() for one in reversed(found)))
helper.close()
"""
    assert run(script).split() == [str(2**exponent) for exponent in reversed(range(50))]


def test_much_in_both_directions_does_not_stop_either() -> None:
    script = """
from sitegen.helper import Helper
helper = Helper()
found = [helper.submit(bytes.upper, b"a" * 5_000_000) for _ in range(20)]
print(sum(len(one.result()) for one in found))
helper.close()
"""
    assert run(script) == "100000000\n"


def test_errors_are_raised_where_results_are_asked_for() -> None:
    script = """
from sitegen.errors import ContentError
from sitegen.helper import Helper
from sitegen.model import Problem

def wrong():
    raise ContentError(Problem("content/a/index.md", 3, "is wrong"))

helper = Helper()
first, second = helper.submit(wrong), helper.submit(divmod, 1, 0)
third = helper.submit(divmod, 7, 2)
for one in (first, second, third):
    try:
        print(one.result())
    except (ContentError, ZeroDivisionError) as error:
        print(error)
helper.close()
"""
    expected = "content/a/index.md:3: is wrong\ninteger division or modulo by zero\n(3, 1)\n"
    assert run(script) == expected


def test_what_is_held_is_known_to_the_helper() -> None:
    script = """
from sitegen.workers import workers

def total(held, end):
    return sum(held.value[:end])

for jobs in (1, 2):
    with workers(jobs, is_helped=True) as crew:
        held = crew.hold([1, 2, 3])
        aside = crew.aside(total, held, 2)
        print(aside.result(), crew.pool.submit(total, held, 3).result())
"""
    assert run(script) == "3 6\n3 6\n"


def test_whether_work_is_done_is_known_without_waiting_for_it() -> None:
    script = """
import os
from sitegen.helper import Helper

opened, open_ = os.pipe()
helper = Helper()
first, second = helper.submit(abs, -1), helper.submit(os.read, opened, 1)
third = helper.submit(abs, 3)
while not first.done():
    pass
print(second.done(), third.done(), first.result(), first.done())
os.write(open_, b"2")
print(third.result(), second.done(), second.result())
last = helper.submit(os._exit, 0)
while not last.done():
    pass
try:
    last.result()
except Exception as error:
    print(type(error).__name__)
helper.close()
"""
    assert run(script) == "False False 1 True\n3 True b'2'\nBrokenProcessPool\n"


def test_each_piece_put_aside_has_a_process_of_its_own() -> None:
    script = """
import os
from sitegen.workers import workers

opened, open_ = os.pipe()

def first(held):
    return os.read(opened, 1), held.value

def second(held):
    os.write(open_, b"2")
    return os.getpid(), held.value

with workers(2) as crew:
    held = crew.hold([1, 2, 3])
    waiting = crew.aside(first, held)
    process, found = crew.aside(second, held).result()
    print(waiting.result(), process != os.getpid(), found)
"""
    assert run(script) == "(b'2', [1, 2, 3]) True [1, 2, 3]\n"


def test_an_error_keeps_its_traceback_and_what_cannot_travel_is_told() -> None:
    script = """
import threading
from sitegen.helper import Helper

class Odd(Exception):
    def __init__(self, one, two):
        super().__init__(f"{one} and {two}")

def odd():
    raise Odd(1, 2)

def holding():
    raise ValueError(threading.Lock())

def locking():
    return threading.Lock()

helper = Helper()
for work in (odd, holding, locking):
    try:
        helper.submit(work).result()
    except Exception as error:
        said = "".join(error.__notes__)
        print(type(error).__name__, work is locking or f"in {work.__name__}" in said)
print(helper.submit(abs, -1).result())
helper.close()
"""
    assert run(script) == "RuntimeError True\nRuntimeError True\nTypeError True\n1\n"


def test_ctrl_c_while_a_helper_begins_is_left_to_the_build() -> None:
    script = """
import multiprocessing.process, os, signal
begin = multiprocessing.process.BaseProcess._bootstrap

def interrupted(*arguments, **options):
    os.kill(os.getpid(), signal.SIGINT)
    return begin(*arguments, **options)

multiprocessing.process.BaseProcess._bootstrap = interrupted
from sitegen.workers import workers
with workers(2, is_helped=True) as crew:
    print(crew.aside(abs, -1).result(), crew.pool.submit(abs, -2).result())
"""
    assert run(script) == "1 2\n"


WAITING = """
import os, sys, time
from sitegen.helper import Helper
helper = Helper()
print(helper.submit(os.getpid).result(), flush=True)
helper.submit(time.sleep, 100)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_helper_ends_with_its_build(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        handle = os.pidfd_open(int(process.stdout.readline()))
        process.send_signal(number)
    ready, _, _ = select.select([handle], [], [], 10)
    os.close(handle)
    assert ready, "a helper outlived its build by ten seconds"


HELPED = """
import sys
from pathlib import Path
from sitegen import processes, workers
from sitegen.build import build_site
from sitegen.config import load_config
asked = []
helped = workers.Crew.aside
workers.Crew.aside = lambda crew, fn, *args: (
    asked.append((crew.is_helped, fn.__name__)), helped(crew, fn, *args))[1]
build_site(load_config(Path(sys.argv[1])), jobs=2)
assert all(is_helped for is_helped, _ in asked)
print(*(name for _, name in asked))
"""
"""A build in a process that has one thread only, which a test has not."""


def test_an_edit_by_two_gives_the_bytes_of_a_clean_build_by_one(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site", 4)
    build_site(load_config(site), jobs=2)
    for seed in sorted((site / "seeds").iterdir())[:2]:
        seed.write_text(seed.read_text(encoding="utf-8") + "\n本办法由市政府负责解释。\n", "utf-8")
    edited = next((site / "content").glob("*/index.md"))
    edited.write_text(edited.read_text(encoding="utf-8") + "\n改了一句。\n", "utf-8")
    asked = run(HELPED, str(site)).split()
    assert {"_get_ready", "_features", "_word_part"} <= set(asked)
    clean = tmp_path / "clean"
    shutil.copytree(site, clean, ignore=shutil.ignore_patterns("public", ".sitegen"))
    build_site(load_config(clean), jobs=1)
    assert differences(tree(site / "public"), tree(clean / "public")) == []


def test_a_build_whose_helper_is_ended_is_one_line_and_keeps_the_site(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    build_site(load_config(site), jobs=1)
    before = tree(site / "public")
    edited = next((site / "content").glob("*/index.md"))
    edited.write_text(edited.read_text(encoding="utf-8") + "\n改了一句。\n", "utf-8")
    script = """
import os, sys
from pathlib import Path
from sitegen import stages
from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.errors import SitegenError

def end(config):
    os._exit(9)

stages._get_ready = end
try:
    build_site(load_config(Path(sys.argv[1])), jobs=2)
except SitegenError as error:
    print(error)
"""
    said = run(script, str(site))
    assert said.count("\n") == 1
    assert "--jobs 1" in said
    assert tree(site / "public") == before
    assert command(site).returncode == 0
    assert left_behind(site) == []
