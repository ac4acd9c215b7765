from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from sitegen.search.pinyin import pinyin_parts, readings_file
from sitegen.search.readings import readings
from sitegen.search.titles import keys_of, titles_parts
from sitegen.search.tokens import Tokenizer
from sitegen.search.variants import is_common, simplified, variants_of

TOKENIZER = Tokenizer()


def shards(words: dict[str, int], size: int = 10_000) -> list[tuple[object, dict[str, str]]]:
    return [(part.key, json.loads(part.data)) for part in pinyin_parts(words, size)]


def test_words_stand_under_their_initials_the_frequent_first() -> None:
    ((_, shard),) = shards({"公示": 3, "公式": 9, "工时": 5, "gdp": 7, "市": 9})
    assert shard == {"gs": "公式 工时 公示"}


def test_names_that_are_no_words_can_be_typed_after_words() -> None:
    (part,) = pinyin_parts({"保健": 1, "北京": 2}, 1000, ["保交房 2024", "背景"])
    shard = json.loads(part.data)
    assert shard["bjf"] == "保交房"
    assert shard["bj"] == "北京 保健 背景"


def test_a_word_decides_how_its_characters_are_read() -> None:
    ((_, shard),) = shards({"银行": 1, "绿色": 1, "增长": 1})
    assert shard == {"yh": "yinhang=银行", "ls": "绿色", "zz": "增长"}


def test_words_are_read_as_pypinyin_reads_them() -> None:
    found = set(re.findall("[一-鿕]{2,5}", " ".join(map(read_seed, SEEDS))))
    assert len(found) > 1000
    assert all(readings().of(word) == pypinyin_of(word) for word in found)


@given(st.text(alphabet="重庆银行长城一了不得还乐单于朝阳好的地方", min_size=1, max_size=8))
def test_words_of_words_are_read_as_pypinyin_reads_them(word: str) -> None:
    assert readings().of(word) == pypinyin_of(word)


SEEDS = sorted((Path(__file__).parents[2] / "seeds").iterdir())


def read_seed(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "ignore")


def pypinyin_of(word: str) -> list[str]:
    return [syllable.replace("ü", "v") for syllable in lazy_pinyin(word)]


def test_shards_of_pinyin_are_in_order_and_named_by_their_first_key() -> None:
    parts = shards({"郑州": 1, "经济": 2, "发展": 3, "保障": 4}, size=20)
    keys = [key for _, shard in parts for key in shard]
    assert len(parts) > 1 and keys == sorted(keys)
    assert all(first == next(iter(shard)) for first, shard in parts)


def test_readings_know_characters_that_no_text_has() -> None:
    _, file = readings_file(["郑州"])
    by_syllable = json.loads(file.data)
    assert "州" in by_syllable["zhou"] and "洲" in by_syllable["zhou"]


def test_titles_are_found_from_the_beginning_of_each_of_their_words() -> None:
    found = [*keys_of("郑州市 GDP 增长报告", TOKENIZER)]
    (part,) = titles_parts([*found, *found], 1000)
    rows = json.loads(part.data)
    assert part.key == rows[0][0]
    assert ["gdp增长报告", "郑州市 GDP 增长报告"] in rows
    assert {key[:2] for key, _ in rows} >= {"郑州", "增长", "报告"}
    assert len(rows) == len({key for key, _ in rows})


def test_every_traditional_character_becomes_one_that_stays() -> None:
    pairs = simplified()
    assert pairs["鄭"] == "郑" and "郑" not in pairs
    assert not set(pairs.values()) & set(pairs)


@given(st.text(alphabet="鄭郑發发a於后後乾", max_size=8))
def test_what_a_text_needs_is_what_it_has_and_what_looks_simplified(text: str) -> None:
    pairs = variants_of(text)
    keys = set(pairs[::2])
    assert keys == {c for c in simplified() if c in text or is_common(c)}
