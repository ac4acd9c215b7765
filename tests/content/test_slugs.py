"""Slugs are what pypinyin makes of the whole text, though it is asked word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from sitegen.content import slugs
from sitegen.content.slugs import slugify

TEXT = st.text(
    st.one_of(
        st.sampled_from("重庆银行长的地得一二第条章城市更新行ā“·"),
        st.characters(max_codepoint=0x9FFF),
    ),
    max_size=12,
)


@given(TEXT)
def test_words_are_spelled_as_in_their_text(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slugs, "_pinyin", lambda text: lazy_pinyin(text, errors="default"))
        whole = slugify.__wrapped__(text)
    assert slugify(text) == whole


def test_ascii_is_its_own_spelling() -> None:
    assert slugify("City  Renewal_2025") == "-".join(lazy_pinyin("city-renewal-2025"))


def test_a_word_decides_how_its_characters_are_read() -> None:
    assert slugify("重庆银行") == "chong-qing-yin-hang"
