"""The tables of sitegen.toml with their defaults.

Plain dataclasses: what is wrong with a setting is found by settings_rules.py, on pydantic, which
takes longer to import than a build that finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class SearchSettings:
    """The `[search]` table."""

    user_dictionary: str = ""
    """File of extra words for jieba, relative to the site root: `word [freq [tag]]` a line."""


@dataclass(frozen=True)
class TranslateSettings:
    """The `[translate]` table. Metadata of a field is what pydantic's Field takes."""

    provider: str = ""
    """Default for --provider; "" means that `sitegen translate` asks for one."""
    endpoint: str = ""
    """Base URL of a server of one's own (libre, openai)."""
    model: str = ""
    """Name of the language model (openai)."""
    timeout: float = field(default=20.0, metadata={"gt": 0})
    """Seconds before one request is given up."""
    at_once: int = field(default=0, metadata={"ge": 0})
    """Requests under way at the same time; 0: what the provider bears."""
    per_minute: int = field(default=0, metadata={"ge": 0})
    """Requests begun within a minute; 0: what the provider bears."""
    price: float = field(default=0.0, metadata={"ge": 0})
    """Price of a million characters, for the estimate; 0: the provider's list price."""


@dataclass(frozen=True)
class PublishSettings:
    """The `[publish]` table."""

    branch: str = "gh-pages"
    remote: str = "origin"


@dataclass(frozen=True)
class Settings:
    """What sitegen.toml may say, with defaults."""

    title: str
    title_en: str = ""
    description: str = ""
    description_en: str = ""
    base_url: str = ""
    """Public address of the site, e.g. https://example.org/digest/; needed for feeds and sitemap
    to carry absolute addresses."""
    publisher: str = ""
    """Default publisher of documents that name none."""
    repository: str = ""
    """Web address of the repository, for an "edit this page" link."""
    search: SearchSettings = SearchSettings()
    translate: TranslateSettings = TranslateSettings()
    publish: PublishSettings = PublishSettings()


TABLES = {"search": SearchSettings, "translate": TranslateSettings, "publish": PublishSettings}


def made_of(data: Mapping[str, Any]) -> Settings:
    """Settings of what TOML calls a table, in which nothing is wrong (settings_rules.py)."""
    values = dict(data)
    for name, table in TABLES.items():
        values[name] = table(**values.get(name, {}))
    if values.get("base_url"):
        values["base_url"] = values["base_url"].rstrip("/") + "/"
    return Settings(**values)
