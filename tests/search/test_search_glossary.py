"""English words of the glossary find Chinese sections that nobody has translated."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from browser import ask, needs_node, save
from indexing import index_files

from sitegen.config import load_config
from sitegen.content.load import load_library
from sitegen.search.entries import Entry, entries

ROOT = Path(__file__).parents[2]


@needs_node
def test_terms_in_english_find_sections_with_the_term(tmp_path: Path) -> None:
    """Nineteen of twenty among the first three hits; all but a few signs find something."""
    config = load_config(ROOT)
    library = replace(load_library(config), catalogs={})
    found = list(entries(library))
    assert {entry.lang for entry in found} == {"zh"}
    by_english: defaultdict[str, list[str]] = defaultdict(list)
    for term in library.glossary:
        if any(holds(entry, term.zh) for entry in found):
            by_english[term.en].append(term.zh)
    assert len(by_english) > 150
    folder = save(index_files(library, config, tmp_path / "store"), tmp_path)
    queries = [{"query": english, "options": {"limit": 3}} for english in by_english]
    sections = {place: entry for entry in found for place in places(entry)}
    missed, nothing = [], []
    for (english, terms), answer in zip(by_english.items(), ask(folder, queries), strict=True):
        shown = [sections[hit["url"]] for hit in answer["hits"]]
        if not shown:
            nothing.append(english)
        elif not any(holds(entry, term) for entry in shown for term in terms):
            missed.append(english)
    assert len(nothing) <= 3, nothing
    assert len(missed) <= len(by_english) / 20, missed


def places(entry: Entry) -> set[str]:
    """Every address that leads into a section."""
    page = entry.url.partition("#")[0]
    return {entry.url, *(f"{page}#{passage.anchor}" for passage in entry.passages)}


def holds(entry: Entry, text: str) -> bool:
    return text in entry.title or any(text in passage.text for passage in entry.passages)


@needs_node
def test_a_long_english_query_is_read_to_its_end(tmp_path: Path) -> None:
    """Only 32 letters were read, as if each said as much as a Chinese character."""
    config = load_config(ROOT)
    library = load_library(config)
    folder = save(index_files(replace(library, catalogs={}), config, tmp_path / "store"), tmp_path)
    query = "total retail sales of consumer goods"
    [answer] = ask(folder, [{"query": query, "options": {"limit": 1}}])
    assert "社会消费品零售总额" in answer["hits"][0]["snippet"]
