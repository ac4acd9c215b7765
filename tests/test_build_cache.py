"""The cache gives back what was put in, or nothing."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from build_sites import small_site
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.cache.documents import body_data, body_from, meta_data, meta_from
from sitegen.cache.keys import Sources
from sitegen.cache.ledger import Ledger
from sitegen.cache.reading import Reader
from sitegen.cache.record import NOTHING, Record, read_record, write_record
from sitegen.cache.stamps import Stamp, look
from sitegen.cache.store import Store
from sitegen.config import load_config
from sitegen.content.catalog import read_catalog
from sitegen.content.facts import facts_of
from sitegen.content.load import parse_document, read_document
from sitegen.errors import ContentError
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
    assert meta_from(json.loads(json.dumps(meta_data(document.meta)))) == document.meta
    body = body_from(json.loads(json.dumps(body_data(document))))
    assert body == (document.lead, document.sections)


def test_every_field_of_a_document_is_kept() -> None:
    """A new field must be added to cache/documents.py."""
    counts = [len(kind.__match_args__) for kind in CACHED]
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
        kind = path.parent.name
        if kind in {"heads", "facts", "outline", "quoted", "translated"}:
            for line in text.decode().splitlines():
                key, _, told = line.partition(" ")
                assert len(key) == 32
                assert kind == "quoted" or json.loads(told) is not None
            continue
        if kind == "shown":
            assert [json.loads(line) for line in text.splitlines()]
            continue
        # Segments of the search index and what digests count have arrays of plain numbers
        # behind their line of JSON.
        has_arrays = kind in {"segments", "features", "collection"}
        json.loads(text.partition(b"\n")[0] if has_arrays else text)


def reader_of(site: Path) -> tuple[Reader, Sources, Store]:
    config = load_config(site)
    stamps = {"content": look(config.content), "theme": {}, "templates": {}}
    store = Store(site / "cache")
    return Reader(store, config, "code"), Sources(stamps, "setup", "code"), store


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "sitegen.toml").write_text('title = "站"\n', encoding="utf-8")
    folder = tmp_path / "content/a"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(
        "---\ntitle: 题\n---\n\n第一段。\n\n## 节\n\n见[图](p.png)。\n", encoding="utf-8"
    )
    (folder / "en.po").write_text(
        'msgid ""\nmsgstr ""\n\n#, fuzzy\nmsgid "第一段。"\nmsgstr "A"\n', encoding="utf-8"
    )
    return tmp_path


def test_documents_and_catalogs_of_the_cache_equal_those_that_were_read(site: Path) -> None:
    config = load_config(site)
    index, po = config.content / "a/index.md", config.content / "a/en.po"
    plain, catalog = (
        read_document(index, config),
        read_catalog(po, file="content/a/en.po", lang="en"),
    )
    for _ in range(2):
        reader, sources, _ = reader_of(site)
        document = reader.document(index, sources)
        assert document.meta == plain.meta
        assert list(document.walk()) == list(plain.walk())
        assert facts_of(document) == facts_of(plain)
        kept = reader.catalog(po, "en", sources)
        assert (kept.entries, kept.lines) == (catalog.entries, catalog.lines)
        assert (kept.is_empty, kept.has_links) == (False, False)
        reader.save()


def test_a_text_that_the_cache_lost_is_read_again(site: Path) -> None:
    index = site / "content/a/index.md"
    reader, sources, store = reader_of(site)
    reader.document(index, sources)
    reader.save()
    for entry in (site / "cache/documents").iterdir():
        entry.write_bytes(b"damaged")
    again, sources, store = reader_of(site)
    document = again.document(index, sources)
    assert [section.title for section in document.sections] == ["节"]
    elsewhere = pickle.loads(pickle.dumps(document))  # noqa: S301 - as another process gets it
    assert elsewhere.sections == document.sections
    store.collect()
    assert len(list((site / "cache/documents").iterdir())) == 1


def test_a_document_that_changes_during_a_build_is_refused(site: Path) -> None:
    index = site / "content/a/index.md"
    reader, sources, _ = reader_of(site)
    index.write_text("---\ntitle: 新题\n---\n", encoding="utf-8")
    with pytest.raises(ContentError, match="changed while the site was being built"):
        reader.document(index, sources)


def test_a_ledger_keeps_what_was_asked_for_and_notices_damage(tmp_path: Path) -> None:
    first = Ledger(Store(tmp_path), "lines")
    first.put("a", '["甲 乙"]')
    first.put("b", "2")
    first.save()
    second = Ledger(Store(tmp_path), "lines")
    assert (second.get("a"), second.get("c")) == ('["甲 乙"]', None)
    second.save()
    assert Ledger(Store(tmp_path), "lines").get("b") is None, "nobody asked for it"
    entry = next((tmp_path / "lines").iterdir())
    entry.write_bytes(entry.read_bytes()[:-2])
    assert Ledger(Store(tmp_path), "lines").get("a") is None
