"""A collection that follows edits, held to one that is counted anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import pytest
from builders import document
from hypothesis import given, settings
from hypothesis import strategies as st

import sitegen.digest.collection
from sitegen.digest import Collection, Features, counting, features, sum_up
from sitegen.digest.kept import from_bytes, to_bytes
from sitegen.model import Digest
from sitegen.search.tokens import Tokenizer

PARTS = st.sampled_from(
    ["城市", "更新", "新质", "生产力", "区块", "链", "网", "住房", "供求", "关系", "ＣＢＤ", "cbd",
     "产业", "臺灣", "的", "加快", "2025年", "卖旧", "买新", "，", "、"]
)  # fmt: skip
SENTENCES = st.lists(PARTS, min_size=4, max_size=12).map("".join).map("{}项目启动。".format)
TEXTS = st.lists(SENTENCES, max_size=4).map(tuple)
Site = dict[str, Sequence[str]]
SITES = st.dictionaries(st.sampled_from("abcdefgh"), TEXTS, max_size=8)
"""Slug of each document -> its paragraphs."""


@settings(max_examples=40)
@given(st.lists(SITES, min_size=2, max_size=5))
def test_digests_after_edits_are_those_of_a_clean_build(
    sites: list[Site],
) -> None:
    collection = Collection()
    for site in sites:
        collection = from_bytes(to_bytes(_followed(collection, site)))
        assert collection.digests() == _clean(site)


@settings(max_examples=40)
@given(SITES, SITES)
def test_documents_counted_a_few_at_a_time_have_the_same_digests(site: Site, later: Site) -> None:
    expected = _clean(site), _clean(later)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "BATCH", 2)
        patched.setattr(sitegen.digest.collection, "_REMEMBERED", 1)
        collection = _followed(Collection(), site)
        found = collection.digests(), _followed(collection, later).digests()
    assert found == expected


@settings(max_examples=20)
@given(SITES, SITES)
def test_words_that_nobody_uses_any_more_are_forgotten(site: Site, later: Site) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "_SPARE", -1000)
        collection = _followed(_followed(Collection(), site), later)
    assert set(collection.count.vocabulary.names) == set(
        _followed(Collection(), later).count.vocabulary.names
    )
    assert collection.digests() == _clean(later)


def test_an_edit_reads_one_document() -> None:
    site = {slug: ("市民广场启动。", f"{slug}区的产业规模扩大。") for slug in "abcdefgh"}
    collection = _followed(Collection(), site)
    read: list[str] = []
    collection.follow(list(map(_key, (site | {"a": ("住房建成。",)}).items())), _noting(read))
    assert read == [_key(("a", ("住房建成。",)))]


def test_a_name_that_an_edit_makes_is_found_in_all_documents() -> None:
    site = {"a": ("新质生产力启动。",), "b": ("新质生产力的办法。",), "c": ("供求关系。",)}
    collection = _followed(Collection(), site)
    assert "新质生产力" not in collection.digests()["a"].keywords
    site["c"] = ("新质生产力，新质生产力。",)
    assert "新质生产力" in _followed(collection, site).digests()["a"].keywords


def _clean(site: Site) -> dict[str, Digest]:
    return sum_up([_features(_key(item)) for item in site.items()])


def _followed(collection: Collection, site: Site) -> Collection:
    return collection.follow(list(map(_key, site.items())), _features)


def _key(item: tuple[str, Sequence[str]]) -> str:
    return json.dumps(item, ensure_ascii=False)


def _noting(read: list[str]) -> counting.Load:
    def load(key: str) -> Features:
        read.append(key)
        return _features(key)

    return load


@cache
def _features(key: str) -> Features:
    slug, paragraphs = json.loads(key)
    made = document(slug, "城市方案", [("总体要求", paragraphs)])
    return Features.from_bytes(features(made, _tokenizer()).to_bytes())


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer()
