from __future__ import annotations

import stat
from collections import Counter
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from counting import counted_words
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.errors import ConfigError
from sitegen.search.chunks import Chunk
from sitegen.search.entries import Entry, Passage
from sitegen.search.fold import fold
from sitegen.search.tokens import Tokenizer

SEEDS = Path(__file__).parents[2] / "seeds"
SAMPLES = [
    "郑州市保交房年度目标任务超额完成,“白名单”工作快速推进。",
    "初步核算,2023年全市地区生产总值增长7.4%,规模以上工业增加值增长12.8%。",
    "一是经济微观主体活力不足。二是产业核心竞争力偏弱。",
    "中国·河南招才引智创新发展大会“1+8+N”活动,GDP-7.4% 5G covid-19 𠮷野家",
    "记者 唐善普 供地即开工的思路3月底前实质性开工",
]


@pytest.fixture(scope="module")
def fast() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="module")
def slow() -> Tokenizer:
    return Tokenizer(fast=False)


def test_both_engines_cut_alike(fast: Tokenizer, slow: Tokenizer) -> None:
    seeds = [path.read_bytes().decode("utf-8", "ignore") for path in SEEDS.glob("*.txt")]
    for text in map(fold, [*SAMPLES, *seeds]):
        assert fast.cut_for_search(text) == slow.cut_for_search(text)
        assert fast.cut(text) == slow.cut(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(alphabet="郑州市保交房年度目标任务的在是经济发展〇㐀𠮷a1.-, \n", max_size=40))
)
def test_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    made = [chunk_of(text, number) for number, text in enumerate(texts)]
    for engine in engines():
        each = [Counter(w for w, _, _ in engine.cut_for_search(text)) for text in texts]
        assert counted_words(made, engine) == each


def chunk_of(text: str, number: int) -> Chunk:
    passage = Passage("p", text)
    return Chunk((Entry("zh", f"d{number}", "", "", "", "", "", (passage,)),))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="郑州市保交房年度目标任务人民的和在是经济发展〇㐀𠮷a1.-,", max_size=30))
def test_both_engines_cut_anything_alike(text: str) -> None:
    fast, slow = engines()
    assert fast.cut_for_search(text) == slow.cut_for_search(text)


_ENGINES: list[Tokenizer] = []


def engines() -> list[Tokenizer]:
    if not _ENGINES:
        _ENGINES.extend([Tokenizer(), Tokenizer(fast=False)])
    return _ENGINES


def test_words_keep_their_place(fast: Tokenizer) -> None:
    text = fold("ＧＤＰ增长7.4%，其中1,234万元")
    for word, start, end in fast.cut_for_search(text):
        assert text[start:end].replace(",", "") == word


def test_runs_of_letters_and_digits_are_those_of_the_vectors(fast: Tokenizer, vectors: Any) -> None:
    for case in vectors("tokens"):
        text = case["text"]
        cut = [
            [word, units(text[:start]), units(text[:end])]
            for word, start, end in fast.cut_for_search(text)
        ]
        assert cut == case["tokens"], case["title"]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_sub_words_come_before_their_word(fast: Tokenizer) -> None:
    words = [word for word, _, _ in fast.cut_for_search("国民经济")]
    assert words == ["国民", "经济", "国民经济"]


def test_a_user_dictionary_works_alike_in_both_engines(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("保交房 100 n\n三标\n两城一谷\n\n中原科技城 20000 ns\n", encoding="utf-8")
    text = fold("加快保交房,推进“三标”活动,融入两城一谷与中原科技城")
    fast, slow = Tokenizer(path), Tokenizer(path, fast=False)
    assert fast.cut(text) == slow.cut(text)
    assert {"保交房", "三标", "两城一谷", "中原科技城"} <= set(fast.cut(text))


def test_a_word_of_frequency_zero_is_forbidden(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("郑州市 0\n", encoding="utf-8")
    assert "郑州市" not in Tokenizer(path).cut("郑州市")


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        ("好 词 5\n".encode(), 1, "is not of the form"),
        ("三标 10\n坏 n 5\n".encode(), 2, "is not of the form"),
        ("三标".encode("gb18030"), 0, "is not UTF-8"),
    ],
)
def test_a_wrong_user_dictionary_is_named_with_its_line(
    tmp_path: Path, data: bytes, line: int, message: str
) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=message) as caught:
        Tokenizer(path)
    assert caught.value.problems[0].line == line


def test_a_missing_user_dictionary_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Tokenizer(tmp_path / "none.txt")


def test_jieba_keeps_its_cache_where_no_one_else_can_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path / "cache")
    assert Tokenizer(fast=False).cut("郑州市") == ["郑州市"]
    folder = tmp_path / "cache" / "jieba"
    assert [path.name for path in folder.iterdir()] == ["jieba.cache"]
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    assert capfd.readouterr() == ("", "")


def test_a_cache_folder_open_to_others_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path)
    folder = tmp_path / "jieba"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "jieba.cache").write_bytes(b"planted")
    assert Tokenizer(fast=False).cut("郑州市") == ["郑州市"]
    assert (folder / "jieba.cache").read_bytes() == b"planted"
