"""sitegen.toml, read and validated once.

Every later stage receives a frozen `Config`; none reads settings or the environment itself. An
unknown setting is an error that names the nearest known one: a typo that is silently ignored
costs an editor an afternoon.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sitegen.errors import ConfigError
from sitegen.model import Problem

CONFIG_NAME = "sitegen.toml"


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

    @field_validator("base_url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query:
            raise ValueError("must be an address like https://example.org/digest/")
        return value.rstrip("/") + "/"


class Config(_Table):
    """The site root with its settings; paths are absolute."""

    root: Path
    settings: Settings
    output: Path
    """Folder of the built site; `--output` overrides public/."""

    @property
    def seeds(self) -> Path:
        """Raw documents."""
        return self.root / "seeds"

    @property
    def content(self) -> Path:
        """Clean documents that people edit."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The site's own templates, which override the default theme file by file."""
        return self.root / "templates"

    @property
    def state(self) -> Path:
        """What sitegen keeps between runs; safe to delete."""
        return self.root / ".sitegen"

    @property
    def user_dictionary(self) -> Path | None:
        """Extra words for jieba, if the site has some."""
        name = self.settings.search.user_dictionary
        return self.root / name if name else None

    @property
    def base_path(self) -> str:
        """Path part of base_url: "/" at a domain's root, "/digest/" under a sub-path."""
        return urlsplit(self.settings.base_url).path or "/"

    def relative(self, path: Path) -> str:
        """The path as users know it: relative to the site root where it lies inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def load_config(root: Path, *, output: Path | None = None, base_url: str | None = None) -> Config:
    """Read `root`/sitegen.toml; the keyword arguments override what it says.

    Raises:
        ConfigError: the file is missing, is no TOML, or has unknown or wrong settings; one
            problem each.
    """
    path = root / CONFIG_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            Problem(CONFIG_NAME, 0, f"no {CONFIG_NAME} in {root}; make a site with: sitegen init")
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(Problem(CONFIG_NAME, 0, "is not UTF-8; save it as UTF-8")) from None
    except OSError as error:
        raise ConfigError(Problem(CONFIG_NAME, 0, f"cannot be read: {error.strerror}")) from None
    data = _parse(text)
    if base_url is not None:
        data["base_url"] = base_url
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigError(_problems(error, text)) from None
    absolute = root.resolve()
    return Config(
        root=absolute,
        settings=settings,
        output=(output or absolute / "public").absolute(),
    )


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise ConfigError(Problem(CONFIG_NAME, line, f"is not valid TOML: {reason}")) from None


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
