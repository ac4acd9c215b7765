"""Whatever was edited, a build gives what a first build of the same input gives."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build_sites import NAMES, built, differences, notice, small_site, tree

Edit = Callable[[Path, random.Random], None]


def documents(site: Path) -> list[Path]:
    return sorted((site / "content").glob("*/index.md"))


def add_seed(site: Path, chance: random.Random) -> None:
    name, number = chance.choice(NAMES), chance.randrange(1000)
    (site / "seeds" / f"{number}.txt").write_text(notice(name, number), encoding="utf-8")


def edit_seed(site: Path, chance: random.Random) -> None:
    seed = chance.choice(sorted((site / "seeds").glob("*.txt")))
    text = seed.read_text("utf-8").replace("总投资", f"计划在{chance.randrange(99)}个月内总投资")
    seed.write_text(text, encoding="utf-8")


def edit_document(site: Path, chance: random.Random) -> None:
    page = chance.choice(documents(site))
    words = "".join(chance.choices(NAMES, k=3))
    extra = chance.choice(
        ("\n## {}\n\n全市{}成效明显。\n", "\n{}，另见[{}](../x/)。\n", "\n- {}、{}\n")
    )
    page.write_text(page.read_text("utf-8") + extra.format(words, words), encoding="utf-8")


def edit_title(site: Path, chance: random.Random) -> None:
    page = chance.choice(documents(site))
    lines = page.read_text("utf-8").splitlines(keepends=True)
    wanted = f"title: 关于{chance.choice(NAMES)}的若干意见{chance.randrange(99)}\n"
    page.write_text(
        "".join(wanted if line.startswith("title:") else line for line in lines), encoding="utf-8"
    )


def tag_document(site: Path, chance: random.Random) -> None:
    page = chance.choice(documents(site))
    text = page.read_text("utf-8")
    if "\ntags:" not in text:
        tag = chance.choice(NAMES)
        page.write_text(text.replace("\n---\n", f"\ntags: [{tag}]\n---\n", 1), encoding="utf-8")


def link_documents(site: Path, chance: random.Random) -> None:
    one, other = chance.choice(documents(site)), chance.choice(documents(site))
    text = one.read_text("utf-8") + f"\n见[此处](../{other.parent.name}/)。\n"
    one.write_text(text, encoding="utf-8")


def delete_document(site: Path, chance: random.Random) -> None:
    if len(documents(site)) > 2:
        shutil.rmtree(chance.choice(documents(site)).parent)


def rename_document(site: Path, chance: random.Random) -> None:
    folder = chance.choice(documents(site)).parent
    folder.rename(folder.with_name(f"renamed-{chance.randrange(10_000)}"))


def translate_unit(site: Path, chance: random.Random) -> None:
    folder = chance.choice(documents(site)).parent
    line = chance.choice(
        [x for x in (folder / "index.md").read_text("utf-8").splitlines() if x.endswith("。")]
    )
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    (folder / "en.po").write_text(
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        f'msgid "{quoted}"\nmsgstr "English {chance.randrange(99)}"\n',
        encoding="utf-8",
    )


def edit_glossary(site: Path, chance: random.Random) -> None:
    lines = [f"{name},term {chance.randrange(99)},\n" for name in chance.sample(NAMES, 3)]
    (site / "content/glossary.csv").write_text("zh,en,note\n" + "".join(lines), encoding="utf-8")


def edit_template(site: Path, chance: random.Random) -> None:
    folder = site / "templates/partials"
    folder.mkdir(parents=True, exist_ok=True)
    (site / "templates/404.html").write_text(f"<title>{chance.random()}</title>", encoding="utf-8")


def edit_style(site: Path, chance: random.Random) -> None:
    folder = site / "templates/static/css"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.css").write_text(f"p {{ order: {chance.randrange(99)} }}\n", encoding="utf-8")


def edit_settings(site: Path, chance: random.Random) -> None:
    base = chance.choice(("", 'base_url = "https://example.org/x/"\n'))
    text = f'title = "通知{chance.randrange(99)}"\n{base}'
    (site / "sitegen.toml").write_text(text, encoding="utf-8")


def damage_cache(site: Path, chance: random.Random) -> None:
    entry = chance.choice(sorted((site / ".sitegen/cache").rglob("*.json")))
    data = bytearray(entry.read_bytes())
    data[chance.randrange(len(data))] ^= 1
    entry.write_bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)


EDITS: tuple[Edit, ...] = (
    add_seed,
    edit_seed,
    edit_document,
    edit_title,
    tag_document,
    link_documents,
    delete_document,
    rename_document,
    translate_unit,
    edit_glossary,
    edit_template,
    edit_style,
    edit_settings,
    damage_cache,
)


def clean_copy(site: Path, place: Path) -> dict[str, bytes]:
    """What a first build of the same seeds, content, templates and settings gives."""
    shutil.rmtree(place, ignore_errors=True)
    kept = shutil.ignore_patterns("public", "cache")
    shutil.copytree(site, place, ignore=kept)
    built(place)
    return tree(place / "public")


@pytest.mark.parametrize("seed", range(4))
def test_ten_random_edit_sequences_equal_clean_builds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    site = small_site(tmp_path / "site")
    built(site)
    done = []
    for _ in range(10):
        for edit in chance.sample(EDITS, chance.choice((1, 1, 2))):
            edit(site, chance)
            done.append(edit.__name__)
        built(site)
        clean = clean_copy(site, tmp_path / "clean")
        assert differences(tree(site / "public"), clean) == [], done


def test_edit_of_one_document_renders_its_own_pages_and_lists_only(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site", 6)
    first = built(site)
    (documents(site)[0].parent / "en.po").write_text("", encoding="utf-8")
    report = built(site)
    assert 0 < report.rendered < first.rendered


def test_entries_that_nothing_uses_are_removed(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    built(site)
    entries = site / ".sitegen/cache/entries/documents"
    count = len(list(entries.iterdir()))
    for number in range(3):
        page = documents(site)[0]
        page.write_text(page.read_text("utf-8") + f"\n第{number}段。\n", encoding="utf-8")
        built(site)
    assert len(list(entries.iterdir())) == count


def test_edit_by_hand_keeps_the_translation_as_outdated(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site", 1)
    built(site)
    page = documents(site)[0]
    translate_unit(site, random.Random(1))
    built(site)
    catalog = page.parent / "en.po"
    found = re.search(r'msgid "(.*)"\nmsgstr "English', catalog.read_text("utf-8"))
    assert found
    unit = found[1]
    page.write_text(page.read_text("utf-8").replace(unit, unit[:-1] + "！"), encoding="utf-8")
    built(site)
    said = catalog.read_text("utf-8")
    assert "fuzzy" in said
    assert unit[:-1] + "！" in said
