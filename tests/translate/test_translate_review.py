"""What `sitegen check` says of translations."""

from __future__ import annotations

from sitegen.content.library import Library
from sitegen.content.load import parse_document
from sitegen.model import Catalog, Severity, Term, Translated, TranslationState
from sitegen.translate.review import missed_terms, review, review_table, reviewed

SOURCE = """\
---
title: 城市更新
---

总投资1.1万亿元。

建成公园35个。

没有译文的一段。

还有一段。
"""
STATES = TranslationState


def library(english: dict[str, tuple[str, TranslationState]], *terms: Term) -> Library:
    document = parse_document(SOURCE, file="content/a/index.md", folder="a")
    entries = {unit: Translated(*shown) for unit, shown in english.items()}
    lines = {unit: 10 * number for number, unit in enumerate(english, start=1)}
    catalogs = {"a": {"en": Catalog("en", "content/a/en.po", entries, lines)}}
    return Library((document,), catalogs, terms, (), {})


def test_a_document_without_english_is_one_note() -> None:
    [problem] = review(library({}))
    assert problem.severity is Severity.NOTE
    assert "no English yet; run: sitegen translate --document a" in problem.message


def test_missing_outdated_and_machine_made_texts_are_counted() -> None:
    problems = review(
        library(
            {
                "城市更新": ("Urban renewal", STATES.CURRENT),
                "建成公园35个。": ("30 parks built.", STATES.OUTDATED),
                "还有一段。": ("One more paragraph.", STATES.MACHINE),
            }
        )
    )
    assert [(problem.severity, problem.message) for problem in problems] == [
        (Severity.NOTE, "2 of 5 texts have no English yet; run: sitegen translate"),
        (Severity.WARNING, "1 of 5 texts changed after they were translated to English"),
        (Severity.NOTE, "1 of 5 texts are machine-made in English and not yet reviewed"),
    ]


def test_wrong_figures_and_missed_terms_are_named_with_their_line() -> None:
    english = {
        "城市更新": ("City change", STATES.CURRENT),
        "总投资1.1万亿元。": ("Total investment is 1.1 billion yuan.", STATES.CURRENT),
    }
    problems = review(library(english, Term("城市更新", "urban renewal")))[1:]
    assert [(problem.file, problem.line) for problem in problems] == [
        ("content/a/en.po", 10),
        ("content/a/en.po", 20),
    ]
    assert "城市更新 is 'urban renewal', which the English does not say" in problems[0].message
    assert "figures differ: the Chinese says 1.1万亿" in problems[1].message
    assert "(总投资1.1万亿元。…)" in problems[1].message


def test_the_table_counts_what_waits_for_a_person() -> None:
    english = {
        "城市更新": ("City change", STATES.CURRENT),
        "总投资1.1万亿元。": ("1.1 billion yuan and 3.5 percent.", STATES.MACHINE),
        "建成公园35个。": ("30 parks built.", STATES.OUTDATED),
    }
    table = review_table(reviewed(library(english, Term("城市更新", "urban renewal"))))
    assert [line.split() for line in table] == [
        ["texts", "missing", "outdated", "machine", "terms", "figures", "catalog"],
        ["5", "2", "1", "1", "1", "1", "content/a/en.po"],
        ["5", "2", "1", "1", "1", "1", "all", "catalogs"],
    ]


def test_no_table_when_nothing_waits() -> None:
    texts = ["城市更新", "总投资1.1万亿元。", "建成公园35个。", "没有译文的一段。", "还有一段。"]
    english = dict.fromkeys(texts, ("About 1.1 trillion and 35", STATES.CURRENT))
    found = reviewed(library(english))
    assert found[0].row[:4] == (5, 0, 0, 0)
    assert review_table([]) == ()


def test_figures_in_markdown_marks_are_read_as_a_reader_sees_them() -> None:
    english = {
        "总投资1.1万亿元。": ("**1.1** trillion [yuan](https://a.example/99)", STATES.CURRENT)
    }
    assert not [p for p in review(library(english)) if "figures" in p.message]


def test_inflected_and_separated_terms_are_no_misses() -> None:
    terms = (Term("新区", "new area"), Term("社区", "community"), Term("去化", "destock"))
    assert not list(missed_terms("新区、社区", "New Areas and communities", terms))
    assert not list(missed_terms("去化", "destocking", terms))
    assert len(list(missed_terms("社区", "neighbourhoods", terms))) == 1
