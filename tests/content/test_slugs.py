"""Slugs are what pypinyin makes of the whole text, though it is asked word by word."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from sitegen.content import slugs
from sitegen.content.slugs import slugify
from sitegen.search.readings import kept_readings, readings


@pytest.fixture(autouse=True, params=["with a table", "without"])
def table(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What search keeps of pypinyin is there, or not yet."""
    readings()
    kept_readings.cache_clear()
    if request.param == "without":
        monkeypatch.setattr(slugs, "kept_readings", lambda: None)


def spelled(text: str) -> str:
    """The slug that pypinyin itself gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slugs, "_pinyin", lambda text: lazy_pinyin(text, errors="default"))
        return slugify.__wrapped__(text)


TEXT = st.lists(
    st.one_of(
        st.sampled_from("重庆银行长的地得一二第条章城市更新行ā“·"),
        st.sampled_from(sorted(PHRASES_DICT)),
        st.characters(max_codepoint=0x20FFF),
    ),
    max_size=12,
).map("".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_words_are_spelled_as_in_their_text(text: str) -> None:
    assert slugify.__wrapped__(text) == spelled(text)


def test_irregular_phrases_and_all_characters_are_spelled_as_pypinyin_does() -> None:
    characters = map(chr, (*range(0x3000, 0xD800, 7), *range(0xE000, 0xFB00, 7)))
    for text in (*readings().irregular, *characters):
        assert slugify.__wrapped__(text) == spelled(text), text


def test_ascii_is_its_own_spelling() -> None:
    assert slugify("City  Renewal_2025") == "-".join(lazy_pinyin("city-renewal-2025"))


def test_a_word_decides_how_its_characters_are_read() -> None:
    assert slugify("重庆银行") == "chong-qing-yin-hang"
