"""Compare whole builds with MkDocs Material, and the index with Pagefind, in one run.

    python benchmarks/build_peers.py CORPUS [--repeat N] [--figures FILE] [--scratch DIR]

Writes docs/build-figures.md. CORPUS is a .tar.xz or a folder of Markdown files whose headings are
sections. sitegen gets them as raw text, their `#` marks taken off, and finds the headings again;
MkDocs gets the Markdown. Of several runs the quickest counts. MkDocs Material and jieba are
installed into a virtual environment of their own below DIR (default: a folder that is removed
afterwards), Pagefind with npm. Needs Linux: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "search_peers")]

from build_engine import make_site  # noqa: E402
from measuring import Cost, measure, peak_memory  # noqa: E402
from search_regulations import unpack  # noqa: E402

FIGURES = HERE.parent / "docs" / "build-figures.md"
PAGEFIND = HERE / "search_peers"
MKDOCS = """\
site_name: 法规
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: zh}}]
"""
FLOOR = """
import os
if os.fork():
    import sitegen.__main__, sitegen.build, sitegen.stages, sitegen.making
    os.wait()
else:
    import sitegen.ingest.drafting, sitegen.summing, sitegen.search.parts, rjieba
    rjieba.cut("保障性住房")
"""
"""What a build costs that has a seed to read and pages to render, before it does either."""
INDEX = """
import gc, os, sys, time
from pathlib import Path
from sitegen.cache.store import Store
from sitegen.config import load_config
from sitegen.content.load import read_library
import sitegen.making  # as a build has when it comes to the index
from sitegen.search.indexing import Indexing
from sitegen.workers import workers
gc.disable()
config = load_config(Path(sys.argv[1]))
library = read_library(config)
library.facts
began, used = time.perf_counter(), sum(os.times()[:4])
with workers(os.cpu_count()) as crew:
    base = crew.hold((library, config))
    kept = Store(Path(sys.argv[2] + "-kept"))
    slug_of = lambda document: document.slug
    index = Indexing(base, crew, kept=kept, words_of=slug_of, shown_of=slug_of)
    for file in index.finish().files():
        place = Path(sys.argv[2] + "-index", file.path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data)
