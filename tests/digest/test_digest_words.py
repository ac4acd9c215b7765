"""Words and names as arrays, held to a model that goes word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from builders import document
from hypothesis import given
from hypothesis import strategies as st

from sitegen.digest import Features, features
from sitegen.digest.cutting import words_of
from sitegen.digest.lexicon import facts_of
from sitegen.digest.names import (
    LEAST_SHARE,
    LEAST_TOGETHER,
    LONGEST_NAME,
    ROUNDS,
    Row,
    names_in,
    times_in,
)
from sitegen.digest.vocabulary import Facts, Vocabulary
from sitegen.digest.words import Words
from sitegen.search.fold import fold
from sitegen.search.tokens import Tokenizer

Run = list[str]
Pair = tuple[str, str]
TEXTS = st.lists(
    st.text(st.sampled_from("城市更新项目住房，。 \nAbｃ１2,.-臺灣〇㐀"), max_size=40),
    min_size=1,
    max_size=6,
)
RUNS = st.lists(
    st.lists(
        st.sampled_from(["甲乙", "丙丁", "戊己", "庚", "链", "辛壬癸"]), min_size=1, max_size=9
    ),
    max_size=12,
)


@given(TEXTS)
def test_words_are_those_of_the_cutter_and_stand_where_they_are_said_to(texts: list[str]) -> None:
    cutter = Tokenizer()
    words = words_of([(1, text) for text in texts], cutter)
    said = [words.vocabulary[number] for number in words.numbers]
    joined = "\n".join(texts)
    folded = fold(joined)
    for place, (word, start) in enumerate(zip(said, words.starts.tolist(), strict=True)):
        end = start + len(word)
        assert folded[start:end] == word
        assert words.forms.get(place, word) == joined[start:end]
        assert joined.count("\n", 0, start) >= words.texts[place]
    without_numbers = [w for w in cutter.cut(folded) if not w.isascii() or not w[0].isdigit()]
    assert [w for w in said if not w.isascii() or not w[0].isdigit()] == without_numbers


@given(RUNS)
def test_names_are_joined_as_one_would_reading_from_left_to_right(runs: list[Run]) -> None:
    vocabulary = Vocabulary()
    vocabulary.add_names(word for run in runs for word in run)  # without asking the dictionary
    row = Row.of([_words(runs)], vocabulary)
    for _ in range(ROUNDS):
        facts = Facts(vocabulary, np.zeros(len(vocabulary), np.int64))
        times = times_in([row.table()], len(vocabulary))
        row.join(names_in([row.table()], times, facts), vocabulary)
    said = [vocabulary.names[number] for number in row.ids]
    assert said == [word for run in _joined(runs) for word in run]


@pytest.mark.parametrize(
    ("first", "second", "is_name"),
    [
        ("城市", "更新", False),  # 更新 is a verb here
        ("市民", "广场", True),
        ("加快", "推进", False),
        ("居民", "2025", False),
        ("产业", "链", True),
        ("产业", "的", False),
        ("性", "广场", False),
    ],
)
def test_only_what_names_something_is_part_of_a_name(
    first: str, second: str, *, is_name: bool
) -> None:
    facts = _facts([first, second])
    assert facts.may_join(np.array([0]), np.array([1])).tolist() == [is_name]


@pytest.mark.parametrize(
    ("word", "is_keyword"),
    [("广场", True), ("供求关系", True), ("充分发挥", False), ("推进", False), ("卖旧买新", True)],
)
def test_keywords_name_something(word: str, *, is_keyword: bool) -> None:
    assert _facts([word]).is_keyword.tolist() == [is_keyword]


def test_few_words_are_looked_up_like_many() -> None:
    words = ["广场", "K歌", "k歌", "卖旧买新", "at&t", "龟", "供求关系"]
    many = [*words, *(f"无{number}" for number in range(100))]
    assert list(facts_of(many))[: len(words)] == [next(facts_of([word])) for word in words]


def test_features_come_back_from_bytes() -> None:
    text = "到2025年，改造老旧小区397个，臺灣街。完成ＡＢＣ项目十个以上。"
    made = document("renewal", "城市更新方案", [("总体要求", (text,))])
    told = features(made, Tokenizer())
    again = Features.from_bytes(told.to_bytes())
    assert (again.slug, again.length, list(again.sentences)) == (
        told.slug,
        told.length,
        list(told.sentences),
    )
    assert list(again.words.vocabulary) == list(told.words.vocabulary)
    assert again.words.forms == told.words.forms
    for name in ("starts", "ends", "leans", "merits", "readabilities"):
        assert np.array_equal(getattr(again.quotable, name), getattr(told.quotable, name))
    for name in ("numbers", "starts", "texts", "weights"):
        assert np.array_equal(getattr(again.words, name), getattr(told.words, name))


def _facts(words: Sequence[str]) -> Facts:
    vocabulary = Vocabulary()
    for word in words:
        vocabulary.add([[word]])
    return Facts(vocabulary, np.ones(len(words), np.int64))


def _words(runs: Sequence[Run]) -> Words:
    vocabulary = list(dict.fromkeys(word for run in runs for word in run))
    numbers, starts, at = [], [], 0
    for run in runs:
        for word in run:
            numbers.append(vocabulary.index(word))
            starts.append(at)
            at += len(word)
        at += 1
    return Words(
        vocabulary,
        np.array(numbers, np.int32),
        np.array(starts, np.int32),
        np.zeros(len(numbers), np.int32),
        np.array([1], np.int32),
        {},
    )


def _joined(runs: list[Run]) -> list[Run]:
    for _ in range(2):
        words = Counter(word for run in runs for word in run)
        together = Counter(pair for run in runs for pair in pairwise(run))
        names = {pair for pair, count in together.items() if _is_name(pair, count, words)}
        runs = [_join(run, names) for run in runs]
    return runs


def _is_name(pair: Pair, count: int, words: Counter[str]) -> bool:
    first, second = pair
    if len(first + second) > LONGEST_NAME:
        return False
    if len(second) == 1:
        return second == "链" and len(first) > 1 and count >= max(2, 0.8 * words[first])
    if len(first) == 1:
        return count >= max(LEAST_TOGETHER, 0.8 * words[second])
    return count >= max(LEAST_TOGETHER, LEAST_SHARE * min(words[first], words[second]))


def _join(words: Run, names: set[Pair]) -> Run:
    joined: Run = []
    is_open = False
    for word in words:
        if is_open and (joined[-1], word) in names:
            joined[-1] += word
            is_open = False
        else:
            joined.append(word)
            is_open = True
    return joined
