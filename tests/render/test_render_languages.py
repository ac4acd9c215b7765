"""Chinese and English pages mirror each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import polib
import pytest
from babel.messages.extract import extract_from_dir
from html_reader import by_class, has_class, ids, pages, parse, text_of
from render_samples import PUBLIC, library_of, render_site, sample_library, site_config

from sitegen.render.strings import CATALOG
from sitegen.render.theme import theme_root

Message = str | tuple[str, ...]


def alternates(tree: Element) -> dict[str, str]:
    return {
        link.attrib["hreflang"]: link.attrib["href"]
        for link in tree.iter("link")
        if link.get("hreflang")
    }


def test_hreflang_pairs_are_symmetrical(
    site: dict[str, bytes], public_site: dict[str, bytes]
) -> None:
    for root, files in (("http://localhost/", site), (PUBLIC, public_site)):
        trees = pages(files)
        urls = {root + path.removesuffix("index.html"): tree for path, tree in trees.items()}
        listed = {url: tree for url, tree in urls.items() if alternates(tree)}
        assert len(listed) >= 20
        for url, tree in listed.items():
            found = {lang: urljoin(url, href) for lang, href in alternates(tree).items()}
            assert set(found) == {"zh", "en", "x-default"}
            assert found["x-default"] == found["zh"]
            assert url in found.values()
            for other in found.values():
                back = {urljoin(other, href) for href in alternates(listed[other]).values()}
                assert url in back


def test_alternates_are_absolute_where_the_address_is_known(public_site: dict[str, bytes]) -> None:
    found = alternates(parse(public_site["en/docs/park-plan/index.html"]))
    assert found["zh"] == PUBLIC + "docs/park-plan/"


def test_the_language_of_a_page_is_declared(site: dict[str, bytes]) -> None:
    for path, tree in pages(site).items():
        assert tree.get("lang") == ("en" if path.startswith("en/") else "zh"), path


def test_anchors_are_equal_in_every_language(site: dict[str, bytes]) -> None:
    for path in [p for p in site if p.startswith("docs/") and p.endswith(".html")]:
        assert ids(parse(site[path])) == ids(parse(site[f"en/{path}"])), path


def test_what_is_not_translated_stands_in_its_own_language(site: dict[str, bytes]) -> None:
    tree = parse(site["en/docs/park-plan/index.html"])
    for element in paragraphs(tree):
        is_chinese = re.search(r"[\u4e00-\u9fff]", own_text(element)) is not None
        assert (element.get("lang") == "zh") == is_chinese, own_text(element)


def paragraphs(tree: Element) -> Iterator[Element]:
    text = by_class(tree, "text")[0]
    yield from (e for e in text.iter() if e.tag in {"p", "li", "td", "th"})


def own_text(element: Element) -> str:
    inner = (child.text or "" for child in element if child.tag in {"strong", "a"})
    return (element.text or "") + "".join(inner)


def test_a_page_says_how_much_of_it_is_translated(site: dict[str, bytes]) -> None:
    assert "% of this document is translated" in text_of(
        by_class(parse(site["en/docs/park-plan/index.html"]), "remarks")[0]
    )
    assert "not translated yet" in text_of(
        by_class(parse(site["en/docs/summer-hours/index.html"]), "remarks")[0]
    )
    assert not by_class(parse(site["docs/summer-hours/index.html"]), "remarks")


def test_machine_and_outdated_passages_are_marked_in_words(site: dict[str, bytes]) -> None:
    tree = parse(site["en/docs/park-plan/index.html"])
    marked = {text_of(e): own_text(e) for e in paragraphs(tree) if by_class(e, "state")}
    assert any(
        "machine translation" in text and "First, fill" in own for text, own in marked.items()
    )
    assert any("outdated translation" in text for text in marked)
    assert not by_class(parse(site["docs/park-plan/index.html"]), "state")


def test_a_summary_quotes_the_sentence_of_the_translation(site: dict[str, bytes]) -> None:
    tree = parse(site["en/docs/park-plan/index.html"])
    lines = [text_of(line) for line in by_class(tree, "summary")[0].iter("a")]
    assert lines[1] == (
        "Over the year 12 parks will be built and 30 older ones rebuilt, adding 1.2 square "
        "kilometres of green space."
    )


def test_tags_go_through_the_glossary(site: dict[str, bytes]) -> None:
    tree = parse(site["en/index.html"])
    topics = [text_of(a) for a in by_class(tree, "topics")[0].iter("a")]
    assert topics == ["城市更新", "parks"]


def test_a_page_has_a_switch_to_the_other_language(site: dict[str, bytes]) -> None:
    for path, tree in pages(site).items():
        if "old" in path:
            continue
        switch = [a for a in tree.iter("a") if a.get("rel") == "alternate" and has_class(a, "tool")]
        assert [text_of(a) for a in switch] == ["中文" if path.startswith("en/") else "English"]


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
    catalog = polib.pofile(str(theme_root() / CATALOG.format(lang=lang)))
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
    for entry in polib.pofile(str(theme_root() / CATALOG.format(lang=lang))):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert sorted(pattern.findall(text)) == sorted(pattern.findall(entry.msgid))


def test_a_site_may_reword_a_string(tmp_path: Path) -> None:
    folder = tmp_path / "templates/locale/zh/LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "sitegen.po").write_text(f'{header}msgid "Topics"\nmsgstr "栏目"\n', encoding="utf-8")
    tree = parse(render_site(sample_library(), site_config(tmp_path))["topics/index.html"])
    assert text_of(next(tree.iter("h1"))) == "栏目"
    assert "文档" in text_of(by_class(tree, "site-nav")[0])


def test_a_site_without_english_title_shows_its_own(tmp_path: Path) -> None:
    config = site_config(tmp_path, title_en="", description_en="")
    heading = next(parse(render_site(library_of(), config)["en/index.html"]).iter("h1"))
    assert text_of(heading) == "河湾公报摘读"
    assert heading[0].get("lang") == "zh"
