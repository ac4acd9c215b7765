"""The English of the demo: complete, by hand, and without a finding."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sitegen.config import load_config
from sitegen.content.library import Library
from sitegen.content.load import read_library
from sitegen.content.units import document_units
from sitegen.model import TranslationState
from sitegen.translate.review import review

ROOT = Path(__file__).parents[2]
CATALOGS = sorted((ROOT / "content").glob("*/en.po"))


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(load_config(ROOT))


def test_every_text_is_translated_by_a_person(library: Library) -> None:
    open_ = [
        (document.slug, unit.text)
        for document in library.documents
        for unit in document_units(document)
        if library.translate(document, unit.text, "en").state is not TranslationState.CURRENT
    ]
    assert open_ == []


def test_the_review_raises_no_alarm(library: Library) -> None:
    assert review(library) == ()


def test_the_glossary_has_terms_with_notes(library: Library) -> None:
    assert len(library.glossary) >= 150
    assert sum(bool(term.note) for term in library.glossary) >= 150
    named = {term.zh for term in (*library.glossary, *library.tags)}
    assert {tag for document in library.documents for tag in document.meta.tags} <= named


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.name[:30])
def test_msgfmt_has_nothing_to_say(path: Path) -> None:
    command = ["msgfmt", "--check", "-o", os.devnull, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
