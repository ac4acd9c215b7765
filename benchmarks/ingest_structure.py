"""How well ingest finds structure that was taken away: headings, levels, articles, paragraphs.

    python benchmarks/ingest_structure.py FOLDER_OF_MARKDOWN [--write docs/ingest-figures.md]

Every document is Markdown typed by people. Its `#` marks are taken off and the text is ingested;
then every third paragraph is also cut into lines of 18 characters with blank lines between, as a
narrow newspaper column would. What comes out is compared with what was typed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sitegen.content.load import parse_document
from sitegen.errors import SitegenError
from sitegen.ingest.pieces import Kind
from sitegen.ingest.read import Seed, decode
from sitegen.ingest.seed import Parsed, parse_seed
from sitegen.ingest.write import document_text
from sitegen.search.tokens import Tokenizer

ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五])?(?=\s)")
COLUMN = 18


def main() -> None:
    """Measure a collection and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", type=Path, help="write the figures as a page of the docs")
    parser.add_argument("--show", type=int, default=0, help="print this many differences")
    options = parser.parse_args()
    figures = measure(sorted(options.folder.rglob("*.md")), options.show)
    damaged = damage(sorted(options.folder.rglob("*.md")))
    growth = linear(sorted(options.folder.rglob("*.md")))
    print(json.dumps({**figures, **damaged, **growth}, indent=2))
    if options.write:
        options.write.write_text(page(figures, damaged, growth), encoding="utf-8")


def measure(paths: list[Path], show: int) -> dict[str, float]:
    """Figures over all documents; ratios are micro-averaged over the collection."""
    cut = Tokenizer().cut
    count: Counter[str] = Counter()
    seconds = 0.0
    for path in paths:
        typed = path.read_text(encoding="utf-8")
        plain = re.sub(r"(?m)^#+ ", "", typed)
        started = time.process_time()
        parsed = parse_seed(Seed(path.stem + ".txt", plain, "UTF-8", ""), cut)
        seconds += time.process_time() - started
        count["characters"] += len(plain)
        _headings(typed, parsed, count, path.stem, show)
        _paragraphs(plain, cut, count, path.stem, show)
    return {
        "documents": len(paths),
        "characters": count["characters"],
        "heading_f1": _f1(count, "heading"),
        "level_accuracy": round(count["level"] / max(1, count["heading_both"]), 4),
        "article_f1": _f1(count, "article"),
        "titles": round(count["title"] / len(paths), 4),
        "paragraphs_restored": round(count["restored"] / max(1, count["cut"]), 4),
        "paragraphs_kept_apart": round(count["apart"] / max(1, count["whole"]), 4),
        "characters_per_second": round(count["characters"] / seconds),
    }


def damage(paths: list[Path], files: int = 10_000) -> dict[str, float]:
    """Random and damaged files: how many became documents, were refused, or ended in a crash."""
    cut = Tokenizer().cut
    chance = random.Random(20)
    originals = [path.read_bytes()[:4000] for path in paths[:100]]
    count: Counter[str] = Counter()
    for number in range(files):
        data = _damaged(chance, originals, number)
        try:
            text, _ = decode(data, file="a.txt")
            for draft in parse_seed(Seed("a.txt", text, "", ""), cut).drafts:
                written = document_text(draft, replace(draft.meta, slug="a"))
                parse_document(written, file="index.md", folder="a")
            count["ingested"] += 1
        except SitegenError:
            count["refused"] += 1
        except Exception as error:  # noqa: BLE001 - crashes are what is counted
            count["crashed"] += 1
            print(number, repr(error))
    return {"damaged_files": files, **{f"damaged_{k}": v for k, v in sorted(count.items())}}


