"""Chinese and English pages mirror each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest
from html_reader import by_class, has_class, ids, pages, parse, text_of
from render_samples import (
    PUBLIC,
    library_of,
    parsed,
    render_site,
    reword,
    sample_library,
    site_config,
)


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


def metadata_of(text: str, folder: Path) -> tuple[dict[str, bytes], str, str]:
    """A site of one document, and what its Chinese and its English page say about it."""
    files = render_site(library_of(parsed(text, "a")), site_config(folder))
    chinese, english = (
        text_of(by_class(parse(files[f"{prefix}docs/a/index.html"]), "metadata")[0])
        for prefix in ("", "en/")
    )
    return files, chinese, english


def test_dates_numbers_and_lists_have_the_form_of_the_language(tmp_path: Path) -> None:
    front = "title: 文\ndate: 2025-03-02\nauthors: [甲, 乙, 丙]\nslug: a"
    files, chinese, english = metadata_of(f"---\n{front}\n---\n\n{'字' * 1234}\n", tmp_path)
    assert "2025年3月2日" in chinese and "甲、乙和丙" in chinese and "1,234" in chinese
    assert "March 2, 2025" in english and "甲, 乙, and 丙" in english and "1,234" in english
    days = [
        text_of(next(parse(files[f"{prefix}docs/index.html"]).iter("time")))
        for prefix in ("", "en/")
    ]
    assert days == ["3月2日", "Mar 2"]


def test_length_of_an_english_document_is_told_in_words(tmp_path: Path) -> None:
    front = "title: Text\nlang: en\nslug: a"
    _, chinese, english = metadata_of(f"---\n{front}\n---\n\n{'word ' * 1190}\n", tmp_path)
    assert "1,190 词，约 5 分钟" in chinese
    assert "1,190 words, about 5 minutes" in english


def test_a_site_may_reword_a_string(tmp_path: Path) -> None:
    reword(tmp_path, 'msgid "Topics"\nmsgstr "栏目"\n')
    tree = parse(render_site(sample_library(), site_config(tmp_path))["topics/index.html"])
    assert text_of(next(tree.iter("h1"))) == "栏目"
    assert "文档" in text_of(by_class(tree, "site-nav")[0])


@pytest.mark.parametrize(
    ("string", "expected"),
    [("本节链接", "本节链接"), ("%(title)s：%(title)s的链接", "{0}：{0}的链接")],
)
def test_a_site_may_name_a_heading_never_or_twice(
    tmp_path: Path, string: str, expected: str
) -> None:
    reword(tmp_path, f'msgid "Link to “%(title)s”"\nmsgstr "{string}"\n')
    library = library_of(parsed("---\ntitle: 题\n---\n\n## 甲 & “乙”\n\n文。\n", "a"))
    page = parse(render_site(library, site_config(tmp_path))["docs/a/index.html"])
    [link] = by_class(page, "permalink")
    assert link.get("aria-label") == expected.format("甲 & “乙”")


def test_a_site_without_english_title_shows_its_own(tmp_path: Path) -> None:
    config = site_config(tmp_path, title_en="", description_en="")
    heading = next(parse(render_site(library_of(), config)["en/index.html"]).iter("h1"))
    assert text_of(heading) == "河湾公报摘读"
    assert heading[0].get("lang") == "zh"
