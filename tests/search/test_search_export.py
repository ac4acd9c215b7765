from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest
from builders import document, library
from counting import counted_words
from hypothesis import given, settings
from hypothesis import strategies as st
from indexing import index_files
from reader import Exported

from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.errors import ConfigError
from sitegen.model import Document, OutputFile
from sitegen.search.chunks import Chunk, chunks
from sitegen.search.entries import Entry, Passage, entries
from sitegen.search.export import write
from sitegen.search.families import trace
from sitegen.search.fold import fold, squeezed
from sitegen.search.grams import texts_of
from sitegen.search.groups import groups, key_of_group
from sitegen.search.index import invert
from sitegen.search.layout import Layout
from sitegen.search.numbers import decode
from sitegen.search.segment import segment
from sitegen.search.texts import Texts
from sitegen.search.tokens import Tokenizer
from sitegen.settings_rules import settings_from

TINY = Layout(shard=25, pack=120, overflow=12, inline=3, block=2, group=2, fanout=3)
"""So small that every kind of file comes about on a handful of entries."""

TOKENIZER = Tokenizer()
CHARACTERS = "郑州市保交房经济发展人民ab1，。"
TEXTS = st.lists(st.text(alphabet=CHARACTERS, min_size=1, max_size=24), min_size=1, max_size=14)


def entry(number: int, text: str) -> Entry:
    slug = f"d{number // 3}"
    passage = Passage(f"p-{number}", text)
    return Entry("zh", slug, f"题{slug}", "", f"docs/{slug}/", "2025-01-01", "", (passage,))


def chunked(found: list[Entry]) -> list[Chunk]:
    """A chunk for each entry, so that chunks are easily told."""
    return [Chunk((one,)) for one in found]


def grams_of(text: str) -> list[str]:
    return texts_of(segment(Texts.of([Chunk((entry(1, text),))]), TOKENIZER).gram_codes)


def exported(found: list[Entry], layout: Layout = TINY) -> Exported:
    made = chunked(found)
    return Exported(write(made, invert(made, TOKENIZER, layout=layout), layout, TOKENIZER))


def config(root: Path, **search: str) -> Config:
    settings_ = settings_from({"title": "t", "search": search})
    return Config(root=root, settings=settings_, output=root / "public")


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_files_hold_what_the_index_holds(texts: list[str]) -> None:
    made = chunked([entry(number, text) for number, text in enumerate(texts)])
    index = invert(made, TOKENIZER, layout=TINY)
    read = Exported(write(made, index, TINY, TOKENIZER))
    words, grams = index.words, index.grams
    lists = {term: grams.of(i).tolist() for i, term in enumerate(grams.terms)}
    assert read.grams() == {term: where for term, where in lists.items() if len(where) > 1}
    single = {(term[0], trace(term), where[0]) for term, where in lists.items() if len(where) == 1}
    assert {(first, *one) for first, found in read.once().items() for one in found} == single
    assert read.words() == {
        word: dict(
            zip(
                words.of(i).tolist(),
                words.impacts[words.starts[i] : words.starts[i + 1]].tolist(),
                strict=True,
            )
        )
        for i, word in enumerate(words.terms)
    }


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_gram_leads_to_the_chunks_that_have_it(texts: list[str]) -> None:
    read = exported([entry(number, text) for number, text in enumerate(texts)])
    grams, words, once = read.grams(), read.words(), read.once()
    for number, text in enumerate(texts):
        for gram in grams_of(text):
            named = {*grams.get(gram, ()), *words.get(gram, ())}
            assert number in named or (trace(gram), number) in once.get(gram[0], ()), gram


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_every_word_that_jieba_cuts_leads_to_its_chunks(texts: list[str]) -> None:
    found = [entry(number, text) for number, text in enumerate(texts)]
    words = exported(found).words()
    for number, one in enumerate(found):
        for word in counted_words([Chunk((one,))], TOKENIZER)[0]:
            assert number in words[word]


