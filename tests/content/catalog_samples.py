"""A document with its catalog, and what a person does to them."""

from __future__ import annotations

from pathlib import Path

from sitegen.content.catalog import read_catalog, update_catalog
from sitegen.content.load import parse_document
from sitegen.model import Document, TranslationState

SOURCE = """\
---
title: 城市更新投资目标
subtitle: 三年总投资1.1万亿元
---

今年力争完成投资2000亿元。

## 目标

先做规划、先树样本，市里统筹。

- 新增公园35个

| 指标 | 数值 |
| --- | --- |
| 投资 | 7% |
"""


def document(text: str = SOURCE) -> Document:
    return parse_document(text, file="content/a/index.md", folder="a")


def make(folder: Path, text: str = SOURCE) -> Path:
    path = folder / "en.po"
    update_catalog(path, document(text), file="content/a/en.po", create=True)
    return path


def follow(path: Path, text: str) -> bool:
    return update_catalog(path, document(text), file="content/a/en.po")


def translate(path: Path, source: str, english: str) -> None:
    """As a person does it: the text goes in, nothing else changes."""
    text = path.read_text(encoding="utf-8")
    old = f'msgid "{source}"\nmsgstr ""'
    assert old in text
    path.write_text(text.replace(old, f'msgid "{source}"\nmsgstr "{english}"'), encoding="utf-8")


def states(path: Path) -> dict[str, tuple[str, TranslationState]]:
    catalog = read_catalog(path, file="content/a/en.po", lang="en")
    return {unit: (shown.text, shown.state) for unit, shown in catalog.entries.items()}
