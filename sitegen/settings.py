"""The tables of sitegen.toml: what can be set, the defaults, and what is wrong with a setting.

An unknown setting is an error that names the nearest known one: a typo that is silently ignored
costs an editor an afternoon. pydantic takes longer to import than a build that finds nothing to
do: config.py imports this when somebody asks for a setting.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticKnownError

from sitegen.errors import ConfigError
from sitegen.files import CONFIG_NAME
from sitegen.model import Problem


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SearchSettings(_Table):
    """The `[search]` table."""

    user_dictionary: str = ""
    """File of extra words for jieba, relative to the site root: `word [freq [tag]]` a line."""


class TranslateSettings(_Table):
    """The `[translate]` table."""

    provider: str = ""
    """Default for --provider; "" means that `sitegen translate` asks for one."""
    endpoint: str = ""
    """Base URL of a server of one's own (libre, openai)."""
    model: str = ""
    """Name of the language model (openai)."""
    timeout: float = Field(default=20.0, gt=0)
    """Seconds before one request is given up."""
    at_once: int = Field(default=0, ge=0)
    """Requests under way at the same time; 0: what the provider bears."""
    per_minute: int = Field(default=0, ge=0)
    """Requests begun within a minute; 0: what the provider bears."""
    price: float = Field(default=0.0, ge=0)
    """Price of a million characters, for the estimate; 0: the provider's list price."""


class PublishSettings(_Table):
    """The `[publish]` table."""

    branch: str = "gh-pages"
    remote: str = "origin"


class Settings(_Table):
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

    @field_validator("title")
    @classmethod
    def _named(cls, value: str) -> str:
        if not value.strip():
            raise PydanticKnownError("missing")
        return value

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        if not value:
            return value
        if not _is_web_address(value) or urlsplit(value).query:
            raise ValueError("must be an address like https://example.org/digest/")
        return value.rstrip("/") + "/"

    @field_validator("repository")
    @classmethod
    def _of_the_web(cls, value: str) -> str:
        if value and not _is_web_address(value):
            raise ValueError("must be an address like https://github.com/owner/name")
        return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:  # such as http://[
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def settings_from(data: Mapping[str, Any], text: str = "") -> Settings:
    """Settings out of what TOML calls a table; `text` is the file, for the lines of problems.

    Raises:
        ConfigError: unknown or wrong settings; one problem each.
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigError(_problems(error, text)) from None


def _problems(error: ValidationError, text: str) -> list[Problem]:
    found = []
    for item in error.errors():
        name = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            message = f"unknown setting `{name}`{_nearest(tuple(map(str, item['loc'])))}"
        elif item["type"] == "missing":
            message = f'`{name}` is missing; add a line such as: {name} = "…"'
        else:
            reason = item["msg"].removeprefix("Value error, ")
            message = f"`{name}` is {item['input']!r}: {reason[:1].lower()}{reason[1:]}"
        found.append(Problem(CONFIG_NAME, _line_of(str(item["loc"][-1]), text), message))
    return found


def _nearest(location: tuple[str, ...]) -> str:
    """`; did you mean ...` with the known setting of the same table that looks most alike."""
    fields = Settings.model_fields
    for part in location[:-1]:
        table = fields[part].annotation
        if not (isinstance(table, type) and issubclass(table, BaseModel)):
            return ""
        fields = table.model_fields
    near = difflib.get_close_matches(location[-1], list(fields), n=1, cutoff=0.5)
    if near:
        return f"; did you mean `{'.'.join((*location[:-1], near[0]))}`?"
    return f"; known here: {', '.join(fields)}"


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf"^\s*(\[\s*)?{re.escape(key)}\s*(=|\])")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return 0
