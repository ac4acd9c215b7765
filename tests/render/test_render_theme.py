"""A site's own templates: what wins, what is joined, and how mistakes are told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from html_reader import parse, text_of
from hypothesis import given
from hypothesis import strategies as st
from render_samples import library_of, render_site, sample_library, site_config

from sitegen.errors import ThemeError
from sitegen.render.assets import STYLE_LAYERS, load_assets
from sitegen.render.modules import version_modules
from sitegen.render.theme import theme_root

Writer = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Write a file of the site's own templates/."""

    def write_file(name: str, text: str) -> None:
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write_file


def render(folder: Path) -> dict[str, bytes]:
    return render_site(library_of(), site_config(folder))


def test_a_site_overrides_one_partial_and_keeps_the_rest(tmp_path: Path, write: Writer) -> None:
    write("partials/footer.html", "<footer><p>自己的页脚</p></footer>\n")
    tree = parse(render(tmp_path)["index.html"])
    assert text_of(next(tree.iter("footer"))) == "自己的页脚"
    assert next(tree.iter("header")) is not None


def test_a_site_extends_a_template(tmp_path: Path, write: Writer) -> None:
    write("topics.html", '{% extends "base.html" %}{% block main %}<h1>A & B</h1>{% endblock %}')
    tree = parse(render(tmp_path)["topics/index.html"])
    assert text_of(next(tree.iter("h1"))) == "A & B"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>\n{% if %}\n", 2, "Expected an expression"),
        ("<p>\n\n{{ page.nothing }}\n", 3, "has no attribute 'nothing'"),
        ("{% for x in view.total %}{% endfor %}\n", 1, "not iterable"),
        ('\n{{ asset("none.css") }}\n', 2, "no file static/none.css"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_file_and_line(
    text: str, line: int, message: str, tmp_path: Path, write: Writer
) -> None:
    write("home.html", text)
    with pytest.raises(ThemeError) as raised:
        render(tmp_path)
    problem = raised.value.problems[0]
    assert (problem.file, problem.line) == ("templates/home.html", line)
    assert message in problem.message


def test_what_is_constant_in_a_template_is_shown_in_the_language_of_its_page(
    tmp_path: Path, write: Writer
) -> None:
    write("topics.html", '<p>{{ "en"|language }} {{ 1234567|number(format="#,##0.0") }}</p>')
    write("home.html", '<p>{{ ["a", "b"]|listed|map("first")|join("|") }}</p>')
    files = render(tmp_path)
    assert files["topics/index.html"].decode() == "<p>英语 1,234,567.0</p>"
    assert files["en/topics/index.html"].decode() == "<p>English 1,234,567.0</p>"
    assert files["index.html"] == "<p>|和</p>".encode()
    assert files["en/index.html"] == b"<p>| and </p>"


def test_an_edited_template_is_compiled_again(tmp_path: Path, write: Writer) -> None:
    for text in ("one", "two", "one"):
        write("home.html", f"<p>{text}</p>")
        assert render(tmp_path)["index.html"] == f"<p>{text}</p>".encode()


def test_a_missing_template_is_named(tmp_path: Path, write: Writer) -> None:
    write("home.html", '{% include "partials/none.html" %}')
    with pytest.raises(ThemeError, match=r"partials/none\.html"):
        render(tmp_path)


def test_a_template_cannot_be_read_from_outside(tmp_path: Path, write: Writer) -> None:
    (tmp_path / "secret.html").write_text("secret")
    write("home.html", '{% include "../secret.html" %}')
    with pytest.raises(ThemeError, match=r"\.\./secret\.html"):
        render(tmp_path)


def test_a_broken_catalog_is_told_with_its_line(tmp_path: Path, write: Writer) -> None:
    write("locale/zh/LC_MESSAGES/sitegen.po", 'msgid "Topics"\nnonsense\n')
    with pytest.raises(ThemeError, match=r"templates/locale/zh/LC_MESSAGES/sitegen\.po:2: "):
        render(tmp_path)


def test_style_sheets_become_one_file_in_order(tmp_path: Path, write: Writer) -> None:
    write("static/css/tokens.css", ":root { --seal: blue; }\n")
    write("static/css/zz-own.css", ".own { color: var(--seal); }\n")
    files = render(tmp_path)
    style = files["static/css/style.css"].decode()
    assert style.startswith(":root { --seal: blue; }")
    assert style.index("@media print") < style.index(".own {")
    assert "#9e2a1f" not in style
    assert [path for path in files if path.endswith(".css")] == ["static/css/style.css"]


def test_every_default_style_sheet_has_its_place_in_the_order() -> None:
    assert {path.name for path in (theme_root() / "static/css").glob("*.css")} == set(STYLE_LAYERS)


def test_static_files_are_overlaid_one_by_one(tmp_path: Path, write: Writer) -> None:
    write("static/favicon.svg", "<svg/>")
    write("static/.hidden", "x")
    files = render(tmp_path)
    assert files["static/favicon.svg"] == b"<svg/>"
    assert "static/.hidden" not in files
    assert "static/js/page.js" in files


def test_the_address_of_a_file_changes_with_its_content(tmp_path: Path, write: Writer) -> None:
    config = site_config(tmp_path)
    before = load_assets(config).url("css/style.css")
    write("static/css/own.css", "p { color: red; }")
    assert load_assets(config).url("css/style.css") != before


def test_a_change_deep_down_changes_the_address_of_the_entry_module() -> None:
    sources = {
        "a.js": b'import { b } from "./lib/b.js";',
        "lib/b.js": b'import "../c.js"; export const b = 1;',
        "c.js": b'new Worker(new URL("./lib/b.js", import.meta.url));',
        "other.js": b'const text = "./c.js"; import fs from "node:fs";',
    }
    before = version_modules(sources)
    after = version_modules(sources | {"c.js": sources["c.js"] + b"\n"})
    assert before["a.js"][1] != after["a.js"][1]
    assert before["other.js"] == after["other.js"]
    assert after["other.js"][0] == sources["other.js"]
    version = after["lib/b.js"][1]
    deep = f'\nimport"./c.js?v={after["c.js"][1]}";'
    assert after["a.js"][0] == f'import {{ b }} from "./lib/b.js?v={version}";{deep}'.encode()
    assert f'new URL("./lib/b.js?v={version}"'.encode() in after["c.js"][0]


def test_a_module_that_is_begun_with_names_all_that_is_loaded_with_it() -> None:
    """Else a browser would wait for the host once for each step down."""
    sources = {
        "js/page.js": b'// see "./far.js"\nimport { a } from "./parts/a.js"; import("./later.js");',
        "js/parts/a.js": b'/** import "./no.js" */\nexport * from "./b.js";',
        "js/parts/b.js": b'import "../far.js";\nimport "./a.js";',
        "js/parts/no.js": b'export const text = "./b.js";',
        "js/far.js": b"",
        "js/later.js": b"",
    }
    made = {name: source.decode() for name, (source, _) in version_modules(sources).items()}
    added = {name: re.findall(r'\nimport"([^?]+)\?', text) for name, text in made.items()}
    assert added.pop("js/page.js") == ["./far.js", "./parts/b.js"]
    assert not any(added.values())


@pytest.mark.parametrize("entry", ["js/search.js", "js/search/worker.js", "js/search-page.js"])
def test_search_waits_for_its_scripts_twice(tmp_path: Path, entry: str) -> None:
    files = load_assets(site_config(tmp_path)).files
    static = re.compile(r'(?:^|;)\s*(?:import|export)[^;()]*?"(\.[^"?]+)\?', re.MULTILINE)

    def loads(name: str) -> set[str]:
        found = static.findall(files[name].decode())
        return {posixpath.normpath(f"{posixpath.dirname(name)}/{path}") for path in found}

    named = loads(entry)
    assert len(named) > 3
    assert all(loads(name) <= {entry, *named} for name in named)


@given(st.binary(max_size=200))
def test_any_bytes_may_be_a_script(source: bytes) -> None:
    rewritten, version = version_modules({"a.js": source})["a.js"]
    assert len(version) == 8
    assert b"./a.js" in source or rewritten == source


def test_every_module_of_the_theme_is_reached_with_its_version() -> None:
    root = theme_root() / "static"
    names = [path.relative_to(root).as_posix() for path in root.rglob("*.js")]
    made = version_modules({name: (root / name).read_bytes() for name in names})
    entry = made["js/search-page.js"][0].decode()
    assert f'"./search/client.js?v={made["js/search/client.js"][1]}"' in entry


def test_the_sample_site_renders_with_a_copy_of_the_default_theme(tmp_path: Path) -> None:
    (tmp_path / "templates").symlink_to(theme_root(), target_is_directory=True)
    assert render_site(sample_library(), site_config(tmp_path))
