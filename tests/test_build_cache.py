"""The cache gives back what was put in, or nothing."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from build_sites import small_site
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cache.documents import document_data, document_from
from sitegen.cache.reading import Reader
from sitegen.cache.record import NOTHING, Record, read_record, write_record
from sitegen.cache.stamps import Stamp
from sitegen.cache.store import Store
from sitegen.content.catalog import read_catalog
from sitegen.content.load import parse_document
from sitegen.model import Block, Catalog, Digest, Meta, Section, Sentence

CACHED = (Meta, Block, Section, Sentence, Digest, Catalog)


def test_value_comes_back_under_its_own_kind_and_key_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("kind", "key", ["值", None, 1, {"a": []}])
    assert Store(tmp_path).get("kind", "key") == ["值", None, 1, {"a": []}]
    assert store.get("kind", "other") is None
    (tmp_path / "kind/key.entry").rename(tmp_path / "kind/other.entry")
    assert store.get("kind", "other") is None, "an entry under a foreign name"


@given(at=st.integers(0, 60), bit=st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_every_damaged_bit_is_noticed(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder)
    store.put("kind", "key", "x" * 40)
    file = folder / "kind/key.entry"
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << bit
    file.write_bytes(data)
    assert store.get("kind", "key") is None


def test_store_that_cannot_be_written_is_empty(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file")
    store.put("kind", "key", 1)
    assert store.get("kind", "key") is None
    store.collect()


@given(st.text(st.sampled_from("#>-|*_`[](). \n1a中文。!\\<&:"), max_size=200))
@settings(max_examples=100, deadline=None)
def test_parsed_documents_survive_the_cache(text: str) -> None:
    whole = f"---\ntitle: 题\ndate: 2025-01-02\ntags: [a, b]\nauthors: [甲]\n---\n{text}"
    document = parse_document(whole, file="content/a/index.md", folder="a")
    assert document_from(json.loads(json.dumps(document_data(document)))) == document


def test_every_field_of_a_document_is_kept() -> None:
    """A new field must be added to cache/documents.py or cache/reading.py."""
    counts = [len(dataclasses.fields(kind)) for kind in CACHED]
    assert counts == [13, 8, 6, 4, 3, 4]


def test_record_comes_back_and_damage_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "record.json"
    stamps = {"a": Stamp("d", (1, 2, 3, 4)), "b": Stamp("e", None)}
    record = Record("s", {"seeds": stamps}, stamps, {"p": "k"}, True, {"documents": 1})
    write_record(path, record)
    assert read_record(path) == record
    path.write_bytes(path.read_bytes().replace(b'"documents"', b'"documentz"'))
    assert read_record(path) is NOTHING
    path.write_bytes(b"\xff\xfe")
    assert read_record(path) is NOTHING
    assert read_record(tmp_path / "none") is NOTHING


def test_no_pickle_or_marshal_is_written(tmp_path: Path) -> None:
    from build_sites import built

    site = small_site(tmp_path / "site", 1)
    built(site)
    for path in (site / ".sitegen/cache").rglob("*.*"):
        head, _, text = path.read_bytes().partition(b"\n")
        assert len(head) == 32
        # Segments of the search index and what digests count have arrays of plain numbers
        # behind their line of JSON.
        has_arrays = path.parent.name in {"segments", "features", "collection"}
        json.loads(text.partition(b"\n")[0] if has_arrays else text)


def test_catalog_from_the_cache_equals_the_one_that_was_read(tmp_path: Path) -> None:
    po = tmp_path / "en.po"
    po.write_text('msgid ""\nmsgstr ""\n\n#, fuzzy\nmsgid "甲"\nmsgstr "A"\n', encoding="utf-8")
    first, again = (
        Reader(Store(tmp_path / "cache"), "code").catalog(po, file="en.po", lang="en")
        for _ in range(2)
    )
    assert again == first == read_catalog(po, file="en.po", lang="en")
