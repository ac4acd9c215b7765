"""HTML, Word and PDF as users bring them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from sitegen.errors import SeedError
from sitegen.ingest.read import read_seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import document_text
from sitegen.search.tokens import Tokenizer

HTML = """<!doctype html><html><head><meta charset="gb2312"><title>通知 - 政府网站</title></head>
<body><div class="nav"><a href="/">首页</a> <a href="/b">政务公开</a></div>
<div class="breadcrumb">您的位置：首页</div>
<div id="page"><div class="content"><h1>关于做好城市更新工作的通知</h1>
<p><strong>一、总体要求</strong></p>
<p>坚持规划先行，分步实施，逐年推进各项工作，确保取得实效。</p>
<ul><li>第一项工作。</li><li>第二项<strong>重点</strong>工作。</li></ul>
<table><tr><th>指标</th><th>2024</th></tr><tr><td>就业</td><td>12万人</td></tr></table>
<p><strong>二、主要任务</strong></p>
<p>全年更新改造老旧小区120个，<script>alert(1)</script>惠及居民3万户。</p></div></div>
<div class="footer">版权所有 备案号123</div></body></html>"""

EXPECTED = """## 一、总体要求

坚持规划先行，分步实施，逐年推进各项工作，确保取得实效。

- 第一项工作。
- 第二项**重点**工作。

| 指标 | 2024 |
| --- | --- |
| 就业 | 12万人 |

## 二、主要任务

全年更新改造老旧小区120个，惠及居民3万户。
"""


def ingested(path: Path) -> str:
    """The title and body that a file gives."""
    parsed = parse_seed(read_seed(path, path.name, file=path.name), Tokenizer().cut)
    (draft,) = parsed.drafts
    text = document_text(draft, replace(draft.meta, slug="a"))
    return draft.meta.title + "\n\n" + text.split("---\n", 2)[2].strip() + "\n"


def test_html_gives_the_main_part_without_navigation(tmp_path: Path) -> None:
    path = tmp_path / "notice.html"
    path.write_bytes(HTML.encode("gb2312"))
    assert ingested(path) == "关于做好城市更新工作的通知\n\n" + EXPECTED


def test_html_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><nav>菜单</nav><script>x</script></body></html>", "utf-8")
    with pytest.raises(SeedError, match="no text"):
        read_seed(path, path.name, file="seeds/empty.html")


def test_word_gives_headings_lists_and_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("关于做好城市更新工作的通知", 0)
    document.add_heading("一、总体要求", 1)
    document.add_paragraph("坚持规划先行，分步实施，逐年推进各项工作，确保取得实效。")
    document.add_paragraph("第一项工作。", style="List Bullet")
    item = document.add_paragraph("第二项", style="List Bullet")
    item.add_run("重点").bold = True
    item.add_run("工作。")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, [("指标", "2024"), ("就业", "12万人")], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_heading("二、主要任务", 1)
    document.add_paragraph("全年更新改造老旧小区120个，惠及居民3万户。")
    path = tmp_path / "notice.docx"
    document.save(str(path))
    assert ingested(path) == "关于做好城市更新工作的通知\n\n" + EXPECTED


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no zip at all" * 10])
def test_a_damaged_word_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data)
    with pytest.raises(SeedError, match=r"bad\.docx: is no readable Word document"):
        read_seed(path, path.name, file="seeds/bad.docx")


LEFT = [
    "郑州是全国重要的算力枢纽,正向",
    "着打造算力之城的目标前行。目前",
    "全市算力规模达到6200P,建有机",
]
RIGHT = ["架10万架、数据中心38个,5G基", "站总数5.2万座,网络规模居全国", "第一方阵。"]


def pdf(pages: int = 4) -> bytes:
    """A two-column page with a headline over both columns, a running head and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    width, height = A4
    for number in range(1, pages + 1):
        page.setFont("STSong-Light", 9)
        page.drawString(60, height - 40, f"示范日报 2025年1月{number}日")
        page.drawCentredString(width / 2, 30, f"- {number} -")
        page.setFont("STSong-Light", 20)
        page.drawString(60, height - 120, f"算力之城建设提速之{'一二三四'[number - 1]}")
        page.setFont("STSong-Light", 12)
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            page.drawString(60, height - 180 - 18 * row, left)
            page.drawString(320, height - 180 - 18 * row, right)
        page.showPage()
    page.save()
    return buffer.getvalue()


def test_a_pdf_is_read_column_by_column_without_running_heads(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf())
    text = read_seed(path, path.name, file="page.pdf").text
    assert "示范日报" not in text
    assert "- 2 -" not in text
    parsed = parse_seed(read_seed(path, path.name, file="page.pdf"), Tokenizer().cut)
    paragraphs = [p.text for d in parsed.drafts for p in d.pieces if p.is_body]
    assert "".join(LEFT + RIGHT) in paragraphs


def test_a_scanned_pdf_is_refused_by_name_with_what_to_do(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4)
    page.rect(50, 50, 400, 600, fill=1)
    page.showPage()
    page.save()
    path = tmp_path / "scan.pdf"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(SeedError, match=r"seeds/scan\.pdf: .*OCR"):
        read_seed(path, path.name, file="seeds/scan.pdf")


def test_without_the_extra_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sitegen.ingest.formats.pdf", None)
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf(1))
    with pytest.raises(SeedError, match=r"sitegen\[formats\]"):
        read_seed(path, path.name, file="seeds/page.pdf")
