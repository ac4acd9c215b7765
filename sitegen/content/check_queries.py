"""Whether the built search finds what stands in the texts: a sample, typed into the site's search.

The site's own browser modules answer, in Node.js. Reading the index with code of our own was
refused: it would prove that we can, not that readers can. Without Node.js a note says that nothing
was tried.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.content.library import Library
from sitegen.content.markdown import plain_text
from sitegen.model import Problem, Severity

QUERIES = 24
"""In each language: enough to notice a broken index, few enough to take no time."""

_FOLDER = "search-index"
_RUNS = {"zh": re.compile("[\u4e00-\u9fff]{2,}"), "en": re.compile(r"[A-Za-z]+(?: [A-Za-z]+){2}")}
_WORDS = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]+){0,2}")
"""In any other language."""
_SHORTEST, _LONGEST = 2, 6
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Query:
    """A run of text, and the documents that hold it."""

    text: str
    lang: str
    holders: frozenset[str]
    file: str
    """The document it was taken from."""


def check_queries(library: Library, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Problems of a sample of queries; `files` of the site by path relative to its root."""
    queries = [query for lang in library.languages for query in sample(library, lang)]
    if not queries or "static/js/search.js" not in files:
        return
    if not shutil.which("node"):
        message = "no query was tried, since Node.js is not installed"
        yield Problem(_FOLDER, 0, message, Severity.NOTE)
        return
    try:
        answers = _ask(queries, files)
    except (subprocess.SubprocessError, ValueError) as error:
        yield Problem(_FOLDER, 0, f"queries fail: {_reason(error)}; build the site again")
        return
    for query, found in zip(queries, answers, strict=True):
        if not found or found[0] not in query.holders:
            got = f"{found[0]} first" if found else "nothing"
            message = (
                f"a search for {query.text!r}, which stands in {query.file}, finds {got}; build"
                " the site again"
            )
            yield Problem(_FOLDER, 0, message)


def sample(library: Library, lang: str) -> list[Query]:
    """Runs of the texts in a language, the same ones for the same texts."""
    texts = {d.slug: _texts(library, d.slug, lang) for d in library.documents}
    runs = [
        (slug, match[0])
        for slug, found in sorted(texts.items())
        for text in found
        for match in _RUNS.get(lang, _WORDS).finditer(text)
    ]
    chance = random.Random(1)  # noqa: S311 - a sample, no secret
    picked = chance.sample(runs, min(QUERIES, len(runs)))
    whole = {slug: "\n".join(found).lower() for slug, found in texts.items()}
    queries = []
    for slug, run in picked:
        query = run if lang != "zh" else _part(run, chance)
        holders = frozenset(s for s, text in whole.items() if query.lower() in text)
        queries.append(Query(query, lang, holders, library.by_slug[slug].file))
    return queries


def _part(run: str, chance: random.Random) -> str:
    length = chance.randint(_SHORTEST, min(_LONGEST, len(run)))
    start = chance.randrange(len(run) - length + 1)
    return run[start : start + length]


def _texts(library: Library, slug: str, lang: str) -> list[str]:
    document = library.by_slug[slug]
    if lang == document.meta.lang:
        return [block.plain for block in document.blocks()]
    units = [unit for block in document.blocks() for unit in block.units]
    shown = (library.translate(document, unit, lang) for unit in units)
    return [plain_text(found.text) for found in shown if not found.is_fallback]


def _ask(queries: list[Query], files: Mapping[str, bytes]) -> list[list[str]]:
    """The documents that the site's search finds for each query, best first."""
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        (site / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        for path in files:
            if path.startswith((f"{_FOLDER}/", "static/js/")):
                place = site / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(files[path])
        done = subprocess.run(
            ["node", Path(__file__).with_name("ask.mjs"), site],
            input=json.dumps([[query.text, query.lang] for query in queries]),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            timeout=_PATIENCE,
        )
    found: list[list[str]] = json.loads(done.stdout)
    return found


def _reason(error: Exception) -> str:
    """The line of Node's report that says what went wrong."""
    said = str(getattr(error, "stderr", "") or error)
    lines = [line.strip() for line in said.splitlines() if "Error" in line]
    return (lines or [said.strip() or type(error).__name__])[0]
