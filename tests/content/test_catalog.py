"""Catalogs: what a translator sees in the file, and what happens to it when the source changes."""

from __future__ import annotations

from pathlib import Path

import polib
from catalog_samples import SOURCE, document, follow, make, states, translate

from sitegen.content.catalog import finished, open_units, read_catalog, record, update_catalog
from sitegen.model import TranslationState


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


def test_an_inserted_paragraph_changes_only_references_of_what_follows(tmp_path: Path) -> None:
    path = make(tmp_path)
    before = path.read_text(encoding="utf-8").splitlines()
    follow(path, SOURCE.replace("## 目标", "又加了一段话。\n\n## 目标"))
    after = path.read_text(encoding="utf-8").splitlines()
    gone = [line for line in before if line not in after]
    assert all(line.startswith("#: ") for line in gone)


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
