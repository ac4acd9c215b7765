from __future__ import annotations

from builders import document, library

from sitegen.model import Term
from sitegen.search.aliases import (
    EVERYDAY,
    INFLECTION,
    TRANSLATION,
    aliases,
    library_terms,
    term_key,
)
from sitegen.search.tokens import Tokenizer

TOKENIZER = Tokenizer()


def test_everyday_words_lead_to_official_ones_that_the_index_has() -> None:
    found = aliases({"征收", "补偿", "经济"}, TOKENIZER)
    assert found["拆迁"] == [(EVERYDAY, ("征收", "补偿"))]
    assert "网吧" not in found


def test_an_official_term_that_is_no_word_is_cut_into_words() -> None:
    found = aliases({"解除", "合同"}, TOKENIZER)
    assert found["炒鱿鱼"] == [(EVERYDAY, ("解除", "合同"))]


def test_inflections_of_one_stem_find_each_other_and_forms_that_are_not_there() -> None:
    found = aliases({"translated", "translation", "homes"}, TOKENIZER)
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
    found = aliases({"保障性", "住房"}, TOKENIZER, terms)
    assert found["affordable housing"] == [(TRANSLATION, ("保障性", "住房"))]
    assert set(found) <= {"affordable housing"} | {k for k in found if not k.isascii()}


def test_term_keys_are_words_with_single_spaces() -> None:
    assert term_key(" “AI+”  Action, plan ") == "ai action plan"
    assert term_key("中文") == ""


def test_terms_come_from_the_glossary_and_from_translated_headings() -> None:
    made = document("homes", "保交房", [("成效", ["正文。"]), ("问题", [])])
    base = library([made], {"homes": {"成效": "Results"}})
    with_terms = type(base)(
        base.documents, base.catalogs, (Term("城中村", "urban village"),), base.topics, base.digests
    )
    assert list(library_terms(with_terms)) == [("urban village", "城中村"), ("Results", "成效")]
