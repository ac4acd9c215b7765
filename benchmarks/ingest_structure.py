"""How well ingest finds structure that was taken away: headings, levels, articles, paragraphs.

    python benchmarks/ingest_structure.py FOLDER_OF_MARKDOWN [--json FILE]

Every document is Markdown typed by people. Its `#` marks are taken off and the text is ingested;
then every third paragraph is also cut into lines of 18 characters with blank lines between, as a
narrow newspaper column would. What comes out is compared with what was typed.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitegen.ingest.pieces import Kind
from sitegen.ingest.read import Seed
from sitegen.ingest.seed import Parsed, parse_seed
from sitegen.search.tokens import Tokenizer

ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五])?(?=\s)")
COLUMN = 18


def main() -> None:
    """Measure a collection and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--show", type=int, default=0, help="print this many differences")
    options = parser.parse_args()
    figures = measure(sorted(options.folder.rglob("*.md")), options.show)
    print(json.dumps(figures, indent=2))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def measure(paths: list[Path], show: int) -> dict[str, float]:
    """Figures over all documents; ratios are micro-averaged over the collection."""
    cut = Tokenizer().cut
    count: Counter[str] = Counter()
    seconds = 0.0
    for path in paths:
        typed = path.read_text(encoding="utf-8")
        plain = re.sub(r"(?m)^#+ ", "", typed)
        started = time.perf_counter()
        parsed = parse_seed(Seed(path.stem + ".txt", plain, "UTF-8", ""), cut)
        seconds += time.perf_counter() - started
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


def _paragraphs(plain: str, cut, count: Counter[str], name: str, show: int) -> None:  # type: ignore[no-untyped-def]
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