def test_a_collection_too_large_for_short_numbers_has_the_same_lists(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [entry(number, text) for number, text in enumerate(("保障性住房", "郑州gdp增", "住房"))]
    short = exported(found)
    monkeypatch.setattr("sitegen.search.index._BITS_OF_SHORT", 0)
    long = exported(found)
    assert (long.grams(), long.once()) == (short.grams(), short.once())


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_gram_left_to_a_word_stands_where_the_word_does(texts: list[str]) -> None:
    found = [entry(number, text) for number, text in enumerate(texts)]
    read = exported(found)
    for word, where in read.words().items():
        for number in where:
            one = found[number]
            front = "" if number % 3 else one.document_title
            texts_ = [squeezed(fold(text)) for text in (front, one.passages[0].text)]
            assert any(squeezed(word) in text for text in texts_)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="保交障房住址経済abé1２𠮷豈", min_size=4, max_size=30), min_size=5)
)
def test_keys_that_begin_alike_are_in_the_shard_that_the_table_names(texts: list[str]) -> None:
    found = [entry(n, text) for n, text in enumerate(["郑州市保交房", "abc 房", *texts])]
    read = exported(found)
    firsts = [key for key, _ in read.shards]
    assert firsts == sorted(firsts)
    assert read.manifest["terms"]["depth"] > 0
    for i, (first, shard) in enumerate(read.shards):
        following = firsts[i + 1] if i + 1 < len(firsts) else "\U0010ffff"
        for key in shard.get("words", "").split():
            assert first <= key[:2] < following
        for key in [*shard.get("grams", {}), *shard.get("once", {})]:
            assert first[0] <= key <= following[0]


def test_texts_are_in_the_pack_that_the_table_names() -> None:
    found = [entry(number, f"第{number}段文字" * 5) for number in range(9)]
    read = exported(found)
    assert read.sections() == [
        (number, one.document, one.url, one.title, [p.text for p in one.passages])
        for number, one in enumerate(found)
    ]
    assert len(read.packs) > 1


def site() -> Library:
    zh = "全市保交房进展顺利。"
    made = [
        document("homes", "保交房", [("", [zh])], day=date(2025, 1, 8), publisher="郑州日报"),
        document("plan", "计划", [("目标", ["经济发展。"])], publisher="市政府"),
    ]
    return library(made, {"homes": {zh: "Going well."}})


def run(tmp_path: Path, **search: str) -> list[OutputFile]:
    return index_files(site(), config(tmp_path, **search), tmp_path / "store")


def test_another_content_has_another_name(tmp_path: Path) -> None:
    names = {file.path: file.data for file in run(tmp_path)}
    other = library([document("homes", "保交房", [("", ["另一段正文。"])])])
    for file in index_files(other, config(tmp_path), tmp_path / "store"):
        if file.path != "search-index/manifest.json":
            assert re.fullmatch(r"search-index/[a-z-]+-[0-9a-f]{10}(-\d+)?\.json", file.path)
            assert names.get(file.path, file.data) == file.data


def test_the_same_library_gives_the_same_bytes(tmp_path: Path) -> None:
    assert run(tmp_path) == run(tmp_path)


def test_the_manifest_comes_last_and_names_languages_and_documents(tmp_path: Path) -> None:
    files = run(tmp_path)
    assert files[-1].path == "search-index/manifest.json"
    read = Exported(files)
    assert read.manifest["format"] == 4
    assert (read.manifest["chunks"], read.manifest["sections"]) == (3, 3)
    assert read.manifest["languages"] == [["zh", 0, 2], ["en", 2, 3]]
    rows = read.json(f"documents-{read.manifest['documents']}.json")["documents"]
    assert rows == [
        [0, "zh", "homes", "2025-01-08", "郑州日报", "保交房", []],
        [1, "zh", "plan", "", "市政府", "计划", []],
        [2, "en", "homes", "2025-01-08", "郑州日报", "保交房", []],
    ]


