"""Catalogs: what a translator sees in the file, and what happens to it when the source changes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from sitegen.content.catalog import finished, open_units, read_catalog, record, update_catalog
from sitegen.content.load import parse_document
from sitegen.errors import ContentError
from sitegen.model import Document, TranslationState

SOURCE = """\
---
title: 城市更新投资目标
subtitle: 三年总投资1.1万亿元
---

今年力争完成投资2000亿元。

## 目标

先做规划、先树样本，市里统筹。

- 新增公园35个

| 指标 | 数值 |
| --- | --- |
| 投资 | 7% |
"""


def document(text: str = SOURCE) -> Document:
    return parse_document(text, file="content/a/index.md", folder="a")


def make(folder: Path, text: str = SOURCE) -> Path:
    path = folder / "en.po"
    update_catalog(path, document(text), file="content/a/en.po", create=True)
    return path


def follow(path: Path, text: str) -> bool:
    return update_catalog(path, document(text), file="content/a/en.po")


def translate(path: Path, source: str, english: str) -> None:
    """As a person does it: the text goes in, nothing else changes."""
    text = path.read_text(encoding="utf-8")
    old = f'msgid "{source}"\nmsgstr ""'
    assert old in text
    path.write_text(text.replace(old, f'msgid "{source}"\nmsgstr "{english}"'), encoding="utf-8")


def states(path: Path) -> dict[str, tuple[str, TranslationState]]:
    catalog = read_catalog(path, file="content/a/en.po", lang="en")
    return {unit: (shown.text, shown.state) for unit, shown in catalog.entries.items()}


def test_a_new_catalog_lists_every_text_once_in_reading_order(tmp_path: Path) -> None:
    entries = polib.pofile(str(make(tmp_path)))
    assert [(entry.comment, entry.msgid) for entry in entries] == [
        ("title", "城市更新投资目标"),
        ("subtitle", "三年总投资1.1万亿元"),
        ("paragraph", "今年力争完成投资2000亿元。"),
        ("heading", "目标"),
        ("paragraph", "先做规划、先树样本，市里统筹。"),
        ("list item", "新增公园35个"),
        ("table cell", "指标"),
        ("table cell", "数值"),
        ("table cell", "投资"),
    ]
    assert entries[2].occurrences == [("index.md", "6")]


def test_a_catalog_knows_the_line_of_each_entry(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "目标", "Targets")
    catalog = read_catalog(path, file="content/a/en.po", lang="en")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[line - 1] for line in catalog.lines.values()] == ['msgid "目标"']


def test_code_is_not_translated(tmp_path: Path) -> None:
    path = make(tmp_path, SOURCE + "\n```\n命令 --全部\n```\n")
    assert not [entry for entry in polib.pofile(str(path)) if "命令" in entry.msgid]


def test_a_killed_writer_leaves_no_litter_for_long(tmp_path: Path) -> None:
    path = make(tmp_path)
    left = tmp_path / ".en.po.ab12cd_9"
    left.write_text("half of a catalog", encoding="utf-8")
    follow(path, SOURCE)
    assert [found.name for found in tmp_path.iterdir()] == ["en.po"]


def test_a_repeated_text_is_one_entry_with_all_its_places(tmp_path: Path) -> None:
    path = make(tmp_path, SOURCE + "\n## 目标\n\n又一段。\n")
    [entry] = [entry for entry in polib.pofile(str(path)) if entry.msgid == "目标"]
    assert entry.occurrences == [("index.md", "8"), ("index.md", "18")]


def test_no_catalog_appears_unasked(tmp_path: Path) -> None:
    assert not update_catalog(tmp_path / "en.po", document(), file="content/a/en.po")
    assert not (tmp_path / "en.po").exists()


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    path = make(tmp_path)
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert not follow(path, SOURCE)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_wrapping_and_comments_of_other_tools_stay_as_they_are(tmp_path: Path) -> None:
    path = make(tmp_path)
    wrapped = (
        'msgid ""\n"先做规划、先树样本，"\n"市里统筹。"\n'
        'msgstr ""\n"First plans, first samples; "\n"the city coordinates."'
    )
    text = path.read_text(encoding="utf-8")
    old = 'msgid "先做规划、先树样本，市里统筹。"\nmsgstr ""'
    text = text.replace(old, "#, no-wrap\n" + wrapped)
    text = text.replace("#. heading\n", "# checked with the bureau\n#. heading\n")
    path.write_text(text.replace("\n\n", "\n\n\n"), encoding="utf-8")
    assert not follow(path, SOURCE)

    assert follow(path, SOURCE.replace("## 目标", "又加了一段话。\n\n## 目标"))
    after = path.read_text(encoding="utf-8")
    assert wrapped in after
    assert "# checked with the bureau\n#. heading\n#: index.md:10\n" in after


def test_an_inserted_paragraph_changes_only_references_of_what_follows(tmp_path: Path) -> None:
    path = make(tmp_path)
    before = path.read_text(encoding="utf-8").splitlines()
    follow(path, SOURCE.replace("## 目标", "又加了一段话。\n\n## 目标"))
    after = path.read_text(encoding="utf-8").splitlines()
    gone = [line for line in before if line not in after]
    assert all(line.startswith("#: ") for line in gone)


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    path = make(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not follow(path, SOURCE)
    assert follow(path, SOURCE + "\n尾声一段。\n")
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_a_persons_translation_is_current(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "目标", "Targets")
    assert states(path) == {"目标": ("Targets", TranslationState.CURRENT)}


def test_a_changed_source_keeps_its_translation_as_outdated(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "今年力争完成投资2000亿元。", "This year 200 billion yuan.")
    follow(path, SOURCE.replace("2000亿元。", "2800亿元以上。"))
    changed = "今年力争完成投资2800亿元以上。"
    assert states(path) == {changed: ("This year 200 billion yuan.", TranslationState.OUTDATED)}
    [entry] = [entry for entry in polib.pofile(str(path)) if entry.msgstr]
    assert (entry.fuzzy, entry.previous_msgid) == (True, "今年力争完成投资2000亿元。")


def test_a_change_that_is_taken_back_brings_the_translation_back(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "今年力争完成投资2000亿元。", "This year 200 billion yuan.")
    before = path.read_bytes()
    follow(path, SOURCE.replace("2000亿元。", "2800亿元以上。"))
    follow(path, SOURCE)
    assert path.read_bytes() == before


def test_a_second_change_still_tells_what_was_translated(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "今年力争完成投资2000亿元。", "This year 200 billion yuan.")
    follow(path, SOURCE.replace("2000亿元。", "2800亿元。"))
    follow(path, SOURCE.replace("2000亿元。", "2900亿元。"))
    [entry] = [entry for entry in polib.pofile(str(path)) if entry.msgstr]
    assert entry.previous_msgid == "今年力争完成投资2000亿元。"


def test_a_heading_does_not_inherit_the_translation_of_a_paragraph(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "今年力争完成投资2000亿元。", "This year 200 billion yuan.")
    follow(path, SOURCE.replace("今年力争完成投资2000亿元。", "## 今年力争完成投资2000亿元"))
    assert states(path) == {}
    obsolete = polib.pofile(str(path)).obsolete_entries()
    assert [entry.msgstr for entry in obsolete] == ["This year 200 billion yuan."]


def test_what_is_removed_becomes_obsolete_and_comes_back(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "新增公园35个", "35 new parks")
    follow(path, SOURCE.replace("- 新增公园35个\n\n", ""))
    assert "#~ msgid" in path.read_text(encoding="utf-8")
    assert states(path) == {}
    follow(path, SOURCE)
    assert states(path) == {"新增公园35个": ("35 new parks", TranslationState.CURRENT)}


def test_what_was_never_translated_leaves_with_its_source(tmp_path: Path) -> None:
    path = make(tmp_path)
    follow(path, SOURCE.replace("- 新增公园35个\n\n", ""))
    assert "公园" not in path.read_text(encoding="utf-8")


def test_machine_text_is_marked_until_somebody_approves_it(tmp_path: Path) -> None:
    path = make(tmp_path)
    assert record(path, "目标", "Goals", file="en.po", provider="libre")
    assert states(path) == {"目标": ("Goals", TranslationState.MACHINE)}
    text = path.read_text(encoding="utf-8")
    assert "# machine: libre " in text
    path.write_text(text.replace("#, fuzzy\n", ""), encoding="utf-8")
    assert states(path) == {"目标": ("Goals", TranslationState.CURRENT)}


def test_a_provider_never_overwrites_a_person(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "目标", "Targets")
    assert not record(path, "目标", "Goals", file="en.po", provider="libre")
    follow(path, SOURCE.replace("## 目标", "## 目标任务"))
    assert not record(path, "目标任务", "Goal tasks", file="en.po", provider="libre")
    assert states(path)["目标任务"] == ("Targets", TranslationState.OUTDATED)


def test_machine_text_of_a_changed_source_may_be_made_anew(tmp_path: Path) -> None:
    path = make(tmp_path)
    record(path, "目标", "Goals", file="en.po", provider="libre")
    changed = SOURCE.replace("## 目标", "## 目标任务")
    follow(path, changed)
    assert states(path)["目标任务"] == ("Goals", TranslationState.OUTDATED)
    assert "目标任务" in {unit.text for unit in open_units(path, document(changed), file="en.po")}
    assert record(path, "目标任务", "Goal tasks", file="en.po", provider="libre")
    assert states(path)["目标任务"] == ("Goal tasks", TranslationState.MACHINE)


def test_machine_text_that_a_person_touched_is_theirs(tmp_path: Path) -> None:
    path = make(tmp_path)
    record(path, "目标", "Goals", file="en.po", provider="libre")
    text = path.read_text(encoding="utf-8").replace('"Goals"', '"Our goals"')
    path.write_text(text, encoding="utf-8")
    follow(path, SOURCE.replace("## 目标", "## 目标任务"))
    assert not record(path, "目标任务", "Goal tasks", file="en.po", provider="libre")


def test_finished_translations_include_obsolete_ones_but_no_outdated_ones(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "新增公园35个", "35 new parks")
    translate(path, "目标", "Targets")
    record(path, "指标", "Indicator", file="en.po", provider="libre")
    follow(path, SOURCE.replace("- 新增公园35个\n\n", "").replace("## 目标", "## 目标任务"))
    found = {(known.msgid, known.provider) for known in finished(path, file="en.po")}
    assert found == {("新增公园35个", ""), ("指标", "libre")}


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext's msgfmt is not installed")
def test_msgfmt_accepts_every_stage_of_a_catalog(tmp_path: Path) -> None:
    path = make(tmp_path)
    translate(path, "新增公园35个", "35 new parks")
    translate(path, "目标", "Targets")
    record(path, "指标", "Indicator", file="en.po", provider="libre")
    for text in (
        SOURCE,
        SOURCE.replace("## 目标", "## 目标任务"),
        SOURCE.replace("- 新增公园35个\n\n", "").replace("## 目标", "## 目标任务"),
    ):
        follow(path, text)
        command = ["msgfmt", "--check", "--output-file=/dev/null", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgid "d"\n', 5, "is not valid PO"),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 1, "unresolved merge conflict"),
        ('msgid "a"\nmsgstr "say "b""\n', 2, "unescaped double quote"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "has 'a' again, after line 1"),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=GBK\\n"\n', 2, "charset=GBK"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid ""\nmsgstr "X: y\\n"\n', 0, "not the first"),
    ],
)
def test_a_broken_catalog_is_one_clear_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "en.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_catalog(path, file="content/a/en.po", lang="en")
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("content/a/en.po", line)
    assert message in problem.message
    with pytest.raises(ContentError):
        follow(path, SOURCE)
    assert path.read_text(encoding="utf-8") == text


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b'msgid "a"\nmsgstr "b"\n\nmsgid "' + "目标".encode("gb18030") + b'"\n')
    with pytest.raises(ContentError) as caught:
        read_catalog(path, file="en.po", lang="en")
    assert str(caught.value) == "en.po:4: is not UTF-8; save it as UTF-8"


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = make(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    translate_free = states(path)
    assert translate_free == {}
    assert not follow(path, SOURCE)


def test_a_catalog_without_a_header_keeps_the_mark_of_its_first_entry(tmp_path: Path) -> None:
    path = make(tmp_path)
    record(path, "城市更新投资目标", "Renewal target", file="en.po", provider="libre")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[text.index("\n\n") + 2 :], encoding="utf-8")
    assert states(path)["城市更新投资目标"] == ("Renewal target", TranslationState.MACHINE)


def test_quotes_backslashes_and_odd_spaces_survive(tmp_path: Path) -> None:
    odd = '“引号”与"直引号"、反斜杠\\\\、行分隔\u2028符'
    source = f"---\ntitle: 甲\n---\n\n{odd}\n"
    path = make(tmp_path, source)
    [unit] = [
        unit for unit in open_units(path, document(source), file="en.po") if "引号" in unit.text
    ]
    assert record(path, unit.text, 'say "so" \\ \u2028 done', file="en.po")
    assert states(path)[unit.text] == ('say "so" \\ \u2028 done', TranslationState.CURRENT)
    assert not follow(path, source)
