"""Catalogs between gettext's tools, other editors and ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from catalog_samples import SOURCE, document, follow, make, states, translate

from sitegen.content.catalog import open_units, record
from sitegen.model import TranslationState


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


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    path = make(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not follow(path, SOURCE)
    assert follow(path, SOURCE + "\n尾声一段。\n")
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


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


def test_an_obsolete_entry_that_comes_back_still_tells_what_was_translated(tmp_path: Path) -> None:
    """Its `#~|` line stayed as it was above the living entry, which msgfmt refuses."""
    path = make(tmp_path)
    translate(path, "城市更新投资目标", "Renewal target")
    changed = SOURCE.replace("投资目标", "投资新目标")
    follow(path, changed)
    follow(path, SOURCE.replace("title: 城市更新投资目标", "title: 另一个"))
    assert '#~| msgid "城市更新投资目标"' in path.read_text(encoding="utf-8")
    follow(path, changed)
    text = path.read_text(encoding="utf-8")
    assert '#| msgid "城市更新投资目标"\nmsgid "城市更新投资新目标"' in text and "#~" not in text
