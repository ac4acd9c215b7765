"""What a build costs: from nothing, after no edit, after one edit; and what kills do to it.

    python benchmarks/build_engine.py FOLDER_OF_MARKDOWN [--copies N] [--kills N] [--edits N]

Every document is Markdown typed by people; its `#` marks are taken off and it becomes a seed of a
new site. Times are processor time of one process (`--jobs 1`), so that they can be compared within
one run on a machine that does other things as well. `--copies` adds renamed copies, to see whether
the cost per document stays. `--kills` ends that many builds with SIGKILL at random moments, looks
whether the site is one of the two versions each time, and lets a client read the site meanwhile:
every answer has to be a whole file of one of them. `--edits` makes that many random sequences of
edits to a small site and compares each build with a first build.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "render")]

from build_edits import EDITS, clean_copy  # noqa: E402
from build_sites import built, differences, small_site, tree  # noqa: E402
from chromium import served  # noqa: E402


def main() -> None:
    """Measure a collection and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=0)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--edits", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(Path(folder) / "site", options.folder, options.copies)
        figures = costs(site)
        if options.kills:
            figures |= kills(site, options.kills)
        if options.edits:
            figures |= edits(Path(folder) / "small", options.edits)
    print(json.dumps(figures, indent=2))


def make_site(site: Path, folder: Path, copies: int) -> Path:
    """A site of the collection with its marks taken off, each document `1 + copies` times."""
    (site / "seeds").mkdir(parents=True)
    (site / "sitegen.toml").write_text('title = "法规"\n', encoding="utf-8")
    for path in sorted(folder.rglob("*.md")):
        text = re.sub(r"(?m)^#+\s*", "", path.read_text(encoding="utf-8"))
        for number in range(copies + 1):
            mark = f"（之{number}）" if number else ""
            first, newline, rest = text.partition("\n")
            (site / "seeds" / f"{path.stem}{mark}.txt").write_text(
                first + mark + newline + rest, encoding="utf-8"
            )
    return site


def build(site: Path) -> tuple[float, float]:
    """Processor time and peak memory (MB, of the largest process so far) of one build."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    line = [sys.executable, "-m", "sitegen", "-q", "-C", str(site), "build", "--jobs", "1"]
    subprocess.run(line, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, after.ru_maxrss / 1000


def costs(site: Path) -> dict[str, float]:
    """Seconds of a clean build, and what others cost as a share of it."""
    documents = len(list((site / "seeds").iterdir()))
    clean, memory = build(site)
    idle, _ = build(site)
    seed = min((site / "seeds").iterdir())
    seed.write_text(seed.read_text("utf-8") + "\n本条例由市人民政府负责解释。\n", encoding="utf-8")
    edited, _ = build(site)
    return {
        "documents": documents,
        "clean build, seconds": round(clean, 1),
        "clean build, seconds per document": round(clean / documents, 4),
        "peak memory, MB": round(memory),
        "nothing changed, share": round(idle / clean, 4),
        "one document edited, share": round(edited / clean, 4),
    }


def kills(site: Path, count: int) -> dict[str, float]:
    """What killed builds leave, and what a reader sees meanwhile."""
    seed = min((site / "seeds").iterdir())
    text = seed.read_text("utf-8")
    versions, spent = [], 0.0
    for number in (1, 2):
        seed.write_text(f"{text}\n附注第{number}号。\n", encoding="utf-8")
        began = time.perf_counter()
        build(site)
        spent = time.perf_counter() - began
        versions.append(tree(site / "public"))
    chance, broken, killed = random.Random(1), 0, 0
    with reading(site / "public", versions) as reader:
        for moment in range(count):
            seed.write_text(f"{text}\n附注第{1 + moment % 2}号。\n", encoding="utf-8")
            line = [sys.executable, "-m", "sitegen", "-q", "-C", str(site), "build"]
            with subprocess.Popen(line) as process:
                try:
                    process.wait(timeout=chance.uniform(0, spent))
                except subprocess.TimeoutExpired:
                    process.kill()
                    killed += 1
            broken += tree(site / "public") not in versions
    seed.write_text(f"{text}\n附注第1号。\n", encoding="utf-8")
    build(site)
    return {
        "builds": count,
        "killed before they ended": killed,
        "sites broken by them": broken,
        "files read meanwhile": reader.answers,
        "of them of neither version": len(reader.wrong),
        "mended by one build": float(tree(site / "public") == versions[0]),
        "litter after it": len(list(site.glob(".public*"))),
    }


class Reader:
    """What a client of the site got."""

    def __init__(self) -> None:
        self.answers = 0
        self.wrong: list[str] = []
        self.done = threading.Event()

    def read(self, address: str, versions: Sequence[Mapping[str, bytes]]) -> None:
        """Ask for random files until `done`; each answer is a whole file of some version, or
        says that the file is not there, which some version has to agree with.
        """
        chance, names = random.Random(2), sorted({*versions[0], *versions[1]})
        while not self.done.is_set():
            name = chance.choice(names)
            answer = _answer(address + quote(name))
            self.answers += 1
            if answer not in [version.get(name) for version in versions]:
                self.wrong.append(name)


@contextmanager
def reading(folder: Path, versions: Sequence[Mapping[str, bytes]]) -> Iterator[Reader]:
    """A client that reads the site in `folder` over HTTP while the body runs."""
    with served(folder) as address:
        reader = Reader()
        thread = threading.Thread(target=reader.read, args=(address, versions))
        thread.start()
        try:
            yield reader
        finally:
            reader.done.set()
            thread.join()


def _answer(url: str) -> bytes | None:
    """The body, None for "not found"; what breaks off in the middle counts as empty."""
    try:
        with urlopen(url, timeout=30) as answer:
            return answer.read()
    except HTTPError as error:
        with error:
            return None if error.code == 404 else b""
    except (OSError, HTTPException):
        return b""


def edits(place: Path, count: int) -> dict[str, float]:
    """How many builds after random edits differ from a first build."""
    chance, site, wrong = random.Random(1), small_site(place / "site"), 0
    built(site)
    for _ in range(count):
        for edit in chance.sample(EDITS, chance.choice((1, 2, 3))):
            edit(site, chance)
        built(site, jobs=chance.choice((1, 2)))  # two: with a helper
        wrong += bool(differences(tree(site / "public"), clean_copy(site, place / "clean")))
    return {"edit sequences": count, "different from a first build": wrong}


if __name__ == "__main__":
    main()
