"""Measure the search on a collection of Markdown documents.

    python benchmarks/search_regulations.py CORPUS [--questions TSV] [--copies N]

CORPUS is a .tar.xz or a folder of Markdown files whose headings are sections. QUESTIONS has a
question and a regular expression that an answering text matches in each line. `--copies 5` adds
the collection four times more under other names, to see what grows with a site.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sitegen.content.library import Library
from sitegen.model import Block, BlockKind, Document, Meta, OutputFile, Section
from sitegen.search.chunks import chunks
from sitegen.search.entries import Entry, entries
from sitegen.search.export import write
from sitegen.search.fold import fold, squeezed
from sitegen.search.index import invert
from sitegen.search.layout import FOLDER, Layout
from sitegen.search.tokens import Tokenizer

ENGINE = Path(__file__).parents[1] / "tests" / "js" / "run_queries.js"
LENGTHS = (2, 3, 4, 6, 8, 12)
QUERIES = 50
NEAR = 34
"""Questions near the wording of the texts; those after them are as people talk."""


def main() -> None:
    arguments = parse()
    with tempfile.TemporaryDirectory() as folder:
        found = list(
            entries(read_library(unpack(arguments.corpus, Path(folder)), arguments.copies))
        )
        started = time.perf_counter()
        tokenizer = Tokenizer()
        made = list(chunks(found))
        files = list(write(made, invert(made, tokenizer), Layout(), tokenizer))
        seconds = time.perf_counter() - started
        report_build(found, files, seconds)
        site = save(files, Path(folder) / "site")
        report_containment(found, site)
        if arguments.questions:
            report_questions(found, site, arguments.questions)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    return parser.parse_args()


def unpack(corpus: Path, folder: Path) -> Path:
    if corpus.is_dir():
        return corpus
    with tarfile.open(corpus) as archive:
        archive.extractall(folder / "corpus", filter="data")
    return folder / "corpus"


def read_library(folder: Path, copies: int) -> Library:
    paths = sorted(folder.rglob("*.md"))
    documents = [
        read_document(path.read_text(encoding="utf-8"), f"d{copy}-{number}", copy)
        for copy in range(copies)
        for number, path in enumerate(paths)
    ]
    return Library(tuple(documents), {}, (), (), {})


def read_document(text: str, slug: str, copy: int) -> Document:
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("<!--")]
    title = lines[0].lstrip("# ") + (f" 第{copy}版" if copy else "")
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for number, line in enumerate(lines[1:]):
        if line.startswith("#"):
            parts.append((line.lstrip("# "), []))
        else:
            block = Block(BlockKind.PARAGRAPH, line, line, f"p-{number:06x}", number)
            parts[-1][1].append(block)
    made = [
        Section(f"s{i}", heading, 2 if heading else 1, 1, tuple(blocks))
        for i, (heading, blocks) in enumerate(parts)
    ]
    return Document(
        Meta(title=title, slug=slug), f"content/{slug}/index.md", made[0], tuple(made[1:])
    )


def save(files: Sequence[OutputFile], folder: Path) -> Path:
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for file in files:
        (folder / file.path).write_bytes(file.data)
    return target


def report_build(found: Sequence[Entry], files: Sequence[OutputFile], seconds: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    documents = len({entry.document for entry in found})
    print(f"{documents} documents, {len(found)} sections: {seconds:.1f} s, peak {memory:.0f} MB")
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for file in files:
        kind = re.split(r"[-.]", file.path.split("/")[1])[0]
        counts[kind] += 1
        sizes[kind] += len(gzip.compress(file.data, 6))
    for kind, count in counts.items():
        print(f"  {kind:10} {count:6} files {sizes[kind] / 1024:8.0f} KB gzipped")
    total = sizes.total() / 1024
    each = len(files) / documents
    print(f"  {'all':10} {len(files):6} files {total:8.0f} KB, {each:.2f} a document")


def ask(site: Path, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", str(ENGINE), str(site)],
        input=json.dumps(list(requests)),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def report_containment(found: Sequence[Entry], site: Path) -> None:
    texts = [[squeezed(fold(passage.text)) for passage in entry.passages] for entry in found]
    chance = random.Random(1)
    print("length  top-10   KB first  further   max  median ms")
    further: list[float] = []
    for length in LENGTHS:
        queries = list(runs(found, length, chance))
        answers = ask(site, [{"query": query} for query in queries])
        precision = [
            share(query, answer, texts) for query, answer in zip(queries, answers, strict=True)
        ]
        first = [sum(answer["bytes"].values()) / 1024 for answer in answers]
        rest = [
            cost - answer["bytes"]["manifest.json"] / 1024
            for cost, answer in zip(first, answers, strict=True)
        ]
        further += rest
        times = statistics.median(answer["milliseconds"] for answer in answers)
        print(
            f"{length:6}  {statistics.mean(precision):6.3f}  {statistics.median(first):8.1f}"
            f"  {statistics.median(rest):7.1f}  {max(rest):4.0f}  {times:9.1f}"
        )
    print(f"   all                    {statistics.median(further):7.1f}")


def runs(found: Sequence[Entry], length: int, chance: random.Random) -> Iterator[str]:
    texts = [
        run
        for entry in found
        for passage in entry.passages
        for run in re.findall("[\u4e00-\u9fd5]+", passage.text)
        if len(run) >= length
    ]
    for text in chance.choices(texts, weights=[len(t) - length + 1 for t in texts], k=QUERIES):
        start = chance.randrange(len(text) - length + 1)
        yield text[start : start + length]


def share(query: str, answer: dict[str, Any], texts: Sequence[Sequence[str]]) -> float:
    wanted = min(10, sum(any(query in text for text in entry) for entry in texts))
    held = [query in squeezed(fold(f"{hit['snippet']} {hit['title']}")) for hit in answer["hits"]]
    return sum(held[:wanted]) / wanted


def report_questions(found: Sequence[Entry], site: Path, path: Path) -> None:
    """How well questions find documents that answer them, as a reader goes down the hits."""
    lines = path.read_text(encoding="utf-8").splitlines()
    questions = [tuple(line.split("\t")[:2]) for line in lines if "\t" in line]
    text_of: dict[str, str] = {}
    for entry in found:
        parts = [text_of.get(entry.document, ""), entry.title, *(p.text for p in entry.passages)]
        text_of[entry.document] = "\n".join(parts)
    answers = ask(site, [{"query": question} for question, _ in questions])
    ranks = [
        rank(pattern, [text_of[hit["document"]] for hit in answer["hits"]])
        for (_, pattern), answer in zip(questions, answers, strict=True)
    ]
    for name, part in (("all", ranks), ("near", ranks[:NEAR]), ("talk", ranks[NEAR:])):
        reciprocal = statistics.mean(1 / place if place else 0 for place in part)
        found_ = len(part) - part.count(0)
        print(
            f"{name:5} {len(part)} questions: MRR@10 {reciprocal:.3f}, first {part.count(1)},"
            f" first ten {found_}, unanswered {part.count(0)}"
        )
    cost = statistics.median(sum(answer["bytes"].values()) / 1024 for answer in answers)
    times = statistics.median(answer["milliseconds"] for answer in answers)
    print(f"      {cost:.1f} KB and {times:.1f} ms each")


def rank(pattern: str, texts: Sequence[str]) -> int:
    """Place of the first hit whose document answers, 0 for none among the first ten."""
    places = (place for place, text in enumerate(texts, 1) if re.search(pattern, text))
    return next(places, 0)


if __name__ == "__main__":
    sys.exit(main())
