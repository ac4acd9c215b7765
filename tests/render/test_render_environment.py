"""What templates have at hand, which is made once where Jinja would make it again and again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape
from render_samples import library_of, render_site, sample_library, site_config

from sitegen.render.environment import environment
from sitegen.render.strings import load_strings
from sitegen.render.templating import tidy
from sitegen.render.theme import layers


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    config = site_config(tmp_path_factory.mktemp("words"))
    return environment(layers(config), "zh", load_strings(config, "zh"))


@given(st.one_of(st.text(alphabet="a&<>\"'中 "), st.integers(), st.none(), st.booleans()))
def test_output_is_escaped_as_jinja_does(value: object) -> None:
    plain = Environment(autoescape=True).from_string("{{ v }}|{{ m }}|{{ [v] }}")
    own = _plain_environment().from_string("{{ v }}|{{ m }}|{{ [v] }}")
    values = {"v": value, "m": Markup("<b>&amp;</b>")}
    assert own.render(values) == plain.render(values)


def _plain_environment() -> Environment:
    config = site_config(Path("/nowhere"))
    return environment((), "zh", load_strings(config, "zh"))


def test_templates_are_compiled_with_the_quick_way_out(chinese: Environment) -> None:
    # Jinja may change how it compiles: pages would stay right and cost half as much again.
    assert "environment.escaped(" in chinese.compile("{{ v }}", raw=True)


def test_a_template_may_switch_escaping_off(chinese: Environment) -> None:
    text = '{% autoescape false %}{{ v }}{{ _("a & %(b)s", b=v) }}{% endautoescape %}{{ v }}'
    assert chinese.from_string(text).render(v="<") == "<a & <&lt;"


def test_words_are_translated_and_what_fills_them_in_is_escaped(chinese: Environment) -> None:
    text = (
        '{{ _("Topics") }} {{ _("100%% <b>") }} {{ _("of %(v)s", v=v) }} {{ _("of %(v)s", v=1) }}'
    )
    assert chinese.from_string(text).render(v="<i>") == "主题 100% <b> of &lt;i&gt; of 1"


def test_what_is_remembered_is_made_once_for_each_word(chinese: Environment) -> None:
    asked: list[str] = []

    def shout(word: str) -> Markup:
        asked.append(word)
        return escape(word.upper())

    text = "{% set loud = remembered(shout) %}{{ loud['a'] }}{{ loud['<'] }}{{ loud['a'] }}"
    assert chinese.from_string(text).render(shout=shout) == "A&lt;A"
    assert asked == ["a", "<"]


def test_only_the_latest_value_is_not_made_again(chinese: Environment) -> None:
    asked: list[tuple[int, ...]] = []

    def count(items: tuple[int, ...]) -> int:
        asked.append(items)
        return len(items)

    text = "{% set n = latest(count) %}{{ n(a) }}{{ n(a) }}{{ n(b) }}{{ n(a) }}"
    assert chinese.from_string(text).render(count=count, a=(1,), b=(1, 2)) == "1121"
    assert asked == [(1,), (1, 2), (1,)]


def test_a_site_may_say_something_of_every_state(tmp_path: Path) -> None:
    partials = tmp_path / "templates" / "partials"
    partials.mkdir(parents=True)
    default = (layers(site_config(tmp_path))[0].folder / "partials/text.html").read_text()
    own = re.sub(r"{% macro mark.*?endmacro %}", _OWN_MARK, default, flags=re.DOTALL)
    (partials / "text.html").write_text(own)
    page = render_site(sample_library(), site_config(tmp_path))["en/docs/park-plan/index.html"]
    assert b"[missing]" in page
    assert b"[machine]" in page


_OWN_MARK = "{% macro mark(state) -%} [{{ state }}]{%- endmacro %}"


def test_an_old_copy_of_a_page_works_with_the_partials_of_today(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "home.html").write_text(
        '{% from "partials/blocks.html" import blocks, paragraph, item_list, table, id_of %}'
        '{% from "partials/outline.html" import outline_beside, outline_folded, outline_list %}'
        '{% from "partials/sections.html" import section, permalink %}'
        '{% from "partials/text.html" import text, lang_of, mark, heading_text %}'
        "{{ blocks([]) }}{{ outline_list([]) }}{{ text(page.site) }}{{ mark('machine') }}"
    )
    page = render_site(library_of(), site_config(tmp_path))["index.html"].decode()
    assert "河湾公报摘读 <small" in page


@given(st.text(alphabet="a \t\n\u3000\x1c\x00\U0001fffe<中", max_size=40))
def test_tidy_takes_white_space_around_line_breaks_and_what_html_forbids(html: str) -> None:
    allowed = re.sub("[\x00\x1c\U0001fffe]", "", html)
    assert tidy(html) == re.sub(r"\s*\n\s*", "\n", allowed)


def test_tidy_keeps_the_lines_of_preformatted_text() -> None:
    html = " <p>\n\n  a</p> \n <pre>\n\n  b \n</pre>  \n <pre x>\n  c</pre>\n\n"
    assert tidy(html) == " <p>\na</p>\n<pre>\n\n  b \n</pre>\n<pre x>\n  c</pre>\n"
