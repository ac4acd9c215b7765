"""A document beside its translation, without a script."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from html_reader import by_class, ids, parse, text_of

PARK = "parallel/docs/park-plan/index.html"


def rows(tree: Element) -> list[list[tuple[str, str]]]:
    """Language and text of each row's sides."""
    return [
        [(side.attrib["lang"], text_of(side)) for side in row if "side" in side.get("class", "")]
        for row in by_class(tree, "pair")
    ]


def switch(tree: Element) -> list[tuple[str, str]]:
    """What the switch of the running head offers: text and address, "" for where one is."""
    return [(text_of(item), item.get("href", "")) for item in by_class(tree, "languages")[0]]


def test_every_block_stands_beside_its_translation(site: dict[str, bytes]) -> None:
    tree = parse(site[PARK])
    found = rows(tree)
    assert all([lang for lang, _ in row] in (["zh", "en"], ["zh", "zh"]) for row in found)
    texts = [tuple(text for _, text in row) for row in found]
    [pair] = [pair for pair in texts if "12座" in pair[0] or "12 parks" in pair[1]]
    assert "12" in pair[0] and "12 parks" in pair[1]
    source = parse(site["docs/park-plan/index.html"])
    anchors = {name for name in ids(source) if name.startswith("p-")}
    assert anchors and anchors <= set(ids(tree))


def test_no_id_stands_twice(site: dict[str, bytes]) -> None:
    for path in [p for p in site if "parallel/" in p]:
        found = ids(parse(site[path]))
        assert len(found) == len(set(found)), path


def test_untranslated_blocks_are_told_apart_and_marks_stand_on_the_translation(
    site: dict[str, bytes],
) -> None:
    tree = parse(site[PARK])
    sides = [side for row in by_class(tree, "pair") for side in by_class(row, "side")]
    marked = [side for side in sides if by_class(side, "state")]
    assert marked and all(side.get("lang") == "en" for side in marked)
    foreign = [e for side in sides if side.get("lang") == "en" for e in side if e.get("lang")]
    assert foreign and {e.get("lang") for e in foreign} == {"zh"}


def test_the_switch_leads_between_both_languages_and_the_parallel_view(
    site: dict[str, bytes],
) -> None:
    assert switch(parse(site["docs/park-plan/index.html"])) == [
        ("中文", ""),
        ("English", "../../en/docs/park-plan/"),
        ("对照", "../../parallel/docs/park-plan/"),
    ]
    assert switch(parse(site["en/" + PARK])) == [
        ("中文", "../../../../docs/park-plan/"),
        ("English", "../../../docs/park-plan/"),
        ("Parallel", ""),
    ]


def test_a_document_without_translation_has_no_parallel_view(site: dict[str, bytes]) -> None:
    assert "parallel/docs/summer-hours/index.html" not in site
    assert [text for text, _ in switch(parse(site["docs/summer-hours/index.html"]))] == [
        "中文",
        "English",
    ]


def test_search_engines_are_sent_to_the_documents_instead(public_site: dict[str, bytes]) -> None:
    assert b"parallel/" not in public_site["sitemap.xml"]
    robots = [
        m.get("content") for m in parse(public_site[PARK]).iter("meta") if m.get("name") == "robots"
    ]
    assert robots == ["noindex"]
