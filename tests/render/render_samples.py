"""Libraries for the tests of pages: every kind of block, note and translation state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.config import Config
from sitegen.content.catalog import read_catalog
from sitegen.content.library import Library, Topic
from sitegen.content.load import parse_document
from sitegen.model import Digest, Document, Section, Sentence, Term
from sitegen.progress import Silent
from sitegen.render.assets import copy_assets
from sitegen.render.feeds import render_feeds
from sitegen.render.pages import render_pages
from sitegen.settings_rules import settings_from

PUBLIC = "https://example.org/digest/"
"""Address of a site that lies under a path."""

FIXTURES = Path(__file__).parents[1] / "fixtures" / "render"

GLOSSARY = (
    Term("公园", "parks"),
    Term("绿道", "greenway"),
    Term("河湾市人民政府", "Hewan Municipal People’s Government"),
)

TOPICS = {"公园": "gong-yuan", "城市更新": "cheng-shi-geng-xin"}


def parsed(text: str, folder: str) -> Document:
    """A document from the text of its index.md."""
    return parse_document(text, file=f"content/{folder}/index.md", folder=folder)


def fixture(folder: str) -> Document:
    """A document of tests/fixtures/render."""
    return parsed((FIXTURES / folder / "index.md").read_text(encoding="utf-8"), folder)


def long_document() -> Document:
    """One that is long enough for a page per section."""
    sentence = "为了让每一条街道都有树荫，全市按街区逐一核对空地，登记水源和管线，再确定树种。"
    body = "\n\n".join([sentence * 10] * 11)
    parts = [f"## {number}、第{number}类街道\n\n{body}" for number in "一二三"]
    front = "title: 行道树普查报告\nslug: street-trees\ndate: 2024-11-20\ntags: [城市更新]\n"
    text = f"---\n{front}---\n本报告分为几部分。\n\n" + "\n\n".join(parts)
    return parsed(text, "street-trees")


def sample_library() -> Library:
    """Four documents: one with all kinds of blocks and half an English, one long."""
    names = ("greenway-opens", "park-plan", "", "summer-hours")
    return library_of(*(fixture(name) if name else long_document() for name in names))


def library_of(*documents: Document) -> Library:
    """Documents with the catalogs of their fixtures, digests and topics."""
    path = FIXTURES / "park-plan" / "en.po"
    english = read_catalog(path, file="content/park-plan/en.po", lang="en")
    return Library(
        documents=documents,
        catalogs={"park-plan": {"en": english}},
        glossary=GLOSSARY,
        topics=tuple(
            Topic(tag, slug, tuple(d for d in documents if tag in d.meta.tags))
            for tag, slug in TOPICS.items()
        ),
        digests={document.slug: _digest(document, documents) for document in documents},
    )


def _digest(document: Document, documents: tuple[Document, ...]) -> Digest:
    """The first sentence of the first three sections, three keywords, two neighbours."""
    sections = [section for section in document.walk() if section.blocks][:3]
    others = tuple(other.slug for other in documents if other is not document)
    return Digest(tuple(map(_first_sentence, sections)), ("绿道", "公园", "再生水"), others[:2])


def _first_sentence(section: Section) -> Sentence:
    block = section.blocks[0]
    return Sentence(block.plain.split("。")[0] + "。", section.id, block.anchor, 0)


def site_config(root: Path, **settings: Any) -> Config:
    """A site in `root` with its title in two languages."""
    values = {
        "title": "河湾公报摘读",
        "title_en": "Hewan Digest",
        "description": "把公告与计划整理成可以检索的摘读。",
        "description_en": "Notices and plans, digested and searchable.",
    }
    folder = root.resolve()
    checked = settings_from(values | settings)
    return Config(root=folder, settings=checked, output=folder / "public")


def reword(root: Path, entries: str) -> None:
    """Give a site Chinese interface strings of its own, as entries of a PO file."""
    folder = root / "templates/locale/zh/LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "sitegen.po").write_text(header + entries, encoding="utf-8")


def render_site(library: Library, config: Config) -> dict[str, bytes]:
    """Every file that the render stage makes, by path; a path made twice is an error."""
    files: dict[str, bytes] = {}
    made = [*render_pages(library, config, Silent()), *render_feeds(library, config)]
    for file in [*made, *copy_assets(config)]:
        assert file.path not in files, f"{file.path} is written twice"
        files[file.path] = file.data
    return files


def with_meta(document: Document, **changes: Any) -> Document:
    """The document with other front matter."""
    return replace(document, meta=replace(document.meta, **changes))
