"""Whatever happens to a document, what a person translated stays in the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.content.catalog import read_catalog, record, update_catalog
from sitegen.content.units import document_units
from sitegen.model import Block, BlockKind, Document, Meta, Section

WORDS = ("城市更新", "投资", "目标", "公园", "今年", "完成", "2000亿元", "全市", "推进", "项目")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)
lists = st.lists(texts, min_size=0, max_size=7)


def document(paragraphs: list[str]) -> Document:
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, text, text, f"p-{i}", 5 + 2 * i)
        for i, text in enumerate(paragraphs)
    )
    return Document(Meta("标题", "a"), "content/a/index.md", Section("text", "", 1, 1, blocks), ())


@given(versions=st.lists(lists, min_size=1, max_size=6), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_edit_sequence_loses_a_translation(
    versions: list[list[str]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "en.po"
        written: list[str] = []
        for number, paragraphs in enumerate(versions):
            made = document(paragraphs)
            update_catalog(path, made, file="en.po", create=True)
            assert not update_catalog(path, made, file="en.po")
            for unit in document_units(made):
                english = f"English {number} {len(written)}"
                if data.draw(st.booleans()) and record(path, unit.text, english, file="en.po"):
                    written.append(english)
            assert_kept(path, made, written)


def assert_kept(path: Path, made: Document, written: list[str]) -> None:
    entries = list(polib.pofile(str(path)))
    assert sorted(entry.msgstr for entry in entries if entry.msgstr) == sorted(written)
    assert len({entry.msgid for entry in entries}) == len(entries)
    active = [entry.msgid for entry in entries if not entry.obsolete]
    assert active == [unit.text for unit in document_units(made)]
    catalog = read_catalog(path, file="en.po", lang="en")
    assert set(catalog.entries) <= set(active)
