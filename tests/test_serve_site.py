"""`sitegen serve` on a real site: an edit, a mistake and its mending reach the browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from preview_client import Preview, served

from sitegen.scaffold import scaffold_site

PAGE = "docs/reading-room/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("served") / "site"
    scaffold_site(root, demo=True)
    settings = (root / "sitegen.toml").read_text(encoding="utf-8")
    settings = settings.replace("# base_url", "base_url")
    (root / "sitegen.toml").write_text(settings, encoding="utf-8")
    with served(root) as preview:
        yield preview


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_edit_of_a_document_is_shown(preview: Preview) -> None:
    assert preview.url.endswith("/digest/")
    page = preview.root / "content" / "reading-room" / "index.md"
    assert "全年共51场" in preview.get(PAGE)
    change = partial(edit, page, "全年共51场", "全年共五十一场")
    preview.after(change, PAGE, shows="全年共五十一场", hides="全年共51场")


def test_mistake_is_shown_and_mending_heals(preview: Preview) -> None:
    page = preview.root / "content" / "reading-room" / "index.md"
    said = "content/reading-room/index.md:4: unknown front matter key `kiker`"
    broken = preview.after(partial(edit, page, "kicker:", "kiker:"), PAGE, shows=said)
    assert "阅览室开放312天" in broken, "the last good page is still there"
    preview.after(partial(edit, page, "kiker:", "kicker:"), PAGE, hides="kiker")


def test_edit_of_a_translation_is_shown(preview: Preview) -> None:
    catalog = preview.root / "content" / "reading-room" / "en.po"
    change = partial(edit, catalog, "Simpler lending", "Borrowing made simple")
    preview.after(change, f"en/{PAGE}", shows="Borrowing made simple")


def test_new_seed_becomes_a_page(preview: Preview) -> None:
    seed = preview.root / "seeds" / "notice.txt"
    text = "## 关于延长开放时间的通知\n\n自下月起，阅览室延长开放时间，请各位读者留意公告。\n"
    change = partial(seed.write_text, text, encoding="utf-8")
    preview.after(change, "docs/", shows="关于延长开放时间的通知")


def test_site_template_overrides_the_theme_at_once(preview: Preview) -> None:
    template = preview.root / "templates" / "404.html"
    template.parent.mkdir()
    change = partial(template.write_text, "{% if %}", encoding="utf-8")
    preview.after(change, shows="templates/404.html:1:")
    preview.after(template.unlink, hides="templates/404.html")
