"""What a reader sees on the pages of documents and lists."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from html_reader import by_class, parse, text_of
from render_samples import (
    fixture,
    library_of,
    parsed,
    render_site,
    sample_library,
    site_config,
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def plan(site: dict[str, bytes]) -> Element:
    return parse(site["docs/park-plan/index.html"])


def page_of(body: str, folder: Path, url: str = "docs/doc/index.html") -> Element:
    """The page of a document with some Markdown."""
    library = library_of(parsed(f"---\ntitle: 标题\n---\n{body}", "doc"))
    return parse(render_site(library, site_config(folder))[url])


def test_headings_are_in_order_on_every_page(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        if path.endswith(".html"):
            levels = [int(e.tag[1]) for e in parse(data).iter() if e.tag in HEADINGS]
            assert levels.count(1) == 1, path
            assert levels[0] == 1, path
            steps = itertools.pairwise(levels)
            assert all(later <= earlier + 1 for earlier, later in steps), (path, levels)


def test_a_skipped_level_in_the_source_is_closed(tmp_path: Path) -> None:
    tree = page_of("## a\n\n##### b\n\n文\n", tmp_path)
    sections = by_class(tree, "section")
    assert [section[0].tag for section in sections] == ["h2", "h3"]


def test_numbering_is_set_apart_from_the_heading(plan: Element) -> None:
    found = [(text_of(e), text_of(parent)) for parent, e in ordinals(plan)]
    assert ("一、", "一、总体目标#") in found
    assert ("（一）", "（一）老城区#") in found


def ordinals(tree: Element) -> list[tuple[Element, Element]]:
    return [(h, e) for h in tree.iter() if h.tag in HEADINGS for e in by_class(h, "ordinal")]


@pytest.mark.parametrize(
    ("heading", "ordinal"),
    [
        ("三、资金", "三、"),
        ("(十二) 资金", "(十二)"),
        ("第二章 资金", "第二章"),
        ("2. 资金", "2."),
        ("10、资金", "10、"),
        ("2024年的资金", ""),
        ("3.5万亿元", ""),
        ("一季度", ""),
        ("第二条", ""),
    ],
)
def test_what_counts_as_numbering(heading: str, ordinal: str, tmp_path: Path) -> None:
    tree = page_of(f"## {heading}\n\n文\n", tmp_path)
    assert [text_of(e) for _, e in ordinals(tree)] == ([ordinal] if ordinal else [])
    assert text_of(by_class(tree, "section")[0][0]).removesuffix("#") == heading


def test_the_digest_leads_to_the_paragraphs(plan: Element) -> None:
    links = list(by_class(plan, "summary")[0].iter("a"))
    assert len(links) == 3
    for link in links:
        target = link.attrib["href"].removeprefix("#")
        paragraph = next(e for e in plan.iter() if e.get("id") == target)
        assert text_of(link) in text_of(paragraph)


def test_keywords_lead_to_their_search(plan: Element) -> None:
    links = list(by_class(plan, "keywords")[0].iter("a"))
    assert links[0].get("href") == "../../search/?q=%E7%BB%BF%E9%81%93"


def test_metadata_names_origin_and_length(plan: Element) -> None:
    text = text_of(by_class(plan, "metadata")[0])
    for part in ("河湾市人民政府", "2025年3月12日", "绿化科", "park-plan.txt", "字", "城市更新"):
        assert part in text


def test_remarks_of_the_source_are_told(site: dict[str, bytes]) -> None:
    text = text_of(by_class(parse(site["docs/greenway-opens/index.html"]), "remarks")[0])
    assert "（上接一版）" in text
    assert "中断" in text


def test_lists_keep_nesting_and_numbers(plan: Element) -> None:
    text = by_class(plan, "text")[0]
    bullets = next(e for e in text.iter("ul"))
    inner = next(bullets[1].iter("ul"))
    assert [text_of(item) for item in inner] == ["其中一座保留原有水塔"]
    numbers = next(text.iter("ol"))
    assert [item.get("value") for item in numbers] == ["1", "2", "3"]


def test_a_list_may_mix_bullets_numbers_and_paragraphs(tmp_path: Path) -> None:
    body = "3. 甲\n\n   甲续\n   - 子\n4. 乙\n\n- 丙\n"
    text = by_class(page_of(body, tmp_path), "text")[0]
    ordered = next(text.iter("ol"))
    assert [item.get("value") for item in ordered] == ["3", "4"]
    assert text_of(ordered[0]) == "甲 甲续 子"
    assert text_of(list(text.iter("ul"))[-1]) == "丙"


def test_tables_have_headers_scroll_and_align_numbers(plan: Element) -> None:
    region = by_class(plan, "table")[0]
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == "表 1"
    assert text_of(next(region.iter("th"))) == "区"
    assert all(e.get("scope") == "col" for e in region.iter("th"))
    first = next(region.iter("tbody"))[0]
    assert [cell.get("class") for cell in first] == [None, "number", "number", "number"]


def test_a_column_of_numbers_may_have_blanks_but_no_words(tmp_path: Path) -> None:
    body = "| a | b | c |\n| - | - | - |\n| 1% | — | 7%左右 |\n| 甲 | -0.6 | 2 |\n"
    cells = [e for e in page_of(body, tmp_path).iter() if e.tag in {"th", "td"}]
    assert [text_of(e) for e in cells if e.get("class") == "number"] == ["b", "—", "-0.6"]


def test_quotes_and_code_keep_their_text(plan: Element) -> None:
    assert "公园是城市的客厅" in text_of(next(plan.iter("blockquote")))
    code = "".join(next(plan.iter("pre")).itertext())
    assert code == "报修电话  0000-12345\n值班时间  8:00-20:00"


def test_links_between_documents_follow_the_language(tmp_path: Path) -> None:
    library = library_of(
        parsed("---\ntitle: 甲\n---\n[乙](../park-plan/index.md#er-yang-hu-yao-qiu)\n", "first"),
        fixture("park-plan"),
    )
    files = render_site(library, site_config(tmp_path))
    for prefix in ("", "en/"):
        text = by_class(parse(files[f"{prefix}docs/first/index.html"]), "text")[0]
        assert next(text.iter("a")).get("href") == "../park-plan/#er-yang-hu-yao-qiu"


def section_pages(site: dict[str, bytes], prefix: str = "") -> list[str]:
    folder = f"{prefix}docs/street-trees/"
    return [path for path in site if path.startswith(folder) and path != f"{folder}index.html"]


def test_a_long_document_has_a_page_per_section(site: dict[str, bytes]) -> None:
    paths = section_pages(site)
    assert len(paths) == len(section_pages(site, "en/")) == 3
    contents = by_class(parse(site["docs/street-trees/index.html"]), "contents")[0]
    assert [a.attrib["href"].partition("/")[0] for a in contents.iter("a")] == [
        path.split("/")[2] for path in paths
    ]


def test_section_pages_lead_on_and_back(site: dict[str, bytes]) -> None:
    trees = [parse(site[path]) for path in section_pages(site)]
    assert text_of(next(trees[1].iter("h1"))) == "二、第二类街道"
    previous = [text_of(by_class(tree, "neighbour")[0]) for tree in trees]
    assert previous[0].endswith("行道树普查报告")
    assert previous[1].endswith("一、第一类街道")
    assert len(by_class(trees[2], "neighbour")) == 1
    assert "第 2 节，共 3 节" in text_of(by_class(trees[1], "breadcrumb")[0])


def test_neighbours_follow_the_order_of_the_list(plan: Element) -> None:
    links = {e.get("rel"): e.get("href") for e in by_class(plan, "neighbour")}
    assert links == {"prev": "../greenway-opens/", "next": "../street-trees/"}


def test_the_list_of_documents_is_by_year_with_anchors(site: dict[str, bytes]) -> None:
    tree = parse(site["docs/index.html"])
    assert [text_of(e) for e in by_class(tree, "year-name")] == ["2025", "2024", "未注日期"]
    assert [a.get("href") for a in by_class(tree, "years")[0]] == ["#_2025", "#_2024", "#_0"]


def test_home_shows_the_newest_with_date_publisher_and_summary(site: dict[str, bytes]) -> None:
    entry = by_class(parse(site["index.html"]), "entry")[0]
    text = text_of(entry)
    for part in ("2025年6月1日", "河湾日报", "清水河绿道首段开放", "6月1日，清水河绿道首段8公里"):
        assert part in text


def test_a_topic_lists_its_documents_and_its_neighbours(site: dict[str, bytes]) -> None:
    tree = parse(site["topics/gong-yuan/index.html"])
    assert [text_of(e) for e in by_class(tree, "entry-title")] == [
        "清水河绿道首段开放",
        "河湾市2025年公园建设计划",
    ]
    assert "城市更新" in text_of(by_class(tree, "front-side")[0])


def test_every_page_has_exactly_one_search_box(site: dict[str, bytes]) -> None:
    for path, data in site.items():
        if path.endswith(".html") and "old" not in path:
            boxes = [e for e in parse(data).iter("input") if e.get("name") == "q"]
            assert len(boxes) == 1, path


def test_an_empty_site_says_what_to_do(tmp_path: Path) -> None:
    files = render_site(library_of(), site_config(tmp_path))
    assert "seeds/" in text_of(by_class(parse(files["index.html"]), "front-main")[0])


def test_the_source_file_is_linked_where_the_repository_is_known(tmp_path: Path) -> None:
    config = site_config(tmp_path, repository="https://example.org/repo/")
    tree = parse(render_site(sample_library(), config)["docs/park-plan/index.html"])
    links = [a.get("href") for a in by_class(tree, "metadata")[0].iter("a")]
    assert "https://example.org/repo/blob/HEAD/content/park-plan/index.md" in links


def test_a_document_without_summary_has_no_empty_digest(tmp_path: Path) -> None:
    library = replace(library_of(fixture("summer-hours")), digests={})
    tree = parse(render_site(library, site_config(tmp_path))["docs/summer-hours/index.html"])
    assert not by_class(tree, "digest")
