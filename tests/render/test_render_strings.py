"""Interface strings: complete in both languages, and extracted by a command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir
from build_sites import differences, tree
from render_samples import reword, site_config

from sitegen.content.languages import CATALOG
from sitegen.errors import ThemeError
from sitegen.render.strings import load_strings
from sitegen.render.theme import theme_root

TOOL = Path(__file__).parents[2] / "tools" / "update-locale.py"
Message = str | tuple[str, ...]


def messages() -> set[Message]:
    """Every string that the templates ask gettext for."""
    found = extract_from_dir(
        str(theme_root()),
        [("**.html", "jinja2")],
        {"**.html": {"trim_blocks": "true", "newstyle_gettext": "true"}},
    )
    return {message for _, _, message, _, _ in found}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_catalogs_are_complete(lang: str) -> None:
    catalog = polib.pofile(str(theme_root() / "locale" / lang / CATALOG))
    known: set[Message] = {
        (entry.msgid, entry.msgid_plural) if entry.msgid_plural else entry.msgid
        for entry in catalog
    }
    assert known == messages()
    assert catalog.untranslated_entries() == []
    assert catalog.fuzzy_entries() == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_translated_strings_keep_their_placeholders(lang: str) -> None:
    pattern = re.compile(r"%\(\w+\)s|%%|\{\w+\}")
    for entry in polib.pofile(str(theme_root() / "locale" / lang / CATALOG)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert sorted(pattern.findall(text)) == sorted(pattern.findall(entry.msgid))


def test_the_command_that_extracts_strings_has_nothing_to_do(tmp_path: Path) -> None:
    """A template with a new string needs `make locale`, and its catalogs a translation."""
    theme = tmp_path / "theme"
    shutil.copytree(theme_root(), theme, ignore=shutil.ignore_patterns("static"))
    before = tree(theme)
    command = [sys.executable, str(TOOL), str(theme)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Chinese, " in done.stdout and " 0 to translate" in done.stdout
    assert differences(before, tree(theme)) == []


def test_a_new_string_waits_for_its_translation(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(theme_root(), theme, ignore=shutil.ignore_patterns("static"))
    (theme / "new.html").write_text('{{ _("Hello, reader") }}', encoding="utf-8")
    command = [sys.executable, str(TOOL), str(theme)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Chinese, " in done.stdout and " 1 to translate" in done.stdout
    texts = {
        lang: polib.pofile(str(theme / "locale" / lang / CATALOG)).find("Hello, reader").msgstr
        for lang in ("zh", "en")
    }
    assert texts == {"zh": "", "en": "Hello, reader"}


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_msgfmt_has_nothing_to_say_of_interface_strings(lang: str) -> None:
    path = theme_root() / "locale" / lang / CATALOG
    command = ["msgfmt", "--check", "-o", os.devnull, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('msgid "Topics"\nmsgstr "栏目\n', "a quotation mark that is not closed"),
        ('msgid "Topics"\n', "an entry without msgstr"),
        ('msgid "newest of %(date)s"\nmsgstr "最新：%(day)s"\n', "must be of these: %(date)s"),
        ('msgid "Topics"\nmsgstr "100% 栏目"\n', "write %% for %"),
    ],
)
def test_a_broken_string_of_a_site_is_one_clear_line(
    tmp_path: Path, entry: str, message: str
) -> None:
    reword(tmp_path, entry)
    with pytest.raises(ThemeError) as caught:
        load_strings(site_config(tmp_path), "zh")
    [problem] = caught.value.problems
    assert problem.file == "templates/locale/zh/LC_MESSAGES/sitegen.po"
    assert problem.line in {4, 5} and message in problem.message
