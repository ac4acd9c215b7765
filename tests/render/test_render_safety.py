"""Documents are data: nothing that they say becomes markup, and no page runs inline code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from html_reader import addresses, pages, parse, text_of
from render_samples import library_of, parsed, render_site, site_config, with_meta

from sitegen.content.library import Library, Topic
from sitegen.errors import ContentError, ThemeError
from sitegen.model import Catalog, Digest, Sentence, Translated, TranslationState

EVIL = """<script>alert(1)</script><img src=x onerror=alert(1)>"'&amp;</title>"""

DOCUMENT = f"""---
title: placeholder
---
{EVIL}

## {EVIL}

- {EVIL}

| a | b |
| --- | --- |
| {EVIL} | [x](javascript:alert(1)) |

> {EVIL}

```
{EVIL}
```

[good](https://example.org/) [bad](javascript:alert(1)) [data](data:text/html,x) ![{EVIL}](a.png)
"""


def hostile_library() -> Library:
    """Markup in everything that an editor or a translator can write."""
    document = with_meta(
        parsed(DOCUMENT, "evil"),
        title=EVIL,
        kicker=EVIL,
        subtitle=EVIL,
        publisher=EVIL,
        authors=(EVIL,),
        source=EVIL,
        tags=(EVIL,),
        notes=(f"continued: {EVIL}", EVIL),
    )
    block = document.lead.blocks[0]
    summary = (Sentence(block.plain, document.lead.id, block.anchor, 0),)
    entries = {
        unit: Translated(EVIL, TranslationState.MACHINE)
        for part in document.blocks()
        for unit in part.units
    } | {EVIL: Translated(EVIL + " en", TranslationState.OUTDATED)}
    return replace(
        library_of(document),
        catalogs={document.slug: {"en": Catalog("en", "content/evil/en.po", entries)}},
        topics=(Topic(EVIL, "evil", (document,)),),
        digests={document.slug: Digest(summary, (EVIL,), ())},
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    names = ("title", "title_en", "description", "description_en", "publisher")
    settings = dict.fromkeys(names, EVIL) | {"base_url": "https://example.org/"}
    return render_site(hostile_library(), site_config(tmp_path_factory.mktemp("evil"), **settings))


def test_no_markup_comes_out_of_documents_settings_or_translations(
    hostile: dict[str, bytes],
) -> None:
    for path, tree in pages(hostile).items():
        for script in tree.iter("script"):
            assert "/js/" in script.get("src", ""), path
            assert not script.text, path
        assert all(image.get("src") != "x" for image in tree.iter("img")), path
        for element in tree.iter():
            assert not [name for name in element.attrib if name.startswith("on")], path
            assert "style" not in element.attrib, path


def test_the_markup_is_shown_as_text(hostile: dict[str, bytes]) -> None:
    tree = parse(hostile["docs/evil/index.html"])
    assert "<script>alert(1)</script>" in text_of(next(tree.iter("h1")))
    assert "<script>alert(1)</script>" in text_of(next(tree.iter("pre")))


def test_links_lead_only_to_the_web_mail_or_the_site(hostile: dict[str, bytes]) -> None:
    for path, tree in pages(hostile).items():
        for address in addresses(tree):
            assert not address.startswith(("javascript:", "data:", "//")), (path, address)


def test_feeds_stay_well_formed(hostile: dict[str, bytes]) -> None:
    for path, data in hostile.items():
        if path.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 - our own output


def test_every_page_forbids_inline_code(site: dict[str, bytes]) -> None:
    for path, tree in pages(site).items():
        policy = next(m for m in tree.iter("meta") if m.get("http-equiv", "").startswith("Content"))
        assert "default-src 'self'" in policy.attrib["content"], path
        assert "unsafe" not in policy.attrib["content"], path
        assert not list(tree.iter("style")), path


def test_nothing_is_requested_from_elsewhere(site: dict[str, bytes]) -> None:
    for path, tree in pages(site).items():
        for element in tree.iter():
            loads = element.tag in {"script", "img"} or element.get("rel") in {"stylesheet", "icon"}
            source = element.get("src") or element.get("href") or ""
            assert not (loads and "//" in source), (path, source)
    for path, data in site.items():
        if path.endswith(".css"):
            assert b"url(" not in data, path
            assert b"@import" not in data, path


def test_two_pages_never_want_one_address(tmp_path: Path) -> None:
    document = with_meta(parsed(DOCUMENT, "evil"), aliases=("docs/",))
    with pytest.raises(ContentError, match=r"content/evil/index\.md: alias `docs/` is already"):
        render_site(library_of(document), site_config(tmp_path))


def test_a_picture_beside_a_document_is_published_for_all_its_pages(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "with-picture"
    folder.mkdir(parents=True)
    (folder / "图 1.png").write_bytes(b"png")
    (folder / "draft.png").write_bytes(b"unused")
    text = "---\ntitle: t\n---\n![河岸](<图 1.png>)\n\n[页](page.html) [目录](../with-picture/)\n"
    (folder / "page.html").write_text("<script>alert(1)</script>")
    files = render_site(library_of(parsed(text, "with-picture")), site_config(tmp_path))
    assert files["docs/with-picture/图 1.png"] == b"png"
    assert "docs/with-picture/draft.png" not in files
    assert "docs/with-picture/page.html" not in files
    english = parse(files["en/docs/with-picture/index.html"])
    image = next(english.iter("img"))
    assert image.get("src") == "../../../docs/with-picture/%E5%9B%BE%201.png"
    assert image.get("alt") == "河岸"


def test_a_picture_may_not_be_a_link_out_of_the_site(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    folder = tmp_path / "site" / "content" / "doc"
    folder.mkdir(parents=True)
    (folder / "a.png").symlink_to(secret)
    document = parsed("---\ntitle: t\n---\n![x](a.png)\n", "doc")
    with pytest.raises(ContentError, match=r"content/doc/a\.png: is a symbolic link"):
        render_site(library_of(document), site_config(tmp_path / "site"))


def test_a_theme_file_may_not_be_a_link_out_of_the_site(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("secret")
    for name in ("static/css/own.css", "home.html"):
        site = tmp_path / name.replace("/", "-")
        link = site / "templates" / name
        link.parent.mkdir(parents=True)
        link.symlink_to(secret)
        with pytest.raises(ThemeError, match=rf"templates/{name}: is a symbolic link"):
            render_site(library_of(), site_config(site))
