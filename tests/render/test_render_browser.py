"""Pages as readers use them: in Chromium, under a sub-path, with what they can press and type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from chromium import launch, save, served
from indexing import index_files
from playwright.sync_api import Browser, Page, expect, sync_playwright
from render_samples import render_site, sample_library, site_config

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

PAGES = [
    "",
    "docs/",
    "docs/park-plan/",
    "docs/street-trees/",
    "docs/street-trees/er-di-er-lei-jie-dao/",
    "topics/",
    "topics/gong-yuan/",
    "search/?q=公园",
    "search/",
    "404.html",
    "en/",
    "en/docs/park-plan/",
    "parallel/docs/park-plan/",
]


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample site with its search index, under /digest/."""
    root: Path = tmp_path_factory.mktemp("hosted")
    config = site_config(root, base_url="http://127.0.0.1/digest/")
    library = sample_library()
    save(render_site(library, config), root / "digest")
    index = index_files(library, config, root / "store")
    save({file.path: file.data for file in index}, root / "digest")
    with served(root) as address:
        yield f"{address}digest/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@dataclass(frozen=True)
class Visit:
    """A page that was opened, with what happened meanwhile."""

    page: Page
    root: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, browser: Browser, hosted: str) -> Iterator[Visit]:
    """Each kind of page, opened once for all tests that only look at it."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    made = Visit(context.new_page(), hosted)
    made.page.on("request", lambda request: made.requests.append(request.url))
    made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
    made.page.on("console", lambda m: made.complaints.append(m.text) if m.type == "error" else None)
    made.page.goto(hosted + request.param, wait_until="networkidle")
    yield made
    context.close()


def test_a_page_breaks_no_policy_and_loads_only_its_own_site(visit: Visit) -> None:
    # Chromium reports a violated Content-Security-Policy as an error on the console.
    assert visit.complaints == []
    assert all(request.startswith(visit.root) for request in visit.requests)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_a_page_is_never_wider_than_the_window(width: int, visit: Visit) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm ci)")
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_a_page_meets_wcag_2_2_aa(
    scheme: Literal["light", "dark"], width: int, visit: Visit
) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: Any = visit.page.evaluate(
        "standard => axe.run({ runOnly: { type: 'tag', values: standard } })", STANDARD
    )
    problems = [(v["id"], [node["html"] for node in v["nodes"]]) for v in found["violations"]]
    assert problems == []


def test_from_a_key_to_the_paragraph(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}docs/summer-hours/")
    page.keyboard.press("/")
    page.keyboard.type("贯通绿道")
    page.keyboard.press("Enter")
    expect(page.locator(".result-snippet mark").first).to_have_text("贯通绿道")
    page.locator("[data-search-input]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{hosted}docs/park-plan/?h={quote('贯通绿道')}#er-yan-he-lv-dao")
    mark = page.locator("mark")
    expect(mark).to_have_text("贯通绿道")
    expect(mark).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(mark).to_have_count(0)
    expect(page.locator("#p-98d3e7")).to_contain_text("沿清水河两岸贯通绿道26公里")


def test_arrows_move_among_results_and_escape_returns(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}search/?q=公园")
    links = page.locator(".result a")
    expect(links.nth(1)).to_be_visible()
    box = page.locator("[data-search-input]")
    box.focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(links).to_have_count(0)


def test_the_address_holds_the_search(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}search/")
    page.locator("[data-search-input]").fill("公园")
    expect(page.locator(".result").first).to_be_visible()
    page.get_by_label("年份").select_option("2025")
    document = page.get_by_label("文档", exact=True)
    document.select_option("park-plan")
    page.wait_for_url(f"{hosted}search/?q={quote('公园')}&year=2025&document=park-plan")
    elsewhere = page.locator(".result a", has_text="关于夏季开放时间的说明")
    expect(elsewhere).to_have_count(0)  # it was there until the filter took hold
    titles = page.locator(".result a").all_text_contents()
    page.reload()
    expect(page.locator(".result a")).to_have_text(titles)
    expect(document.locator("option:checked")).to_have_text("河湾市2025年公园建设计划")


def test_more_results_follow_on_demand(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}search/?q=街道 公园 绿道 park")
    results = page.locator(".result")
    expect(results).to_have_count(10)
    page.get_by_role("button", name="更多结果").click()
    expect(results.nth(10)).to_be_visible()


def test_nothing_found_gives_advice(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}search/?q=qqzzqq")
    expect(page.get_by_role("status")).to_have_text("没有找到“qqzzqq”。")
    expect(page.locator("[data-search-advice]")).to_be_visible()


def test_a_query_is_never_markup(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}search/?q=" + quote("<img src=qqzz>"))
    expect(page.get_by_role("status")).to_have_text("没有找到“<img src=qqzz>”。")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        ("", 404, "本站没有搜索索引"),
        ("<!doctype html><p>hello", 200, "不是搜索索引"),
        ('{"format": 999}', 200, "版本不一致"),
    ],
)
def test_a_broken_index_is_told_in_the_readers_language(
    body: str, status: int, message: str, browser: Browser, hosted: str
) -> None:
    page = browser.new_page()
    page.context.route(
        "**/search-index/manifest.json", lambda route: route.fulfill(status=status, body=body)
    )
    page.goto(f"{hosted}search/?q=公园")
    expect(page.get_by_role("alert")).to_contain_text(message)
    page.context.close()


def test_the_language_switch_keeps_the_paragraph(page: Page, hosted: str) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto(f"{hosted}docs/park-plan/")
    top = "document.querySelector('#p-98d3e7').getBoundingClientRect().top"
    page.evaluate("document.querySelector('#p-98d3e7').scrollIntoView()")
    # By place, as a finger does: the driver would scroll a sticky element into view first.
    box = page.locator(".languages a[hreflang=en]").bounding_box()
    assert box
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    page.wait_for_url(f"{hosted}en/docs/park-plan/#p-98d3e7")
    assert 0 <= page.evaluate(top) < 120


def test_the_chosen_theme_stays(page: Page, hosted: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(hosted)
    button = page.get_by_role("button", name="深色主题")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"{hosted}docs/")
    assert page.evaluate(background) != light
    page.get_by_role("button", name="深色主题").click()
    assert page.evaluate(background) == light
    assert page.evaluate("localStorage.length") == 0


def test_paper_is_light_whatever_the_theme(page: Page, hosted: str) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(f"{hosted}docs/park-plan/")
    colour = "getComputedStyle(document.documentElement).color"
    assert page.evaluate(colour) == "rgb(28, 29, 32)"
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(colour) == "rgb(28, 29, 32)"
    expect(page.locator(".running-head")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_the_outline_shows_where_one_reads(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}docs/park-plan/")
    outline = page.get_by_role("navigation", name="提纲")
    outline.get_by_role("link", name="二、养护要求").click()
    expect(outline.locator("[aria-current]")).to_have_text("二、养护要求")
    expect(page.locator("#er-yang-hu-yao-qiu h2")).to_be_in_viewport()


def test_everything_but_search_works_without_script(browser: Browser, hosted: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(hosted)
    page.get_by_role("link", name="河湾市2025年公园建设计划").click()
    page.locator("summary").click()
    page.get_by_role("link", name="二、养护要求").first.click()
    expect(page).to_have_url(f"{hosted}docs/park-plan/#er-yang-hu-yao-qiu")
    expect(page.locator("[data-theme-toggle]")).to_be_hidden()
    page.goto(f"{hosted}search/")
    expect(page.locator("noscript p")).to_contain_text("需要启用 JavaScript")
    context.close()


def test_a_moved_page_leads_on(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}old/park-plan/")
    expect(page).to_have_url(f"{hosted}docs/park-plan/")
