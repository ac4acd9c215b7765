"""Catalogs that somebody broke: one clear line for each fault, and the file stays as it is."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen.content.catalog import read_catalog, update_catalog
from sitegen.content.load import parse_document
from sitegen.errors import ContentError


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "c"\nmsgid "d"\nmsgstr "e"\n', 1, "an entry without msgstr"),
        ('msgid "c"\n\n#: index.md:3\nmsgid "d"\nmsgstr "e"\n', 1, "an entry without msgstr"),
        ('msgid "c"\nmsgstr "d"\n\nmsgid "e"\n', 4, "an entry without msgstr"),
        ('msgstr "d"\n', 1, "has msgstr without a msgid above it"),
        ('msgid "c"\nmsgstr "d"\nmsgstr "e"\n', 3, "a second msgstr"),
        ('msgid "c"\n# note\nmsgstr "d"\n', 2, "a comment inside an entry"),
        ('msgid "c"\nmsgstr[0] "d"\n', 2, "has msgstr[0] where msgstr is expected"),
        ('msgid "c"\nmsgid_plural "d"\nmsgstr[1] "e"\n', 3, "msgstr[0] is expected"),
        ('msgid "a"\nmsgstr "b\n', 2, "a quotation mark that is not closed"),
        ('msgid "a"\nmsgstr b\n', 2, "a quotation mark that is missing"),
        ('msgid "a"\nmsgstr "b" c\n', 2, "has 'c' behind a closing quotation mark"),
        ('msgid "a"\nmsgstr "b\\q"\n', 2, "an escape that is not known: \\q"),
        ('msgid "a"\nmsgstr "b"\nhello\n', 3, "begins with 'hello'"),
        ('"a"\n', 1, "belongs to no msgid"),
        ('msgid"a"\nmsgstr "b"\n', 1, "has no space after msgid"),
        ('#note\nmsgid "a"\nmsgstr "b"\n', 1, "has no space after #"),
        ('#| msgid "z"\n\n#. note\n#~ msgid "a"\n#~ msgstr "b"\n', 3, "a comment inside"),
        ('#~| msgid "z"\nmsgid "a"\nmsgstr "b"\n', 2, "begin otherwise"),
        ('#~ msgid "a"\nmsgstr "b"\n', 2, "has msgstr after msgid"),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 1, "unresolved merge conflict"),
        ('msgid "a"\nmsgstr "say "b""\n', 2, 'write \\" inside a text'),
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
    made = parse_document("---\ntitle: 甲\n---\n", file="content/a/index.md", folder="a")
    with pytest.raises(ContentError):
        update_catalog(path, made, file="content/a/en.po")
    assert path.read_text(encoding="utf-8") == text


def test_every_broken_entry_of_a_catalog_is_named_once(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    text = 'msgid "a"\nmsgstr "b\n"c\n\n#: 1\nmsgid "d"\n\n#: 2\nmsgid "e"\nmsgstr "f"\n\nmsgid g\n'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_catalog(path, file="en.po", lang="en")
    assert [problem.line for problem in caught.value.problems] == [2, 6, 12]


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b'msgid "a"\nmsgstr "b"\n\nmsgid "' + "目标".encode("gb18030") + b'"\n')
    with pytest.raises(ContentError) as caught:
        read_catalog(path, file="en.po", lang="en")
    assert str(caught.value) == "en.po:4: is not UTF-8; save it as UTF-8"


WHOLE = """\
# Comment
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# machine: libre 12345678
#. paragraph
#: index.md:3
#, fuzzy
#| msgid "旧的一段"
msgid "一段话。"
msgstr ""
"A paragraph with \\"quotes\\" and \\\\ "
"in two lines."

#: index.md:5
msgid "另一段。"
msgstr ""

msgid "%(n)s thing"
msgid_plural "%(n)s things"
msgstr[0] "%(n)s thing"
msgstr[1] "%(n)s things"

#~| msgid "旧的"
#~ msgid "没了"
#~ msgstr "Gone"
"""
SLIPS = ("hello", "msgid", 'msgstr "x"', '"loose"', 'msgid "z"', '#~ msgid "q"', 'msgctxt "c"')


def slipped(chance: random.Random) -> str:
    """The catalog after one slip of an editor's hand."""
    lines = WHOLE.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    place = chance.randrange(len(line) + 1)
    slip = chance.choice(["lose", "repeat", "swap", "delete", "type", "paste", "cut"])
    if slip == "lose":
        del lines[at]
    elif slip == "repeat":
        lines.insert(at, line)
    elif slip == "swap":
        other = chance.randrange(len(lines))
        lines[at], lines[other] = lines[other], line
    elif slip == "delete":
        lines[at] = line[:place] + line[place + 1 :]
    elif slip == "type":
        lines[at] = line[:place] + chance.choice('"\\#~|xn[ ]') + line[place:]
    elif slip == "paste":
        lines.insert(at, chance.choice(SLIPS))
    else:
        lines[at:] = [line[:place]]
    return "\n".join(lines)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_what_msgfmt_refuses_is_refused_with_a_line(tmp_path: Path) -> None:
    chance = random.Random(7)
    path = tmp_path / "en.po"
    refused = 0
    for _ in range(300):
        text = slipped(chance)
        path.write_text(text, encoding="utf-8")
        command = ["msgfmt", "-o", os.devnull, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # A line break at one end only is harmless here: texts are stripped.
        if done.returncode == 0 or "do not both" in done.stderr or "Charset" in done.stderr:
            continue
        with pytest.raises(ContentError) as caught:
            read_catalog(path, file="en.po", lang="en")
        assert 1 <= len(caught.value.problems) <= 2, (text, caught.value.problems)
        refused += 1
    assert refused > 50
