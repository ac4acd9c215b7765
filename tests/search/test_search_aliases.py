from __future__ import annotations

from builders import document, library

from sitegen.search.aliases import (
    COLLOQUIAL,
    EVERYDAY,
    EVERYDAY_TABLES,
    INFLECTION,
    TRANSLATION,
    aliases,
    document_terms,
    term_key,
)
from sitegen.search.tokens import Tokenizer

TOKENIZER = Tokenizer()


def test_everyday_words_lead_to_official_ones_that_the_index_has() -> None:
    found = aliases({"房屋": 9, "征收": 5, "补偿": 5, "经济": 5}, TOKENIZER)
    [(_, words)] = found["拆迁"]
    assert set(words) == {"房屋", "征收", "补偿"}
    assert "网吧" not in found


def test_official_words_weigh_more_where_the_collection_does_not_speak_like_the_reader() -> None:
    official = {"互联网": 40, "上网": 20}
    assert aliases(official, TOKENIZER)["网吧"][0][0] == COLLOQUIAL
    assert aliases({**official, "网吧": 30}, TOKENIZER)["网吧"][0][0] == EVERYDAY


def test_an_official_term_that_is_no_word_is_cut_into_its_telling_words() -> None:
    frequencies = {"解除": 5, "劳动合同": 20, "经济": 900, "补偿": 20}
    [(_, words)] = aliases(frequencies, TOKENIZER)["炒鱿鱼"]
    assert words == ("解除", "劳动合同", "补偿")


def test_every_line_of_everyday_speech_is_a_notion() -> None:
    for table in EVERYDAY_TABLES.iterdir():
        for line in table.read_text(encoding="utf-8").splitlines():
            said, _, meant = line.partition("\t")
            assert line.startswith("#") or (said.split() and meant.split()), (table.name, line)


def test_inflections_of_one_stem_find_each_other_and_forms_that_are_not_there() -> None:
    found = aliases(dict.fromkeys(("translated", "translation", "homes"), 1), TOKENIZER)
    assert found["translating"] == [(INFLECTION, ("translated", "translation"))]
    assert found["home"] == [(INFLECTION, ("homes",))]
    assert "translated" in found
    assert "house" not in found


def test_english_terms_lead_to_chinese_words() -> None:
    terms = [
        ("Affordable  Housing", "保障性住房"),
        ("a term of far too many words to be looked for", "住房"),
        ("房", "房"),
    ]
    found = aliases({"保障性": 1, "住房": 1}, TOKENIZER, terms)
    assert found["affordable housing"] == [(TRANSLATION, ("保障性", "住房"))]
    assert set(found) <= {"affordable housing"} | {k for k in found if not k.isascii()}


def test_term_keys_are_words_with_single_spaces() -> None:
    assert term_key(" “AI+”  Action, plan ") == "ai action plan"
    assert term_key("中文") == ""


def test_terms_come_from_translated_headings() -> None:
    made = document("homes", "保交房", [("成效", ["正文。"]), ("问题", [])])
    translated = library([made], {"homes": {"成效": "Results"}})
    assert list(document_terms(translated, made)) == [("Results", "成效")]
