"""What of a chunk its words and grams are taken from."""

from __future__ import annotations

from collections import Counter

from counting import counted_words

from sitegen.search.chunks import Chunk
from sitegen.search.entries import Entry, Passage
from sitegen.search.grams import texts_of
from sitegen.search.schema import TITLE_BOOST
from sitegen.search.segment import Segment, segment
from sitegen.search.texts import Texts
from sitegen.search.tokens import Tokenizer

TOKENIZER = Tokenizer()


def entry(heading: str, *texts: str, front: str = "") -> Entry:
    passages = [Passage("p", text) for text in texts]
    above = [Passage("", front)] if front else []
    return Entry("zh", "d", "郑州规划", heading, "docs/d/", "", "", (*above, *passages))


def test_headings_count_more_and_one_that_comes_again_once() -> None:
    chunk = Chunk((entry("总则", "住房"), entry("总则", "住房"), entry("附则", "总则")))
    (words,) = counted_words([chunk], TOKENIZER)
    assert words == Counter({"住房": 2, "总则": TITLE_BOOST + 1, "附则": TITLE_BOOST})


def test_the_title_counts_in_the_first_chunk_only() -> None:
    first, second = Chunk((entry("", "住房", front="郑州规划"),)), Chunk((entry("", "住房"),))
    words = counted_words([first, second], TOKENIZER)
    assert words[0]["规划"] == 1 + TITLE_BOOST and words[1] == Counter({"住房": 1})


def test_a_title_that_is_not_shown_has_no_grams() -> None:
    grams = grams_of(Chunk((entry("附则", "住房", front="Zhengzhou"),)))
    assert {"住房", "附则", "zhe"} <= grams and "规划" not in grams


def test_no_word_and_no_gram_reaches_across_two_texts() -> None:
    chunk = Chunk((entry("房", "保", "障", "gd", "p"),))
    assert not grams_of(chunk) & {"保障", "障房", "gdp", "障g"}
    assert set(counted_words([chunk], TOKENIZER)[0]) == {"保", "障", "gd", "p", "房"}


def grams_of(chunk: Chunk) -> set[str]:
    return set(texts_of(segment(Texts.of([chunk]), TOKENIZER).gram_codes))


def test_a_segment_comes_back_from_its_bytes() -> None:
    made = segment(Texts.of([Chunk((entry("鄭州", "住房 GDP\x00\n5%", "𠮷野家"),))]), TOKENIZER)
    again = Segment.from_bytes(made.to_bytes())
    assert again.to_bytes() == made.to_bytes()
    assert (again.words, again.variants, again.size) == (made.words, "鄭", 1)