seconds, processor = time.perf_counter() - began, sum(os.times()[:4]) - used
Path(sys.argv[2]).write_text(f"{seconds} {processor}")
"""
"""The index stage alone, by all cores, its files written; documents are read beforehand."""


def main() -> None:
    arguments = parse()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = unpack(arguments.corpus, folder)
        scratch = arguments.scratch or folder
        rows = []
        for row in chain(
            builds(corpus, folder, install(scratch), arguments.repeat),
            index(folder / "site", folder, arguments.repeat),
            growth(corpus, folder / "growth", arguments.repeat),
        ):
            print(*row, sep=": ", flush=True)
            rows.append(row)
    arguments.figures.write_text(report(rows), encoding="utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--figures", type=Path, default=FIGURES)
    parser.add_argument("--scratch", type=Path)
    return parser.parse_args()


Row = tuple[str, str]


def install(scratch: Path) -> Path:
    """The programs of a virtual environment with MkDocs Material, and Pagefind."""
    place = scratch / "mkdocs"
    if not (place / "bin" / "mkdocs").exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        wanted = ["mkdocs-material", "jieba", "setuptools<81"]
        line = [place / "bin" / "pip", "install", "-q", "--disable-pip-version-check", *wanted]
        subprocess.run(line, check=True)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=PAGEFIND, check=True)
    return place / "bin"


def building(site: Path) -> tuple[list[str | Path], Path]:
    """The command that builds a site, and the folder to run it in."""
    return [sys.executable, "-m", "sitegen", "-q", "-C", site, "build"], site


def sitegen(site: Path) -> Cost:
    return measure(*building(site))


def best(costs: Sequence[Cost]) -> Cost:
    """The least of each."""
    return Cost(min(cost.seconds for cost in costs), min(cost.processor for cost in costs))


def fresh(site: Path) -> Path:
    """A copy of the site with nothing but its seeds and settings, in a new folder.

    Removing the files of the run before would slow down whoever makes files next: ext4 looks for
    an inode that was not freed in the last seconds.
    """
    copy = Path(tempfile.mkdtemp(prefix="site-", dir=site.parent))
    shutil.copytree(site / "seeds", copy / "seeds")
    shutil.copy(site / "sitegen.toml", copy)
    return copy


def builds(corpus: Path, folder: Path, programs: Path, repeat: int) -> Iterator[Row]:
    """Clean builds of both in turn, then what an edit and none cost."""
    site, other = make_site(folder / "site", corpus, 0), folder / "other"
    shutil.copytree(corpus, other / "docs")
    (other / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (other / "docs" / "index.md").write_text("# 法规\n", encoding="utf-8")
    own, peer = [], []
    for number in range(repeat):
        own.append(sitegen(fresh(site)))
        peer.append(measure(*_mkdocs(programs, other, number)))
    sitegen(site)
    clean, mkdocs = best(own), best(peer)
    idle = best([sitegen(site) for _ in range(repeat)])
    edited = best([sitegen(edit(site, number)) for number in range(repeat)])
    yield "documents", str(len(list((site / "seeds").iterdir())))
    yield from _pair("clean build from raw text", clean)
    yield from _pair("MkDocs Material with jieba from Markdown", mkdocs)
    yield from _ratio("clean build, share of MkDocs Material", clean, mkdocs)
    yield (
        "clean build, peak memory of all processes, MB",
        f"{peak_memory(*building(fresh(site))):.0f}",
    )
    mkdocs_peak = peak_memory(*_mkdocs(programs, other, repeat))
    yield "MkDocs Material, peak memory, MB", f"{mkdocs_peak:.0f}"
    yield from _ratio("one document edited, share of the clean build", edited, clean)
    started = best([measure([sys.executable, "-c", FLOOR], site) for _ in range(repeat)])
    yield from _ratio("of that, Python and the imports of both processes", started, clean)
    yield from _ratio("nothing changed, share of the clean build", idle, clean)


def _mkdocs(programs: Path, site: Path, number: int) -> tuple[list[str | Path], Path]:
    """The command that builds a site into a folder with this number, and where to run it."""
    target = site.parent / f"other-site-{number}"
    return [programs / "mkdocs", "build", "-q", "-d", target], site


def edit(site: Path, number: int) -> Path:
    """The site with one more sentence in one seed, another seed each time."""
    seed = sorted((site / "seeds").iterdir())[number]
    text = seed.read_text(encoding="utf-8") + "\n本条例由市人民政府负责解释。\n"
    seed.write_text(text, encoding="utf-8")
    return site


def index(site: Path, folder: Path, repeat: int) -> Iterator[Row]:
    """The index stage beside Pagefind over the Chinese pages of the same documents."""
    pages = folder / "pages"
    for page in (site / "public" / "docs").rglob("index.html"):
        place = pages / page.relative_to(site / "public")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page, place)
    binary = PAGEFIND / "node_modules" / "@pagefind" / "linux-x64" / "bin" / "pagefind_extended"
    program = [binary] if binary.is_file() else ["npx", "pagefind"]
    own, peer = [], []
    for number in range(repeat):
        said = folder / f"said-{number}"  # a new place each time, see `fresh`
        measure([sys.executable, "-c", INDEX, site, said], site)
        seconds, processor = map(float, said.read_text().split())
        own.append(Cost(seconds, processor))
        line = [*program, "--site", pages, "--output-path", folder / "pagefind"]
        peer.append(measure(line, PAGEFIND))
    made, pagefind = best(own), best(peer)
    yield from _pair("search index alone", made)
    yield from _pair("Pagefind extended over the pages", pagefind)
    yield from _ratio("search index, share of Pagefind", made, pagefind)


def growth(corpus: Path, folder: Path, repeat: int) -> Iterator[Row]:
    """What a document costs in small and large collections of the same documents."""
    paths = sorted(corpus.rglob("*.md"), key=lambda path: (path.stat().st_size, path.name))
    tenth = folder / "tenth"
    tenth.mkdir(parents=True)
    for path in paths[5::10]:  # as long as the others on average
        shutil.copy(path, tenth)
    each: dict[int, Cost] = {}
    for name, source, copies in (("s", tenth, 0), ("m", corpus, 0), ("l", corpus, 4)):
        site = make_site(folder / name, source, copies)
        count = len(list((site / "seeds").iterdir()))
        runs = repeat if copies == 0 else 1
        each[count] = best([sitegen(fresh(site)) for _ in range(runs)])
        peak = peak_memory(*building(fresh(site)))
        shutil.rmtree(site)
        cost = each[count]
        yield f"{count} documents, ms a document", f"{1000 * cost.seconds / count:.1f}"
        yield f"{count} documents, processor ms a document", f"{1000 * cost.processor / count:.1f}"
        yield f"{count} documents, peak memory, MB", f"{peak:.0f}"
    for what, of in _MEASURES:
        costs = [of(cost) / count for count, cost in each.items()]
        yield f"dearest document to cheapest, {what}", f"{max(costs) / min(costs):.2f}"
        yield f"the same of the two larger, {what}", f"{max(costs[1:]) / min(costs[1:]):.2f}"


_MEASURES: tuple[tuple[str, Callable[[Cost], float]], ...] = (
    ("time", lambda cost: cost.seconds),
    ("processor time", lambda cost: cost.processor),
)


def _pair(name: str, cost: Cost) -> Iterator[Row]:
    yield f"{name}, s", f"{cost.seconds:.1f}"
    yield f"{name}, processor s", f"{cost.processor:.1f}"


def _ratio(name: str, one: Cost, other: Cost) -> Iterator[Row]:
    for what, of in _MEASURES:
        yield f"{name}, {what}", f"{of(one) / of(other):.3f}"


def report(rows: Sequence[Row]) -> str:
    versions = json.loads((PAGEFIND / "package.json").read_text())["dependencies"]
    lines = [
        "# Build figures",
        "",
        "Written by `python benchmarks/build_peers.py CORPUS` from Chinese regulations, all",
        "programs on the same machine in one run, the quickest of several runs each. It starts",
        "from raw text and finds headings by itself; MkDocs gets Markdown. Pagefind",
        f"({versions['pagefind']}) indexes the Chinese pages of the same documents.",
        "",
        "| | |",
        "|---|---:|",
        *(f"| {name} | {figure} |" for name, figure in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
