from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from builders import document, library
from hypothesis import given, settings
from hypothesis import strategies as st
from reader import Exported

from sitegen.config import Config, Settings
from sitegen.content.library import Library
from sitegen.errors import ConfigError
from sitegen.model import OutputFile
from sitegen.progress import Silent
from sitegen.search.entries import Entry, Passage, entries
from sitegen.search.export import export, write
from sitegen.search.fold import fold, squeezed
from sitegen.search.index import counted_words, invert
from sitegen.search.layout import Layout
from sitegen.search.numbers import decode
from sitegen.search.tokens import Tokenizer

TINY = Layout(shard=80, pack=120, overflow=12, inline=3, block=2, group=2, fanout=3)
"""So small that every kind of file comes about on a handful of entries."""

TOKENIZER = Tokenizer()
CHARACTERS = "郑州市保交房经济发展人民ab1，。"
TEXTS = st.lists(st.text(alphabet=CHARACTERS, min_size=1, max_size=24), min_size=1, max_size=14)


def entry(number: int, text: str) -> Entry:
    slug = f"d{number // 3}"
    passage = Passage(f"p-{number}", text)
    return Entry("zh", slug, f"题{slug}", "", f"docs/{slug}/", "2025-01-01", "", (passage,))


def exported(found: list[Entry], layout: Layout = TINY) -> Exported:
    return Exported(write(found, invert(found, TOKENIZER), layout, TOKENIZER))


def config(root: Path, **search: str) -> Config:
    settings_ = Settings.model_validate({"title": "t", "search": search})
    return Config(root=root, settings=settings_, output=root / "public")


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_files_hold_what_a_naive_index_holds(texts: list[str]) -> None:
    found = [entry(number, text) for number, text in enumerate(texts)]
    index = invert(found, TOKENIZER)
    read = Exported(write(found, index, TINY, TOKENIZER))
    assert read.grams() == {gram: list(where) for gram, where in index.grams.items()}
    assert read.words() == {
        word: dict(zip(impacts.entries, impacts.scores, strict=True))
        for word, impacts in index.words.items()
    }


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_pair_leads_to_exactly_the_entries_that_have_it(texts: list[str]) -> None:
    found = [entry(number, text) for number, text in enumerate(texts)]
    naive: defaultdict[str, set[int]] = defaultdict(set)
    for number, text in enumerate(texts):
        run = squeezed(fold(text))
        for i in range(len(run) - 1):
            naive[run[i : i + 2]].add(number)
    grams = exported(found).grams()
    for pair, where in naive.items():
        assert where == {n for gram, ns in grams.items() if gram.startswith(pair) for n in ns}


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_every_word_that_jieba_cuts_leads_to_its_entries(texts: list[str]) -> None:
    found = [entry(number, text) for number, text in enumerate(texts)]
    words = exported(found).words()
    for number, one in enumerate(found):
        for counts in counted_words(one, TOKENIZER).values():
            assert all(number in words[word] for word in counts)


def test_keys_that_begin_alike_are_in_the_shard_that_the_table_names() -> None:
    found = [entry(n, text) for n, text in enumerate(["郑州市保交房", "郑州经济发展", "abc 房"])]
    read = exported(found)
    firsts = [key for key, _ in read.shards]
    assert firsts == sorted(firsts)
    assert read.manifest["terms"]["depth"] > 0
    for i, (first, shard) in enumerate(read.shards):
        following = firsts[i + 1] if i + 1 < len(firsts) else "\U0010ffff"
        for key in [*shard["words"], *shard["grams"]]:
            assert first <= key[:2] < following


def test_texts_are_in_the_pack_that_the_table_names() -> None:
    found = [entry(number, f"第{number}段文字" * 5) for number in range(9)]
    read = exported(found)
    texts = {}
    for first, pack in read.packs:
        assert first == pack["first"]
        for i, (index, url, title, passages) in enumerate(pack["entries"]):
            texts[first + i] = (pack["documents"][index][0], url, title, passages)
    assert texts == {
        number: (one.document, one.url, one.title, [[p.anchor, p.text] for p in one.passages])
        for number, one in enumerate(found)
    }
    assert len(read.packs) > 1


