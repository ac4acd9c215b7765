"""Pages on a phone: what is squeezed where there is little room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import launch, save, served
from playwright.sync_api import Page, sync_playwright
from render_samples import library_of, parsed, render_site, site_config

pytestmark = pytest.mark.browser

TITLE = "河湾市人民代表大会常务委员会公报与政府工作报告摘读"
TABLE = """---
title: 各区建设任务
---

| 责任单位 | 计划新建和改造的公园数量（座） | Planned investment in all districts (million yuan) |
| --- | --- | --- |
| 东岸区住房和城乡建设局会同自然资源局 | 12 | 1,003,400 |
| 西岸区住房和城乡建设局 | 4 | 2,850 |
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The document with a table, on a site with a long title, in a narrow window."""
    root: Path = tmp_path_factory.mktemp("narrow")
    config = site_config(root, title=TITLE)
    save(render_site(library_of(parsed(TABLE, "tasks")), config), root / "site")
    with served(root / "site") as address, sync_playwright() as playwright:
        browser = launch(playwright)
        opened = browser.new_page(viewport={"width": 390, "height": 800})
        opened.goto(f"{address}docs/tasks/")
        yield opened
        browser.close()


def test_the_seal_beside_a_long_title_stays_square(page: Page) -> None:
    box = page.locator(".seal").bounding_box()
    assert box
    assert box["width"] == pytest.approx(box["height"], abs=0.5)


def test_headings_of_figures_wrap_and_figures_do_not(page: Page) -> None:
    def lines(selector: str) -> float:
        return page.locator(selector).first.evaluate(
            "cell => { const range = document.createRange(); range.selectNodeContents(cell);"
            " return new Set([...range.getClientRects()].map(({ top }) => top)).size }"
        )

    assert lines("th.number >> nth=0") > 1
    assert lines("th.number >> nth=1") > 1
    assert lines("td.number >> nth=1") == 1
    name, figure = (page.locator(f"{cell} >> nth=0") for cell in ("td", "td.number"))
    assert name.evaluate("cell => cell.offsetWidth") > figure.evaluate("cell => cell.offsetWidth")
    assert page.locator(".table").evaluate("table => table.scrollWidth <= table.clientWidth")
