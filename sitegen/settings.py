"""The tables of sitegen.toml: what can be set, the defaults, and what is wrong with a setting.

A setting has the type of its default. An unknown one is an error that names the nearest known one:
a typo that is silently ignored costs an editor an afternoon. pydantic was refused: to import it
takes as long as all else in a build that finds nothing to do.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from sitegen.errors import ConfigError
from sitegen.model import Problem

CONFIG_NAME = "sitegen.toml"

_Name = tuple[str, ...]
"""Of a setting: ("translate", "price")."""


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError as error:
        return str(error)
    is_one = parts.scheme in {"http", "https"} and parts.netloc and not parts.query
    return "" if is_one or not value else "must be an address like https://example.org/digest/"


def _above_0(value: float) -> str:
    return "" if value > 0 else "input should be greater than 0"


def _from_0(value: float) -> str:
    return "" if value >= 0 else "input should be greater than or equal to 0"


def _checked(default: Any, fault: Callable[[Any], str]) -> Any:
    """A setting of which `fault` says what is wrong, "" for nothing."""
    return field(default=default, metadata={"fault": fault})


@dataclass(frozen=True)
class SearchSettings:
    """The `[search]` table."""

    user_dictionary: str = ""
    """File of extra words for jieba, relative to the site root: `word [freq [tag]]` a line."""


@dataclass(frozen=True)
class TranslateSettings:
    """The `[translate]` table."""

    provider: str = ""
    """Default for --provider; "" means that `sitegen translate` asks for one."""
    endpoint: str = ""
    """Base URL of a server of one's own (libre, openai)."""
    model: str = ""
    """Name of the language model (openai)."""
    timeout: float = _checked(20.0, _above_0)
    """Seconds before one request is given up."""
    at_once: int = _checked(0, _from_0)
    """Requests under way at the same time; 0: what the provider bears."""
    per_minute: int = _checked(0, _from_0)
    """Requests begun within a minute; 0: what the provider bears."""
    price: float = _checked(0.0, _from_0)
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
    base_url: str = _checked("", _address)
    """Public address of the site, e.g. https://example.org/digest/; needed for feeds and sitemap
    to carry absolute addresses."""
    publisher: str = ""
    """Default publisher of documents that name none."""
    repository: str = ""
    """Web address of the repository, for an "edit this page" link."""
    search: SearchSettings = SearchSettings()
    translate: TranslateSettings = TranslateSettings()
    publish: PublishSettings = PublishSettings()


def settings_from(data: Mapping[str, Any], text: str = "") -> Settings:
    """Settings out of what TOML calls a table; `text` is the file, for the lines of problems.

    Raises:
        ConfigError: unknown or wrong settings; one problem each.
    """
    problems = [
        Problem(CONFIG_NAME, _line_of(name[-1], text), message)
        for name, message in _faults(Settings, data, ())
    ]
    if problems:
        raise ConfigError(problems)
    tables = [one for one in fields(Settings) if is_dataclass(one.default)]
    made = {one.name: _filled(one.default, data.get(one.name, {})) for one in tables}
    base_url = data.get("base_url")
    addressed = {"base_url": base_url.rstrip("/") + "/"} if base_url else {}
    return Settings(**{**data, **made, **addressed})


def _filled(table: Any, data: Mapping[str, Any]) -> Any:
    """A table with other values than its defaults; a number may be written without decimals."""
    reals = {one.name for one in fields(table) if type(one.default) is float}
    values = {name: float(value) if name in reals else value for name, value in data.items()}
    return replace(table, **values)


def _faults(table: type[Any], data: Mapping[str, Any], above: _Name) -> Iterator[tuple[_Name, str]]:
    """Names of settings and what is wrong with them."""
    known = {one.name: one for one in fields(table)}
    for name, one in known.items():
        place, value = (*above, name), data.get(name)
        shown = ".".join(place)
        if name not in data:
            if one.default is MISSING:
                yield place, f'`{shown}` is missing; add a line such as: {name} = "…"'
        elif is_dataclass(one.default) and isinstance(value, dict):
            yield from _faults(type(one.default), value, place)
        elif reason := _fault(one, value):
            yield place, f"`{shown}` is {value!r}: {reason}"
    for name in data:
        if name not in known:
            place = (*above, name)
            shown = ".".join(place)
            yield place, f"unknown setting `{shown}`{_nearest(place, list(known))}"


def _fault(setting: Field[Any], value: Any) -> str:
    """What is wrong with a value, "" for nothing."""
    kind = str if setting.default is MISSING else type(setting.default)
    is_real = kind is float and type(value) is int and abs(value) <= sys.float_info.max
    if type(value) is not kind and not is_real:
        return f"input should be a valid {_CALLED.get(kind, 'table')}"
    fault: Callable[[Any], str] | None = setting.metadata.get("fault")
    return fault(value) if fault else ""


_CALLED: Mapping[type[Any], str] = {str: "string", int: "integer", float: "number"}


def _nearest(name: _Name, known: list[str]) -> str:
    """`; did you mean ...` with the known setting of the same table that looks most alike."""
    near = difflib.get_close_matches(name[-1], known, n=1, cutoff=0.5)
    if near:
        return f"; did you mean `{'.'.join((*name[:-1], near[0]))}`?"
    return f"; known here: {', '.join(known)}"


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf"^\s*(\[\s*)?{re.escape(key)}\s*(=|\])")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return 0