def site() -> Library:
    zh = "全市保交房进展顺利。"
    made = [
        document("homes", "保交房", [("", [zh])], day=date(2025, 1, 8), publisher="郑州日报"),
        document("plan", "计划", [("目标", ["经济发展。"])], publisher="市政府"),
    ]
    return library(made, {"homes": {zh: "Going well."}})


def run(tmp_path: Path, **search: str) -> list[OutputFile]:
    return list(export(site(), config(tmp_path, **search), Silent()))


def test_another_content_has_another_name(tmp_path: Path) -> None:
    names = {file.path: file.data for file in run(tmp_path)}
    other = library([document("homes", "保交房", [("", ["另一段正文。"])])])
    for file in export(other, config(tmp_path), Silent()):
        if file.path != "search-index/manifest.json":
            assert re.fullmatch(r"search-index/[a-z-]+-[0-9a-f]{10}(-\d+)?\.json", file.path)
            assert names.get(file.path, file.data) == file.data


def test_the_same_library_gives_the_same_bytes(tmp_path: Path) -> None:
    assert run(tmp_path) == run(tmp_path)


def test_the_manifest_comes_last_and_names_languages_and_documents(tmp_path: Path) -> None:
    files = run(tmp_path)
    assert files[-1].path == "search-index/manifest.json"
    read = Exported(files)
    assert read.manifest["format"] == 1
    assert read.manifest["entries"] == 3
    assert read.manifest["languages"] == [["zh", 0, 2], ["en", 2, 3]]
    rows = read.json(f"documents-{read.manifest['documents']}.json")["documents"]
    assert rows == [
        [0, "zh", "homes", "2025-01-08", "郑州日报", "保交房", []],
        [1, "zh", "plan", "", "市政府", "计划", []],
        [2, "en", "homes", "2025-01-08", "郑州日报", "保交房", []],
    ]


def test_documents_are_ranges_of_entries(tmp_path: Path) -> None:
    read = Exported(run(tmp_path))
    file = read.json(f"ranges-{read.manifest['ranges']}.json")
    assert [sum(decode(file["starts"])[: i + 1]) for i in range(3)] == [0, 1, 2]


def test_traditional_characters_of_the_texts_come_with_the_manifest() -> None:
    read = exported([entry(0, "鄭州住房")])
    pairs, table = read.manifest["variants"]
    assert "鄭郑" in pairs and "發发" not in pairs
    assert "發发" in read.json(f"variants-{table}.json")["pairs"]
    assert "郑州" in read.grams() and "鄭州" not in read.grams()


def test_a_site_without_documents_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    files = list(export(library([]), config(tmp_path), Silent()))
    read = Exported(files)
    assert (read.manifest["entries"], read.words(), read.grams()) == (0, {}, {})


def test_no_file_grows_far_beyond_its_size() -> None:
    layout = Layout(shard=2_000, pack=2_000, overflow=1_000, inline=50, block=100)
    texts = [f"郑州市第{n}号文件保交房经济发展人民生活" * 3 for n in range(400)]
    files = write(*indexed(texts), layout, TOKENIZER)
    kinds = ("terms", "text", "more")
    sizes = {f.path: len(f.data) for f in files if f.path.split("/")[1].startswith(kinds)}
    assert max(sizes.values()) < 8_000
    assert any("more-" in path for path in sizes)


def indexed(texts: Iterable[str]) -> tuple[list[Entry], object]:
    found = [entry(number, text) for number, text in enumerate(texts)]
    return found, invert(found, TOKENIZER)


def test_the_user_dictionary_of_the_site_is_used(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("房进展 100000\n", encoding="utf-8")
    assert "房进展" not in Exported(run(tmp_path)).words()
    assert "房进展" in Exported(run(tmp_path, user_dictionary="words.txt")).words()


def test_a_missing_user_dictionary_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        run(tmp_path, user_dictionary="none.txt")


def test_odd_characters_survive() -> None:
    text = "</script>\u2028𠮷野家\\\"'\x00\ud800尾"
    (read,) = [exported([entry(0, text)])]
    assert read.packs[0][1]["entries"][0][3] == [["p-0", text]]


def test_entries_of_a_library_are_what_is_exported(tmp_path: Path) -> None:
    read = Exported(run(tmp_path))
    assert sum(len(pack["entries"]) for _, pack in read.packs) == len(list(entries(site())))
