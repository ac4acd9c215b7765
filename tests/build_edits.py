"""Edits of a small site, one function for each kind: what editors, translators and owners do."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from build_sites import NAMES, built, notice, tree

from sitegen.files import theme_root

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


def rename_seed(site: Path, chance: random.Random) -> None:
    seed = chance.choice(sorted((site / "seeds").glob("*.txt")))
    seed.rename(seed.with_name(f"moved-{chance.randrange(10_000)}.txt"))


def delete_seed(site: Path, chance: random.Random) -> None:
    seeds = sorted((site / "seeds").glob("*.txt"))
    if len(seeds) > 1:
        chance.choice(seeds).unlink()


def add_document(site: Path, chance: random.Random) -> None:
    folder = site / "content" / f"typed-{chance.randrange(10_000)}"
    folder.mkdir(exist_ok=True)
    name = chance.choice(NAMES)
    text = f"---\ntitle: {name}手记\ntags: [{name}]\n---\n\n关于{name}的几点想法，{name}要先行。\n"
    (folder / "index.md").write_text(text, encoding="utf-8")


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


def set_key(page: Path, key: str, value: object) -> None:
    """Give a key of the front matter a value."""
    head, mark, body = page.read_text("utf-8").partition("\n---\n")
    lines = [line for line in head.splitlines() if not line.startswith(f"{key}:")]
    page.write_text("\n".join([*lines, f"{key}: {value}"]) + mark + body, encoding="utf-8")


def tag_document(site: Path, chance: random.Random) -> None:
    set_key(chance.choice(documents(site)), "tags", f"[{chance.choice(NAMES)}]")


def date_document(site: Path, chance: random.Random) -> None:
    set_key(chance.choice(documents(site)), "date", f"2024-01-{1 + chance.randrange(28):02}")


def move_address(site: Path, chance: random.Random) -> None:
    page, number = chance.choice(documents(site)), chance.randrange(10_000)
    set_key(page, "slug", f"address-{number}")


def leave_old_address(site: Path, chance: random.Random) -> None:
    set_key(chance.choice(documents(site)), "aliases", f"[old/{chance.randrange(10_000)}/]")


def show_picture(site: Path, chance: random.Random) -> None:
    page = chance.choice(documents(site))
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{chance.randrange(99)}"/>'
    (page.parent / "p.svg").write_text(picture, encoding="utf-8")
    if "(p.svg)" not in page.read_text("utf-8") and chance.random() < 0.8:
        text = page.read_text("utf-8") + "\n![图](p.svg)\n"
        page.write_text(text, encoding="utf-8")


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


def delete_translation(site: Path, chance: random.Random) -> None:
    for catalog in sorted((site / "content").glob("*/en.po"))[:1]:
        catalog.unlink()


def name_tags(site: Path, chance: random.Random) -> None:
    lines = [f"{name},tag {chance.randrange(99)},\n" for name in chance.sample(NAMES, 3)]
    (site / "content/tags.csv").write_text("zh,en,note\n" + "".join(lines), encoding="utf-8")


def edit_words(site: Path, chance: random.Random) -> None:
    lines = "".join(
        f"{name}工作 {1 + chance.randrange(9999)}\n" for name in chance.sample(NAMES, 2)
    )
    (site / "words.txt").write_text(lines, encoding="utf-8")


def edit_glossary(site: Path, chance: random.Random) -> None:
    lines = [f"{name},term {chance.randrange(99)},\n" for name in chance.sample(NAMES, 3)]
    (site / "content/glossary.csv").write_text("zh,en,note\n" + "".join(lines), encoding="utf-8")


def edit_template(site: Path, chance: random.Random) -> None:
    name = chance.choice(("404.html", "partials/footer.html", "partials/entry.html", "home.html"))
    text = (theme_root() / name).read_text("utf-8")
    place = site / "templates" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"{text}<!-- {chance.random()} -->\n", encoding="utf-8")


def delete_template(site: Path, chance: random.Random) -> None:
    if found := sorted((site / "templates").rglob("*.html")):
        chance.choice(found).unlink()


def edit_interface(site: Path, chance: random.Random) -> None:
    folder = site / "templates/locale/en/LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    entry = f'msgid "Atom feed"\nmsgstr "Feed {chance.randrange(99)}"\n'
    (folder / "sitegen.po").write_text(header + entry, encoding="utf-8")


def edit_style(site: Path, chance: random.Random) -> None:
    folder = site / "templates/static/css"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "own.css").write_text(f"p {{ order: {chance.randrange(99)} }}\n", encoding="utf-8")


def edit_settings(site: Path, chance: random.Random) -> None:
    base = chance.choice(("", 'base_url = "https://example.org/x/"\n'))
    words = chance.choice(("", '[search]\nuser_dictionary = "words.txt"\n'))
    if words:
        edit_words(site, chance)
    text = f'title = "通知{chance.randrange(99)}"\n{base}{words}'
    (site / "sitegen.toml").write_text(text, encoding="utf-8")


def damage_cache(site: Path, chance: random.Random) -> None:
    entry = chance.choice(sorted((site / ".sitegen/cache").rglob("*.json")))
    data = bytearray(entry.read_bytes())
    data[chance.randrange(len(data))] ^= 1
    entry.write_bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data)


EDITS: tuple[Edit, ...] = (
    add_seed,
    edit_seed,
    rename_seed,
    delete_seed,
    add_document,
    edit_document,
    edit_title,
    tag_document,
    date_document,
    move_address,
    leave_old_address,
    link_documents,
    show_picture,
    delete_document,
    rename_document,
    translate_unit,
    delete_translation,
    name_tags,
    edit_words,
    edit_glossary,
    edit_template,
    delete_template,
    edit_interface,
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