def _damaged(chance: random.Random, originals: list[bytes], number: int) -> bytes:
    if number % 4 == 0:
        return chance.randbytes(chance.randrange(600))
    if number % 4 > 1:
        text = list(chance.choice(originals).decode("utf-8", "ignore"))
        for _ in range(chance.randrange(60)):
            text[chance.randrange(len(text))] = chr(chance.randrange(1, 0xD800))
        return "".join(text).encode("utf-8")
    data = bytearray(chance.choice(originals)[: chance.randrange(4000)])
    if number % 4 == 1:
        data = bytearray(data.decode("utf-8", "ignore").encode("gb18030"))
    for _ in range(chance.randrange(30)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def linear(paths: list[Path]) -> dict[str, float]:
    """Characters a second of processor time on one document of 0.3, 3 and 20 million characters."""
    cut = Tokenizer().cut
    text = re.sub(r"(?m)^#+ ", "", "\n".join(p.read_text(encoding="utf-8") for p in paths))
    found = {}
    for size in (300_000, 3_000_000, 20_000_000):
        whole = (text * (size // len(text) + 1))[:size]
        started = time.process_time()
        parse_seed(Seed("a.txt", whole, "", ""), cut)
        found[f"speed_{size}"] = round(size / (time.process_time() - started))
    return found


ROWS = {
    "documents": "documents",
    "characters": "characters",
    "heading_f1": "headings found and right (F1), `#` marks taken off",
    "level_accuracy": "levels right, of the headings found",
    "article_f1": "articles (第X条) found and right (F1)",
    "titles": "titles right",
    "paragraphs_restored": "paragraphs cut into lines of 18 characters and whole again",
    "paragraphs_kept_apart": "other paragraphs unchanged meanwhile",
    "characters_per_second": "characters a second, one core",
    "damaged_files": "random and damaged files tried",
    "damaged_ingested": "… that became documents",
    "damaged_refused": "… that were refused in one line",
    "damaged_crashed": "… that ended in a traceback",
    "speed_300000": "characters a second, one document of 0.3 million characters",
    "speed_3000000": "characters a second, one document of 3 million characters",
    "speed_20000000": "characters a second, one document of 20 million characters",
}


def page(*parts: dict[str, float]) -> str:
    """The figures as a Markdown page."""
    figures = {key: value for part in parts for key, value in part.items()}
    rows = "\n".join(f"| {label} | {figures.get(key, 0):,} |" for key, label in ROWS.items())
    return (
        "# How well ingest finds structure\n\n"
        "Made by `benchmarks/ingest_structure.py` on a collection of Chinese administrative "
        "regulations in Markdown: the heading marks are taken off and ingest finds them again. "
        "Speeds are per second of processor time of one core.\n\n"
        f"| | |\n| --- | ---: |\n{rows}\n"
    )


def _f1(count: Counter[str], name: str) -> float:
    both = count[f"{name}_both"]
    return round(2 * both / max(1, count[f"{name}_want"] + count[f"{name}_got"]), 4)


def _headings(typed: str, parsed: Parsed, count: Counter[str], name: str, show: int) -> None:
    marked = re.findall(r"(?m)^(#+) (.+)$", typed)
    want = [(len(marks), " ".join(text.split())) for marks, text in marked if len(marks) > 1]
    got = [(p.level, p.text) for d in parsed.drafts for p in d.pieces if p.kind is Kind.HEADING]
    articles = [text for _, text in got if ARTICLE.match(text + " ")]
    got = [(level, text) for level, text in got if not ARTICLE.match(text + " ")]
    both = Counter(text for _, text in want) & Counter(text for _, text in got)
    count["heading_want"] += len(want)
    count["heading_got"] += len(got)
    count["heading_both"] += both.total()
    count["level"] += (Counter(want) & Counter(got)).total()
    wanted = [m[0] for line in typed.split("\n") if (m := ARTICLE.match(line))]
    count["article_want"] += len(wanted)
    count["article_got"] += len(articles)
    count["article_both"] += (Counter(wanted) & Counter(articles)).total()
    title = next((" ".join(t.split()) for marks, t in marked if len(marks) == 1), "")
    count["title"] += bool(parsed.drafts) and parsed.drafts[0].meta.title == title
    if show and (Counter(t for _, t in want) != Counter(t for _, t in got)):
        print(
            name,
            "| missing",
            list(Counter(t for _, t in want) - both)[:3],
            "| extra",
            list(Counter(t for _, t in got) - both)[:3],
        )


def _paragraphs(
    plain: str, cut: Callable[[str], list[str]], count: Counter[str], name: str, show: int
) -> None:
    source = [line.strip() for line in plain.split("\n") if line.strip()]
    lines: list[str] = []
    broken: list[str] = []
    for position, line in enumerate(source):
        if position % 3 == 2 and len(line) > COLUMN:
            broken.append(line)
            lines.extend(line[i : i + COLUMN] for i in range(0, len(line), COLUMN))
        else:
            lines.append(line)
    parsed = parse_seed(Seed(name + ".txt", "\n\n".join(lines), "UTF-8", ""), cut)
    found = set(_written(parsed))
    count["cut"] += len(broken)
    count["whole"] += len(source) - len(broken)
    restored = [text for text in broken if _squeeze(text) in found]
    count["restored"] += len(restored)
    count["apart"] += sum(_squeeze(t) in found for t in source if t not in set(broken))
    if show > 1:
        for text in broken:
            if text not in restored:
                print(name, "NOT RESTORED", text[:70])


def _written(parsed: Parsed) -> Iterator[str]:
    """Every paragraph as one string, an article's number with its text."""
    for draft in parsed.drafts:
        head = ""
        yield _squeeze(draft.meta.title)
        yield _squeeze(draft.meta.subtitle)
        for piece in draft.pieces:
            text = _squeeze(piece.text)
            yield text
            yield head + text
            head = text if piece.kind is Kind.HEADING else ""


def _squeeze(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main()
