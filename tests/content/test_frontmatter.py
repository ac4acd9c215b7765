"""Front matter through libyaml and through PyYAML's own Python: the same data, the same text."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import frontmatter
from sitegen.content.frontmatter import read_meta, write_meta
from sitegen.errors import ContentError
from sitegen.model import Meta, Problem

PARTS = (
    *("a", "中国", "2024", "2024-01-02", "1e3", "true", "null", "~", "on", "0x1f", "1_000", "0"),
    *(
        "1.",
        ".5",
        "+1",
        "=",
        "<<",
        "(x)",
        "。",
        ",",
        "：",
        "“",
        "é",
        "😀",
        "\ue000",
        "\u3000",
        "\xa0",
    ),
    *(" ", " ", "-", " - ", "- ", ".", "...", "---", ": ", " #", "'", '"', "&a", "*a", "[", "%"),
)
VALUE = st.lists(st.sampled_from(PARTS), max_size=4).map("".join)
LINE = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["title", "date", "tags", "notes"]), VALUE),
    st.builds("- {}".format, VALUE),
    st.sampled_from(["authors:", "-", "title: 标题", "lang: en"]),
)


def slowly() -> pytest.MonkeyPatch:
    patch = pytest.MonkeyPatch()
    patch.setattr(frontmatter, "_FAST_LOADER", yaml.SafeLoader)
    patch.setattr(frontmatter, "_FAST_DUMPER", yaml.SafeDumper)
    return patch


def read(text: str) -> Meta | tuple[Problem, ...]:
    try:
        return read_meta(text, file="a", slug="s", title="t")
    except ContentError as error:
        return error.problems


@settings(max_examples=300)
@given(st.lists(LINE, min_size=1, max_size=5).map("\n".join))
def test_front_matter_is_read_alike(text: str) -> None:
    quickly = read(text)
    patch = slowly()
    try:
        assert read(text) == quickly
    finally:
        patch.undo()


PLAIN = st.lists(
    st.one_of(
        LINE,
        st.sampled_from(
            [
                *("title: 标题", "title:", "date: 2025-01-31", "date: 2025-1-31", "date: 20250131"),
                *("slug: a-b", "slug: A", "slug_en: a--b", "source: a/b.txt", "source: /a"),
                *("source: a..b", "source: a/../b", "lang: zh", "lang: ja", "lang:", "tags: 住房"),
                *("authors:\n- 张三\n- 李四", "notes:\n- 7", "titel: x", "aliases: a/b", "1: x"),
            ]
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=500)
@given(PLAIN.map("\n".join))
def test_plain_values_are_those_of_the_rules(text: str) -> None:
    quickly = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontmatter, "_is_plain", lambda *_: False)
        assert read(text) == quickly


@settings(max_examples=300)
@given(st.builds(Meta, title=VALUE, slug=VALUE, tags=st.tuples(VALUE), publisher=VALUE))
def test_front_matter_is_written_alike(meta: Meta) -> None:
    quickly = write_meta(meta)
    patch = slowly()
    try:
        assert write_meta(meta) == quickly
    finally:
        patch.undo()


def test_date_among_tags_is_told() -> None:
    (problem,) = read("title: t\ntags: 2024-01-02")
    assert str(problem).startswith("a:3: `tags` is datetime.date(2024, 1, 2): input should be a")


def test_what_was_written_is_read_back() -> None:
    meta = Meta(
        title="题: 一", slug="a", date=date(2025, 1, 15), tags=("2024", "住房"), notes=("x",)
    )
    assert read(write_meta(meta).removeprefix("---\n").removesuffix("---\n")) == meta
