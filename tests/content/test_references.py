"""Links and notes that a document defines elsewhere: nothing of them is lost."""

from __future__ import annotations

import pytest

from sitegen.content.blocks import parse_blocks
from sitegen.content.load import parse_document
from sitegen.content.markdown import inline_html, plain_text


def texts(markdown: str) -> list[str]:
    return [block.text for block in parse_blocks(markdown)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("见[通知][1]。\n\n[1]: https://a.example/x", "见[通知](https://a.example/x)。"),
        ("见[通知][]、[通知]。\n\n[通知]: ../b/", "见[通知](../b/)、[通知](../b/)。"),
        ('[a][B]\n\n[b]: /u (标 "题")', '[a](/u "标 \\"题\\"")'),
        ("[a]\n\n[a]: <b c.pdf>", "[a](b%20c.pdf)"),
        ("[a]\n\n[a]: <x(1.pdf>", "[a](<x(1.pdf>)"),
        ("![图][t]\n\n[t]: a.png", "![图](a.png)"),
        ("[![图][t]][u]\n\n[t]: a.png\n[u]: /u", "[![图](a.png)](/u)"),
        ("## 节 [a]\n\n[a]: /u", "节 [a](/u)"),
        ("- 项 [a]\n\n[a]: /u", "项 [a](/u)"),
    ],
)
def test_links_have_the_address_that_is_defined_elsewhere(text: str, shown: str) -> None:
    assert texts(text) == [shown]


@pytest.mark.parametrize("text", [r"\[a]", "`[a]`", "[a](/v)", "<https://b.example/[a]>"])
def test_what_is_no_reference_stays(text: str) -> None:
    assert texts(f"{text} [a]\n\n[a]: /u") == [f"{text} [a](/u)"]


def test_cells_have_addresses_too() -> None:
    (table,) = parse_blocks("| a |\n| --- |\n| [x][1] |\n\n[1]: /u")
    assert table.rows == (("a",), ("[x](/u)",))


@pytest.mark.parametrize(
    "definition",
    [
        "[unused]: https://a.example/",
        "[注]: 本表数据为初步核算数。",
        '[注]: 初步核算数 "题"',
        "[a]: javascript:alert(1)",
    ],
)
def test_a_definition_that_gives_no_link_an_address_is_a_paragraph(definition: str) -> None:
    assert texts(f"见[注]与[a]。\n\n{definition}\n\n末段。") == [
        "见[注]与[a]。",
        definition,
        "末段。",
    ]


def test_a_second_definition_of_a_label_is_shown_where_it_stands() -> None:
    found = list(parse_blocks("[a]\n\n[a]: /u\n\n中。\n\n[a]: /v\n\n末。", 4))
    assert [(block.text, block.line) for block in found] == [
        ("[a](/u)", 4),
        ("中。", 8),
        ("[a]: /v", 10),
        ("末。", 12),
    ]


def test_a_note_is_a_paragraph_to_which_its_mark_leads() -> None:
    document = parse_document(
        "---\ntitle: 题\n---\n收入[^1]与支出[^乙]。\n\n"
        "[^1]: 未经审计。\n[^乙]: 含\n结转。\n\n    另段。\n",
        file="content/x/index.md",
        folder="x",
    )
    blocks = list(document.blocks())
    assert [(block.plain, block.anchor[:2]) for block in blocks] == [
        ("收入[1]与支出[乙]。", "p-"),
        ("[1] 未经审计。", "fn"),
        ("[乙] 含结转。", "fn"),
        ("另段。", "p-"),
    ]
    page = inline_html(blocks[0].text)
    for note in blocks[1:3]:
        assert f'<sup><a href="#{note.anchor}">' in page
        assert "href" not in inline_html(note.text)


def test_a_mark_without_a_note_is_text() -> None:
    assert [plain_text(text) for text in texts("甲[^1]。\n\n- 乙[^2]\n")] == ["甲[^1]。", "乙[^2]"]
    assert "<a" not in "".join(map(inline_html, texts("甲[^1]。\n\n- 乙[^2]\n")))


def test_notes_within_notes_end_somewhere() -> None:
    deep = "\n\n".join(f"{'    ' * depth}[^{depth}]: 注{depth}" for depth in range(400))
    shown = "".join(texts(deep))
    assert all(f"注{depth}" in shown for depth in range(400))
