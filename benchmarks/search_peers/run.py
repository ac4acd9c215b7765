"""Measure the search beside Pagefind and MiniSearch, in Chromium, in one run.

    python benchmarks/search_peers/run.py CORPUS [--questions TSV]

Writes docs/search-figures.md. CORPUS is a .tar.xz or a folder of Markdown files whose headings are
sections. Needs Node.js with npm, and Chromium as Playwright or the system has it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import opencc
from playwright.sync_api import Browser, Page, sync_playwright
from pypinyin import lazy_pinyin

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from search_regulations import rank, runs, unpack  # noqa: E402
from serving import Counter, find_chromium, serve  # noqa: E402
from sites import Built, build_all, build_sitegen, prepare  # noqa: E402

from sitegen.search.entries import Entry  # noqa: E402
from sitegen.search.fold import fold, squeezed  # noqa: E402
from sitegen.search.tokens import Tokenizer  # noqa: E402

FIGURES = HERE.parents[1] / "docs" / "search-figures.md"
ENGINES = ("sitegen", "pagefind", "minisearch")
LENGTHS = (2, 3, 4, 6, 8, 12)
QUERIES = 50
COLD = 60
"""Cold pages: a contained query of any length on each, and then another one."""
MANY = 150
"""Cold pages for what a larger collection costs, each with one of the same queries."""
COPIES = 5
"""How many times the collection is repeated to see what a query costs on a larger site."""
WORDS = 100


class Texts:
    """What each hit leads to: a section, or a whole document for engines that index pages."""

    def __init__(self, found: Sequence[Entry]) -> None:
        self.sections = [
            "\n".join(squeezed(fold(text)) for text in (e.title, *(p.text for p in e.passages)))
            for e in found
        ]
        self.documents: dict[str, str] = {}
        for entry, text in zip(found, self.sections, strict=True):
            self.documents[entry.document] = self.documents.get(entry.document, "") + "\n" + text

    def share(self, engine: str, query: str, hits: Sequence[Mapping[str, Any]]) -> float:
        """Share of the hits that hold the query, of as many as could."""
        everything = self.documents.values() if engine == "pagefind" else self.sections
        wanted = min(10, sum(query in text for text in everything))
        return sum(query in self._text(engine, hit) for hit in hits[:wanted]) / wanted

    def first(self, engine: str, query: str, hits: Sequence[Mapping[str, Any]]) -> float:
        """1 if the first hit holds the query, else 0."""
        return float(any(query in self._text(engine, hit) for hit in hits[:1]))

    def _text(self, engine: str, hit: Mapping[str, Any]) -> str:
        if engine == "pagefind":
            return self.documents[hit["document"]]
        return squeezed(fold(hit["text"])) if "text" in hit else self.sections[int(hit["id"])]


def main() -> None:
    arguments = parse()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Measuring waits for every process that was started: the browser comes after it.
        builds, found = build_all(arguments.corpus, folder)
        large = folder / "large"
        prepare(large)
        build_sitegen(unpack(arguments.corpus, folder), large, COPIES)
        with sync_playwright() as playwright, serve(folder / "site") as (address, counter):
            browser = playwright.chromium.launch(**find_chromium())
            rows = measure(browser, address, counter, found, arguments.questions)
            with serve(large) as (address_, counter_):
                colds = (Cold(browser, address, counter), Cold(browser, address_, counter_))
                growth(rows, *colds, mixed_up(contained(found))[:MANY])
            browser.close()
    FIGURES.write_text(report(builds, rows, found), encoding="utf-8")
    sys.stdout.write(FIGURES.read_text(encoding="utf-8"))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--questions", type=Path)
    return parser.parse_args()


Rows = dict[str, dict[str, str]]
"""What was measured -> engine -> figure."""


def measure(
    browser: Browser, address: str, counter: Counter, found: Sequence[Entry], tsv: Path | None
) -> Rows:
    rows: Rows = {}
    texts = Texts(found)
    queries = contained(found)
    mixed = sorted({run for entry in found for run in _mixed(entry)})
    wide = random.Random(1).sample(mixed, min(QUERIES, len(mixed)))
    common = frequent_words(found)
    everything = [query for length in LENGTHS for query in queries[length]]
    for engine in ENGINES:
        page = browser.new_page()
        page.goto(address)
        forms = {f"contained, {n} characters": (q, q) for n, q in queries.items()}
        forms["the same, traditional"] = (everything, traditional(everything))
        forms["full-width digits and letters"] = (wide, [_full_width(query) for query in wide])
        forms["pinyin of frequent words (first hit)"] = (common, pinyin(common))
        for label, (meant, typed) in forms.items():
            judge = texts.first if label.startswith("pinyin") else texts.share
            shares = [
                judge(engine, squeezed(fold(m)), ask(page, engine, t))
                for m, t in zip(meant, typed, strict=True)
            ]
            rows.setdefault(label, {})[engine] = f"{statistics.mean(shares):.3f}"
        if tsv:
            questions(rows, page, engine, tsv, found)
        times(rows, page, engine, everything)
        page.close()
        transfers(rows, Cold(browser, address, counter), engine, mixed_up(queries), tsv)
    return rows


Queries = Mapping[int, Sequence[str]]
"""Characters of a query -> queries that stand in a text."""


def contained(found: Sequence[Entry]) -> Queries:
    chance = random.Random(1)
    return {length: list(runs(found, length, chance)) for length in LENGTHS}


def ask(page: Page, engine: str, query: str) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = page.evaluate("([e, q]) => ask(e, q)", [engine, query])
    return hits


def _mixed(entry: Entry) -> list[str]:
    pattern = r"[\u4e00-\u9fd5]{1,3}[A-Za-z0-9.]{1,6}[\u4e00-\u9fd5]{1,3}"
    return [run for p in entry.passages for run in re.findall(pattern, p.text)]


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def traditional(queries: Sequence[str]) -> list[str]:
    convert = opencc.OpenCC("s2t").convert
    return [convert(query) for query in queries]


def pinyin(words: Sequence[str]) -> list[str]:
    return ["".join(lazy_pinyin(word)) for word in words]


def frequent_words(found: Sequence[Entry]) -> list[str]:
    """The words of 2 to 4 characters that stand in most sections."""
    tokenizer = Tokenizer()
    counts: dict[str, int] = {}
    for entry in found:
        text = fold("\n".join(passage.text for passage in entry.passages))
        for word in {word for word, _, _ in tokenizer.cut_for_search(text)}:
            if re.fullmatch(r"[\u4e00-\u9fd5]{2,4}", word):
                counts[word] = counts.get(word, 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))[:WORDS]


def questions(rows: Rows, page: Page, engine: str, tsv: Path, found: Sequence[Entry]) -> None:
    lines = tsv.read_text(encoding="utf-8").splitlines()
    asked = [line.split("\t")[:2] for line in lines if "\t" in line]
    plain: dict[str, str] = {}
    for entry in found:
        parts = [plain.get(entry.document, ""), entry.title, *(p.text for p in entry.passages)]
        plain[entry.document] = "\n".join(parts)
    places = [
        rank(pattern, [plain[hit["document"]] for hit in ask(page, engine, question)])
        for question, pattern in asked
    ]
    reciprocal = statistics.mean(1 / place if place else 0 for place in places)
    rows.setdefault("questions, MRR@10", {})[engine] = f"{reciprocal:.3f}"
    rows.setdefault("questions without an answer", {})[engine] = str(places.count(0))


def times(rows: Rows, page: Page, engine: str, queries: Sequence[str]) -> None:
    """Milliseconds of queries whose files are there already."""
    page.evaluate("([e, q]) => time(e, q)", [engine, queries])
    taken = sorted(page.evaluate("([e, q]) => time(e, q)", [engine, queries]))
    rows.setdefault("warm query, median ms", {})[engine] = f"{statistics.median(taken):.1f}"
    late = taken[int(len(taken) * 0.95)]
    rows.setdefault("warm query, 95th percentile ms", {})[engine] = f"{late:.1f}"


def mixed_up(queries: Queries) -> list[str]:
    """All queries, in an order that is none."""
    everything = [query for some in queries.values() for query in some]
    return random.Random(2).sample(everything, len(everything))


@dataclass(frozen=True, slots=True)
class Cold:
    """Pages that were never opened before, on a server that counts."""

    browser: Browser
    address: str
    counter: Counter

    def kilobytes(self, engine: str, queries: Sequence[str]) -> list[float]:
        """Gzipped KB of queries that are asked one after the other, scripts included."""
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(self.address)
        costs = []
        for query in queries:
            self.counter.reset()
            ask(page, engine, query)
            costs.append(self.counter.bytes / 1024)
        context.close()
        return costs

    def median(self, engine: str, queries: Sequence[str]) -> float:
        """KB of a first query."""
        return statistics.median(self.kilobytes(engine, [query])[0] for query in queries)


def transfers(rows: Rows, cold: Cold, engine: str, queries: list[str], tsv: Path | None) -> None:
    """KB of the first query on a cold page, and of the one after it; and of a first question."""
    pairs = zip(queries[:COLD], queries[COLD : 2 * COLD], strict=True)
    first, further = zip(*[cold.kilobytes(engine, pair) for pair in pairs], strict=True)
    rows.setdefault("first query, KB", {})[engine] = f"{statistics.median(first):.0f}"
    rows.setdefault("further query, KB", {})[engine] = f"{statistics.median(further):.0f}"
    if tsv:
        asked = [line.split("\t")[0] for line in tsv.read_text(encoding="utf-8").splitlines()]
        rows.setdefault(QUESTION, {})[engine] = f"{cold.median(engine, asked):.0f}"


QUESTION = "first query that is a question, KB"
LARGE = f"first query with {COPIES} times the documents, KB"


def growth(rows: Rows, small: Cold, large: Cold, queries: Sequence[str]) -> None:
    """KB of a first query on a larger site, and what that is of the same on this one."""
    figure = large.median("sitegen", queries)
    share = figure / small.median("sitegen", queries)
    rows[LARGE] = dict.fromkeys(ENGINES, "") | {"sitegen": f"{figure:.0f}"}
    rows["the same, share"] = dict.fromkeys(ENGINES, "") | {"sitegen": f"{share:.2f}"}


def report(builds: Mapping[str, Built], rows: Rows, found: Sequence[Entry]) -> str:
    documents = len({entry.document for entry in found})
    rows = {
        **rows,
        "whole index gzipped, MB": {e: f"{b.size / 2**20:.2f}" for e, b in builds.items()},
        "files a document": {e: f"{b.files / documents:.2f}" for e, b in builds.items()},
        "build, s": {e: f"{b.seconds:.1f}" for e, b in builds.items()},
        "build, peak MB": {e: f"{b.memory:.0f}" for e, b in builds.items()},
    }
    versions = json.loads((HERE / "package.json").read_text())["dependencies"]
    lines = [
        "# Search figures",
        "",
        f"{documents} documents in {len(found)} sections; Chromium; all engines in one run.",
        "Written by `python benchmarks/search_peers/run.py CORPUS --questions TSV`.",
        f"Pagefind (extended, {versions['pagefind']}) indexes pages; MiniSearch"
        f" ({versions['minisearch']}, words by `Intl.Segmenter`) and sitegen index sections.",
        "Contained queries: share of the first ten hits that hold the query, where ten exist.",
        "",
        "| | " + " | ".join(ENGINES) + " |",
        "|---|" + "---:|" * len(ENGINES),
    ]
    for label, row in rows.items():
        lines.append(f"| {label} | " + " | ".join(row[engine] for engine in ENGINES) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{error.stderr or ''}")
