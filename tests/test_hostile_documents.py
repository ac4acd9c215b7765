"""Documents are data: whatever they hold, a build ends in clear lines or in pages that are ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build_sites import built, command, tree
from html_harmless import foreign
from html_reader import pages

from sitegen.errors import SitegenError

SCRIPT = "<script>alert(1)</script>"
MARKUP = (
    SCRIPT,
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><iframe src="https://example.org/"></iframe>',
    "</title><style>*{display:none}</style>",
    "[a](javascript:alert(1))",
    "[b](JaVaScRiPt&colon;alert(1))",
    "[c](data:text/html;base64,PHNjcmlwdD4=)",
    "![d](vbscript:x)",
    "<javascript:alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "<!-- x --><base href=//example.org>",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content" / "a").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "sitegen.toml").write_text(f"title = '''{SCRIPT}'''\n", encoding="utf-8")
    return root


def write(site: Path, text: str, folder: str = "a") -> Path:
    page = site / "content" / folder / "index.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return page


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def assert_harmless(site: Path) -> None:
    found = pages(tree(site / "public"))
    assert found
    assert {path: list(foreign(root)) for path, root in found.items() if any(foreign(root))} == {}


def test_markup_everywhere_stays_text(site: Path) -> None:
    lines = [f"正文 {text} 完。" for text in MARKUP]
    front = "\n".join(
        [
            f"title: {quoted(MARKUP[4] + SCRIPT)}",
            f"subtitle: {quoted(MARKUP[1])}",
            f"kicker: {quoted(MARKUP[3])}",
            f"publisher: {quoted(MARKUP[2])}",
            f"authors: [{quoted(SCRIPT)}, {quoted(MARKUP[10])}]",
            f"tags: [{quoted(SCRIPT)}, {quoted(MARKUP[3])}]",
            f"notes: [{quoted('continued: ' + SCRIPT)}]",
        ]
    )
    headings = "\n\n".join(f"## {text}\n\n{line}" for text, line in zip(MARKUP, lines, strict=True))
    cells = "|" + "|".join(SCRIPT for _ in range(3)) + "|\n|---|---|---|\n|1|2|3|"
    write(site, f"---\n{front}\n---\n{headings}\n\n{cells}\n\n```\n{SCRIPT}\n```\n")
    write(site, "---\ntitle: 乙\n---\n另一份文件。\n", "b")
    units = "".join(
        f'msgid "{line}"\nmsgstr "{text}"\n\n'.replace("\n\n", "\n\n")
        for line, text in zip(
            (line.replace('"', '\\"') for line in lines),
            (f"English {text}".replace('"', '\\"') for text in reversed(MARKUP)),
            strict=True,
        )
    )
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (site / "content/a/en.po").write_text(header + units, encoding="utf-8")
    glossary = f'zh,en,note\n另一份,"{SCRIPT}",\n'
    (site / "content/glossary.csv").write_text(glossary, encoding="utf-8")
    built(site)
    assert_harmless(site)


def test_markup_in_seeds_stays_text(site: Path) -> None:
    (site / "seeds" / "x.txt").write_text("\n\n".join(MARKUP), encoding="utf-8")
    (site / "seeds" / f"{SCRIPT.replace('/', '_')}.txt").write_text(
        f"{SCRIPT}\n\n一、{MARKUP[1]}\n\n正文。\n", encoding="utf-8"
    )
    built(site)
    assert_harmless(site)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("slug: ../../x", "slug"),
        ("slug: /etc", "slug"),
        ("aliases: [../../../x/]", "alias"),
        ("aliases: [https://example.org/]", "alias"),
        ("source: ../../../etc/passwd", "source"),
        ("authors: !!python/object/apply:os.system [id]", "authors|tag|YAML"),
        ("tags: [&a x, *a]", "alias|anchor|YAML"),
        ("tags: &a [*a]", "alias|anchor|YAML"),
        ("date: 2025-13-45", "date|month"),
    ],
)
def test_front_matter_that_reaches_out_is_one_line_or_harmless(
    site: Path, front: str, said: str
) -> None:
    write(site, f"---\ntitle: 题\n{front}\n---\n正文。\n")
    before = sorted(site.parent.iterdir())
    try:
        built(site)
    except SitegenError as error:
        problem = error.problems[0]
        assert problem.file == "content/a/index.md"
        assert re.search(said, problem.message)
        assert "\n" not in str(problem)
    else:
        assert_harmless(site)
        assert not any(b"root:" in data for data in tree(site / "public").values())
    assert sorted(site.parent.iterdir()) == before


def test_billion_laughs_is_one_line(site: Path) -> None:
    laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for one, other in zip("abcdefgh", "bcdefghi", strict=True):
        laughs.append(f"{other}: &{other} [{', '.join([f'*{one}'] * 9)}]")
    write(site, "---\ntitle: 题\n" + "\n".join(laughs) + "\n---\n正文。\n")
    with pytest.raises(SitegenError) as caught:
        built(site)
    assert caught.value.problems[0].file == "content/a/index.md"


def test_links_out_of_the_site_are_not_followed(site: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容不得外传。\n", encoding="utf-8")
    (site / "seeds/link.txt").symlink_to(secret)
    (site / "content/linked").symlink_to(tmp_path, target_is_directory=True)
    (site / "content/b").mkdir()
    (site / "content/b/index.md").symlink_to(secret)
    write(site, "---\ntitle: 题\n---\n正文，见[表](x.pdf)和[上](../../../secret.txt)。\n")
    (site / "content/c").symlink_to(tmp_path / "nothing")
    (site / "content/d").mkdir()
    (site / "content/d/index.md").symlink_to(tmp_path / "nothing")
    told = {problem.file: problem.message for problem in built(site).problems}
    assert told["content/b/index.md"].startswith("is left out: it is a symbolic link that leaves")
    for file in ("content/c", "content/d/index.md"):
        assert told[file].startswith("is left out: it is a symbolic link that leads to nothing")
    assert not any("机密".encode() in data for data in tree(site / "public").values())
    (site / "content/a/x.pdf").symlink_to(secret)
    with pytest.raises(SitegenError, match="leaves the site"):
        built(site)


def test_folder_that_links_to_itself_ends(site: Path) -> None:
    write(site, "---\ntitle: 题\n---\n正文。\n")
    (site / "content/a/loop").symlink_to(site / "content", target_is_directory=True)
    built(site)
    assert built(site).is_unchanged


CONTROLS = "甲\x00乙\x1b[31m丙\u202e丁\u2066戊\ufeff己\ud7ff\u0085庚"


def test_control_signs_give_valid_pages_or_one_line(site: Path) -> None:
    write(site, f"---\ntitle: 题\n---\n## {CONTROLS}\n\n正文{CONTROLS}。\n")
    (site / "seeds" / "c.txt").write_text(f"{CONTROLS}\n\n正文{CONTROLS}。\n", encoding="utf-8")
    try:
        built(site)
    except SitegenError as error:
        assert all("\n" not in str(problem) for problem in error.problems)
    else:
        for path, data in tree(site / "public").items():
            if path.endswith(".html"):
                assert b"\x00" not in data and b"\x1b" not in data, path
        assert_harmless(site)


def test_nothing_of_a_document_steers_the_terminal(site: Path) -> None:
    write(site, "---\ntitle: 题\nx\x1b[2J\u202e: 1\n---\n正文。\n")
    done = command(site)
    assert "\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_twenty_thousand_headings_make_one_page(site: Path) -> None:
    text = "".join(f"## 第{number}节\n\n正文{number}。\n\n" for number in range(20_000))
    write(site, f"---\ntitle: 题\n---\n{text}")
    report = built(site)
    assert report.pages < 30
    assert report.entries == 20_000


def test_paragraph_of_five_megabytes(site: Path) -> None:
    (site / "seeds" / "long.txt").write_text(
        "标题\n\n" + "这一段很长，" * 280_000 + "完。\n", "utf-8"
    )
    assert built(site).documents == 1
    size = max(path.stat().st_size for path in (site / "public").rglob("*.html"))
    assert size > 5_000_000


@pytest.mark.parametrize("place", ["seeds/long.txt", "content/a/index.md"])
def test_paragraph_of_fifty_megabytes_is_one_line(site: Path, place: str) -> None:
    path = site / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("# 标题\n\n" + "这一段很长，" * 2_800_000 + "完。\n", encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        built(site)
    said = f"{place}: has 16.8 million characters; a document may have 5 million: split it"
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "../../secret.txt" %}',
        '{% extends "../../secret.txt" %}',
        '{% include "/etc/passwd" %}',
        '{% include "partials/../../../secret.txt" %}',
        '{% import "..\\\\..\\\\secret.txt" as x %}',
    ],
)
def test_template_names_do_not_leave_the_theme(site: Path, tmp_path: Path, tag: str) -> None:
    (tmp_path / "secret.txt").write_text("机密内容不得外传。\n", encoding="utf-8")
    write(site, "---\ntitle: 题\n---\n正文。\n")
    (site / "templates").mkdir()
    (site / "templates/404.html").write_text(tag, encoding="utf-8")
    with pytest.raises(SitegenError, match=r"templates/404\.html:1: no template") as caught:
        built(site)
    assert "\n" not in str(caught.value)
    assert not (site / "public").exists()


@pytest.mark.parametrize("key", ["template: ../../x.html", "layout: ../x", "url: ../../x"])
def test_document_cannot_choose_a_template_or_an_address(site: Path, key: str) -> None:
    write(site, f"---\ntitle: 题\n{key}\n---\n正文。\n")
    with pytest.raises(SitegenError, match="unknown front matter key"):
        built(site)
