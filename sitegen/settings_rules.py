"""What is wrong with a setting of sitegen.toml.

An unknown setting is an error that names the nearest known one: a typo that is silently ignored
costs an editor an afternoon. pydantic takes longer to import than a build that finds nothing to
do: config.py imports this for settings with which no site was built before.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
)
from pydantic_core import PydanticKnownError

from sitegen.errors import ConfigError
from sitegen.files import CONFIG_NAME
from sitegen.model import Problem
from sitegen.settings import Settings, made_of


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _named(value: str) -> str:
    if not value.strip():
        raise PydanticKnownError("missing")
    return value


def public_address(value: str) -> str:
    """The same, if it can be that of a site; "" is none.

    Raises:
        ValueError: it cannot; with what it must be.
    """
    if value and (not _is_web_address(value) or set(value) & set("?# \t\n")):
        raise ValueError("must be an address like https://example.org/digest/")
    return value


def _of_the_web(value: str) -> str:
    if value and not _is_web_address(value):
        raise ValueError("must be an address like https://github.com/owner/name")
    return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:  # such as http://[ or http://example.org:x
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def settings_from(data: Mapping[str, Any], text: str = "") -> Settings:
    """Settings out of what TOML calls a table; `text` is the file, for the lines of problems.

    Raises:
        ConfigError: unknown or wrong settings; one problem each.
    """
    try:
        checked = _rules().model_validate(data)
    except ValidationError as error:
        raise ConfigError(_problems(error, text)) from None
    return made_of(checked.model_dump())


_RULES: Mapping[str, Callable[[str], str]] = {
    "title": _named,
    "base_url": public_address,
    "repository": _of_the_web,
}
"""Of single settings."""


@cache
def _rules(table: type[Any] = Settings) -> type[BaseModel]:
    """A table of settings.py as pydantic checks it."""
    kinds = get_type_hints(table)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(table):
        kind: Any = kinds[field.name]
        if dataclasses.is_dataclass(kind):
            model = _rules(kind)  # type: ignore[arg-type]
            fields[field.name] = (model, model())
            continue
        if field.name in _RULES:
            kind = Annotated[kind, AfterValidator(_RULES[field.name])]
        default = ... if field.default is dataclasses.MISSING else field.default
        fields[field.name] = (kind, Field(default, **field.metadata))
    return create_model(table.__name__, __base__=_Table, **fields)


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
    fields = _rules().model_fields
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