def test_documents_are_ranges_of_chunks(tmp_path: Path) -> None:
    read = Exported(run(tmp_path))
    file = read.json(f"ranges-{read.manifest['ranges']}.json")
    assert [sum(decode(file["starts"])[: i + 1]) for i in range(3)] == [0, 1, 2]


def test_traditional_characters_of_the_texts_come_with_the_manifest() -> None:
    read = exported([entry(0, "鄭州住房"), entry(1, "鄭州")])
    pairs, table = read.manifest["variants"]
    assert "鄭郑" in pairs and "發发" not in pairs
    assert "發发" in read.json(f"variants-{table}.json")["pairs"]
    assert "郑州" in read.words() and "鄭州" not in read.words()


def test_a_site_without_documents_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    files = index_files(library([]), config(tmp_path), tmp_path / "store")
    read = Exported(files)
    assert (read.manifest["chunks"], read.words(), read.grams()) == (0, {}, {})


def test_no_file_grows_far_beyond_its_size() -> None:
    layout = Layout(shard=2_000, pack=2_000, overflow=1_000, inline=50, block=100)
    texts = [f"郑州市第{n}号文件保交房经济发展人民生活" * 3 for n in range(400)]
    made = chunked([entry(number, text) for number, text in enumerate(texts)])
    files = write(made, invert(made, TOKENIZER, layout=layout), layout, TOKENIZER)
    kinds = ("terms", "text", "more")
    sizes = {f.path: len(f.data) for f in files if f.path.split("/")[1].startswith(kinds)}
    assert max(sizes.values()) < 8_000
    assert any("more-" in path for path in sizes)


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
    assert read.sections()[0][4] == [text]


def test_sections_of_a_library_are_what_is_exported(tmp_path: Path) -> None:
    read = Exported(run(tmp_path))
    assert len(read.sections()) == len(list(entries(site())))


def test_chunks_hold_every_passage_once_in_order_and_cut_none() -> None:
    chance = random.Random(4)
    texts = ["字" * chance.randint(1, 90) for _ in range(60)]
    found = [
        Entry("zh", f"d{n // 9}", "题", "节", f"docs/d{n // 9}/#s{n}", "", "", tuple(passages))
        for n, passages in enumerate(
            [Passage("p", text) for text in texts[i : i + chance.choice((1, 1, 5))]]
            for i in range(60)
        )
    ]
    made = list(chunks(found, 100))
    pieces = [(e.url, p.text) for chunk in made for e in chunk.entries for p in e.passages]
    assert pieces == [(e.url, p.text) for e in found for p in e.passages]
    for chunk in made:
        assert len({entry.document for entry in chunk.entries}) == 1
        assert sum(len(p.text) for e in chunk.entries for p in e.passages) <= 100 + 200


def test_a_document_more_or_less_leaves_other_groups_as_they_were() -> None:
    found = [document(f"d{number}", "题", [("", [f"第{number}号"])]) for number in range(400)]
    whole = groups_of(found)
    assert len(whole) > 5
    for number in (0, 200, 399):
        changed = groups_of(found[:number] + found[number + 1 :])
        assert len(changed - whole) <= 2 and len(whole - changed) <= 2


def groups_of(found: list[Document]) -> set[str]:
    together = library(found)
    return {key_of_group(group, lambda one: one.slug) for group in groups(together)}


def test_a_text_that_became_a_heading_is_not_taken_for_the_one_that_was_kept(
    tmp_path: Path,
) -> None:
    flat = library([document("d", "题", [("", ["题", "", "保交房进展"])])])
    headed = library([document("d", "题", [("", []), ("题", ["保交房进展"])])])
    for made in (flat, headed):
        kept = index_files(made, config(tmp_path), tmp_path / "store")
        assert kept == index_files(made, config(tmp_path), tmp_path / f"new-{id(made)}")
