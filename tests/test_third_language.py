"""A site gets a third language by a catalog of interface strings, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import polib
import pytest
from build_sites import built, differences, tree
from chromium import launch, served
from html_reader import by_class, parse, text_of
from playwright.sync_api import expect, sync_playwright

from sitegen.config import load_config
from sitegen.content.check import check_site
from sitegen.content.load import load_library
from sitegen.errors import ThemeError
from sitegen.model import Severity

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/digest/"
WORDS = {"Documents": "文書", "Search": "検索", "Parallel": "対訳", "Topics": "トピック"}
JAPANESE = {
    "行道树": "街路樹",
    "春天补种行道树。": "春に街路樹を補植する。",
    "## 夏天": "",
    "夏天浇水。": "夏には水をやる。",
}
SEEDS = {
    "trees": "title: 行道树\ndate: 2025-03-02\nauthors: [甲, 乙, 丙]\ntags: [绿化]",
    "roads": "title: 道路\ndate: 2024-05-06",
}


def write(root: Path) -> Path:
    """A bilingual site of two documents, with Japanese of one of them lying there unused."""
    root.mkdir(exist_ok=True)
    settings = f'title = "城事"\ntitle_en = "City Matters"\nbase_url = "{BASE}"\n'
    (root / "sitegen.toml").write_text(settings, encoding="utf-8")
    for slug, front in SEEDS.items():
        folder = root / "content" / slug
        folder.mkdir(parents=True)
        text = f"---\n{front}\n---\n\n春天补种行道树。\n\n## 夏天\n\n夏天浇水。\n"
        (folder / "index.md").write_text(text, encoding="utf-8")
    catalog(root / "content/trees/ja.po", JAPANESE)
    catalog(root / "content/trees/en.po", {"行道树": "Street trees", "夏天浇水。": "Water them."})
    tags = "zh,en,ja,note\n绿化,greening,緑化,\n"
    (root / "content" / "tags.csv").write_text(tags, encoding="utf-8")
    return root


def catalog(path: Path, texts: dict[str, str]) -> None:
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.extend(polib.POEntry(msgid=msgid, msgstr=msgstr) for msgid, msgstr in texts.items())
    po.save(str(path))


def add_japanese(root: Path) -> None:
    """What the documentation says: begin the catalog by the command, translate strings."""
    theme = root / "theme"
    shutil.copytree(ROOT / "templates", theme, ignore=shutil.ignore_patterns("static"))
    command = [sys.executable, str(ROOT / "tools/update-locale.py"), str(theme), "ja"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Japanese" in done.stdout, done.stderr
    shutil.move(theme / "locale/ja", root / "templates/locale/ja")
    path = root / "templates/locale/ja/LC_MESSAGES/sitegen.po"
    strings = polib.pofile(str(path))
    for entry in strings:
        entry.msgstr = WORDS.get(entry.msgid, "")
    strings.save()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("third") / "site")
    built(root)
    assert not (root / "public/ja").exists()
    add_japanese(root)
    built(root)
    return root


def test_a_catalog_is_all_it_takes_and_an_earlier_build_is_no_hindrance(
    site: Path, tmp_path: Path
) -> None:
    new = write(tmp_path / "site")
    add_japanese(new)
    built(new)
    assert differences(tree(site / "public"), tree(new / "public")) == []
    assert {"index.html", "docs/trees/index.html", "parallel/docs/trees/index.html"} <= {
        name.removeprefix("ja/") for name in tree(site / "public") if name.startswith("ja/")
    }


def test_pages_speak_the_language_and_say_where_they_do_not(site: Path) -> None:
    page = parse((site / "public/ja/docs/trees/index.html").read_bytes())
    assert page.get("lang") == "ja"
    assert text_of(next(page.iter("h1"))) == "街路樹"
    assert "文書" in text_of(by_class(page, "site-nav")[0])
    facts = text_of(by_class(page, "metadata")[0])
    assert "2025年3月2日" in facts and "甲、乙、丙" in facts and "緑化" in facts
    assert by_class(page, "brand-name")[0].get("lang") == "en"
    roads = parse((site / "public/ja/docs/roads/index.html").read_bytes())
    assert next(next(roads.iter("h1")).iter("span")).get("lang") == "zh"


def test_every_page_names_its_three_languages(site: Path) -> None:
    for path in ("", "docs/", "docs/roads/", "docs/trees/", "parallel/docs/trees/"):
        expected = {
            "zh": BASE + path,
            "en": f"{BASE}en/{path}",
            "ja": f"{BASE}ja/{path}",
            "x-default": BASE + path,
        }
        for prefix in ("", "en/", "ja/"):
            page = parse((site / "public" / prefix / path / "index.html").read_bytes())
            found = {e.get("hreflang"): e.get("href") for e in page.iter("link")}
            assert {key: value for key, value in found.items() if key} == expected


def test_sitemap_feeds_and_search_description_know_the_language(site: Path) -> None:
    public = site / "public"
    sitemap = ET.parse(public / "sitemap.xml").getroot()  # noqa: S314 - our own output
    links = [
        [link.get("hreflang") for link in url if link.get("rel") == "alternate"] for url in sitemap
    ]
    assert links and all(each == ["zh", "en", "ja", "x-default"] for each in links)
    feed = ET.parse(public / "ja/feed.xml").getroot()  # noqa: S314 - our own output
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ja"
    titles = [e.text for e in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == ["街路樹", "道路"]
    assert "<Language>ja</Language>" in (public / "ja/opensearch.xml").read_text(encoding="utf-8")
    manifest = json.loads((public / "search-index/manifest.json").read_bytes())
    assert [lang for lang, _, _ in manifest["languages"]] == ["zh", "en", "ja"]


def test_the_check_finds_nothing_wrong_and_counts_what_is_missing(site: Path) -> None:
    config = load_config(site)
    problems = check_site(config, load_library(config))
    assert [p for p in problems if p.severity is Severity.ERROR] == []
    assert any("no Japanese yet" in p.message for p in problems if "roads" in p.file)


def test_an_empty_catalog_of_a_document_fills_with_its_texts(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    add_japanese(root)
    path = root / "content/roads/ja.po"
    path.touch()
    built(root)
    entries = polib.pofile(str(path))
    assert [entry.msgid for entry in entries] == ["道路", "春天补种行道树。", "夏天", "夏天浇水。"]
    assert entries.metadata["Language"] == "ja"


def test_a_folder_that_is_no_language_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    (root / "templates/locale/klingonese/LC_MESSAGES").mkdir(parents=True)
    (root / "templates/locale/klingonese/LC_MESSAGES/sitegen.po").touch()
    with pytest.raises(ThemeError) as caught:
        built(root)
    [problem] = caught.value.problems
    assert problem.file == "templates/locale/klingonese"
    assert "no language code" in problem.message


def test_a_region_has_its_own_pages(tmp_path: Path) -> None:
    root = write(tmp_path / "site")
    folder = root / "templates/locale/pt_BR/LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog(folder / "sitegen.po", {"Documents": "Documentos"})
    built(root)
    page = parse((root / "public/pt-BR/docs/trees/index.html").read_bytes())
    assert page.get("lang") == "pt-BR"
    assert "Documentos" in text_of(by_class(page, "site-nav")[0])
    assert "2 de março de 2025" in text_of(by_class(page, "metadata")[0])


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    with served(site / "public") as address:
        yield address


@pytest.mark.browser
def test_a_reader_switches_to_it_and_finds_in_it(hosted: str) -> None:
    with sync_playwright() as playwright:
        page = launch(playwright).new_page(viewport={"width": 320, "height": 640})
        page.goto(f"{hosted}docs/trees/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator(".languages").get_by_text("日本語", exact=True).click()
        expect(page).to_have_url(f"{hosted}ja/docs/trees/")
        page.goto(f"{hosted}ja/search/?q=水をやる&lang=ja")
        hit = page.locator(".result").first
        expect(hit).to_contain_text("水をやる")
        expect(hit.locator("a").first).to_have_attribute("href", re.compile("/ja/docs/trees/.*#"))
        expect(page.locator("#_lang option[value=ja]")).to_have_text("日本語")
