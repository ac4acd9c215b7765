"""What front matter may say, and what is said where it says anything else."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sitegen.errors import ContentError
from sitegen.model import Problem

_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_ALIAS = re.compile(r"^(?!/)(?!.*(^|/)\.\.?(/|$))[\w\-./]+$")


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = ""
    slug: str = ""
    slug_en: str = ""
    subtitle: str = ""
    kicker: str = ""
    date: datetime.date | None = None
    publisher: str = ""
    authors: list[str] = Field(default_factory=list)
    source: str = ""
    lang: str = "zh"
    tags: list[str] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)

    @field_validator("title", "subtitle", "kicker", "publisher", mode="before")
    @classmethod
    def _number_is_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int | float) else value

    @field_validator("authors", "tags", "aliases", "notes", mode="before")
    @classmethod
    def _single_is_list(cls, value: Any) -> Any:
        several = list(value) if isinstance(value, list | dict | set) else [value]
        items = [] if value is None else several
        return [str(v) if isinstance(v, int | float) else v for v in items]

    @field_validator("slug", "slug_en")
    @classmethod
    def _plain_slug(cls, value: str) -> str:
        if value and not _SLUG.match(value):
            raise ValueError("use lower-case letters, digits and single hyphens")
        return value

    @field_validator("source")
    @classmethod
    def _inside_seeds(cls, value: str) -> str:
        if value.startswith("/") or "\\" in value or ".." in value.split("/"):
            raise ValueError("must be a file name inside seeds/")
        return value

    @field_validator("aliases")
    @classmethod
    def _inside_site(cls, value: list[str]) -> list[str]:
        for alias in value:
            if not _ALIAS.match(alias.strip("/")):
                raise ValueError(f"{alias!r} must be a path inside the site such as old/page/")
        return value

    @field_validator("lang")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in {"zh", "en"}:
            raise ValueError("must be zh or en")
        return value


def checked(data: Mapping[str, Any], yaml_text: str, *, file: str) -> dict[str, Any]:
    """The values of all keys, those that are left out too.

    Raises:
        ContentError: unknown keys or wrong values, with the line of each.
    """
    try:
        return _FrontMatter.model_validate(data).model_dump()
    except ValidationError as error:
        raise ContentError(_problems(error, yaml_text, file)) from None
    except ValueError as error:
        raise ContentError(Problem(file, 1, f"front matter: {error}")) from None


def _problems(error: ValidationError, yaml_text: str, file: str) -> list[Problem]:
    problems = []
    for item in error.errors():
        key = str(item["loc"][0])
        line = _line_of(key, yaml_text)
        if item["type"] == "extra_forbidden":
            near = difflib.get_close_matches(key, _FrontMatter.model_fields, n=1, cutoff=0.5)
            hint = f"; did you mean `{near[0]}`?" if near else ""
            problems.append(Problem(file, line, f"unknown front matter key `{key}`{hint}"))
        else:
            reason = item["msg"].removeprefix("Value error, ")
            reason = reason[:1].lower() + reason[1:]
            problems.append(Problem(file, line, f"`{key}` is {item['input']!r}: {reason}"))
    return problems


def _line_of(key: str, yaml_text: str) -> int:
    for number, line in enumerate(yaml_text.split("\n"), start=2):
        if line.lstrip("\"' ").startswith(key):
            return number
    return 1
