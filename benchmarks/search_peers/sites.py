"""Builds the three indexes of one collection, each in a process of its own, measured."""

from __future__ import annotations

import gzip
import html
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from measuring import measure, peak_memory  # noqa: E402
from search_regulations import read_library, unpack  # noqa: E402

from sitegen.config import Config  # noqa: E402
from sitegen.render.assets import copy_assets  # noqa: E402
from sitegen.search.entries import Entry, entries  # noqa: E402
from sitegen.settings import Settings  # noqa: E402


@dataclass(frozen=True, slots=True)
class Built:
    """One engine's index."""

    seconds: float
    memory: float
    """MB at the peak."""
    size: int
    """Bytes as gzip counts them."""
    files: int


def build_all(corpus: Path, folder: Path) -> tuple[Mapping[str, Built], Sequence[Entry]]:
    """All indexes and the page that asks them under `folder`/site."""
    source = unpack(corpus, folder)
    found = list(entries(read_library(source, 1)))
    site = folder / "site"
    prepare(site)
    run(["npm", "install", "--no-audit", "--no-fund"], HERE)
    builds = {
        "sitegen": build_sitegen(source, site),
        "pagefind": _pagefind(found, site, folder / "pages"),
        "minisearch": _minisearch(found, site),
    }
    return builds, found


def prepare(site: Path) -> None:
    """The page that asks, with the theme's scripts."""
    site.mkdir()
    for file in copy_assets(Config(root=site.parent, settings=Settings(title="t"), output=site)):
        path = site / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    shutil.copy(HERE / "page.js", site / "page.js")
    head = '<!doctype html><meta charset="utf-8"><title>Search</title>'
    (site / "index.html").write_text(f'{head}<script type="module" src="page.js"></script>')


def build_sitegen(source: Path, site: Path, copies: int = 1) -> Built:
    """The index of the collection, repeated under other names where `copies` says so."""
    command = [sys.executable, str(HERE / "build_sitegen.py"), str(source), str(site), str(copies)]
    cost = measure(command, HERE)
    return _built(cost.seconds, peak_memory(command, HERE), site / "search-index")


def _pagefind(found: Sequence[Entry], site: Path, pages: Path) -> Built:
    pages.mkdir()
    for slug, page in _pages(found).items():
        (pages / f"{slug}.html").write_text(page, encoding="utf-8")
    folder = site / "pagefind"
    binary = HERE / "node_modules" / "@pagefind" / "linux-x64" / "bin" / "pagefind_extended"
    program = [str(binary)] if binary.is_file() else ["npx", "pagefind"]
    command = [*program, "--site", pages, "--output-path", folder]
    memory, cost = peak_memory(command, HERE), measure(command, HERE)
    for extra in [*folder.glob("*-ui.*"), *folder.glob("pagefind-highlight.js")]:
        extra.unlink()
    return _built(cost.seconds, memory, folder)


def _pages(found: Sequence[Entry]) -> dict[str, str]:
    bodies: dict[str, list[str]] = {}
    for entry in found:
        body = bodies.setdefault(entry.document, [f"<h1>{html.escape(entry.document_title)}</h1>"])
        body.append(f"<h2>{html.escape(entry.title)}</h2>" if entry.title else "")
        body += [f"<p>{html.escape(p.text)}</p>" for p in entry.passages if p.anchor]
    return {
        slug: f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{slug}</title>'
        f"<body>{''.join(body)}</body></html>"
        for slug, body in bodies.items()
    }


def _minisearch(found: Sequence[Entry], site: Path) -> Built:
    folder = site / "minisearch"
    folder.mkdir()
    sections = [
        {
            "id": str(number),
            "document": entry.document,
            "title": f"{entry.document_title} {entry.title}",
            "text": "\n".join(passage.text for passage in entry.passages),
        }
        for number, entry in enumerate(found)
    ]
    data = json.dumps(sections, ensure_ascii=False).encode()
    output = folder / "index.json"
    seconds, memory = run(["node", "build_minisearch.js"], HERE, data, output)
    shutil.copy(HERE / "minisearch_options.js", folder / "options.js")
    shutil.copy(HERE / "node_modules" / "minisearch" / "dist" / "es" / "index.js", folder)
    return _built(seconds, memory, folder)


def run(
    command: Sequence[str], folder: Path, data: bytes = b"", output: Path | None = None
) -> tuple[float, float]:
    """Seconds and peak MB of a command."""
    started = time.perf_counter()
    target = output or Path(os.devnull)
    with target.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=out)
        assert process.stdin
        process.stdin.write(data)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def _built(seconds: float, memory: float, folder: Path) -> Built:
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    return Built(seconds, memory, size, len(files))
