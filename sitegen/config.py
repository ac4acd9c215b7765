"""sitegen.toml, read and validated once.

Every later stage receives a frozen `Config`; none reads settings or the environment itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sitegen.errors import ConfigError
from sitegen.files import CONFIG_NAME
from sitegen.model import Problem

if TYPE_CHECKING:
    from sitegen.settings import Settings


@dataclass(frozen=True)
class Config:
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

    def trust(self) -> None:
        """Take the settings as right: this code has checked the same ones before, which takes as
        long as to read a few hundred documents.
        """

    @property
    def told(self) -> str:
        """All settings as one text, to tell whether one changed."""
        return repr(self.settings)

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


class _Unread(Config):
    """A site whose settings are checked when somebody asks for one."""

    def __init__(self, root: Path, output: Path, data: Mapping[str, Any], text: str) -> None:
        """`data` is what `text`, the file, says, with what overrides it."""
        for name, value in (("root", root), ("output", output), ("_data", data), ("_text", text)):
            object.__setattr__(self, name, value)  # as the dataclass itself does: it is frozen

    @cached_property
    def settings(self) -> Settings:
        """As `Config.settings`.

        Raises:
            ConfigError: unknown or wrong settings; one problem each.
        """
        from sitegen.settings_rules import settings_from  # noqa: PLC0415 - pydantic, see there

        return settings_from(self._data, self._text)

    def trust(self) -> None:
        """As `Config.trust`."""
        from sitegen.settings import made_of  # noqa: PLC0415 - for the look that finds nothing

        self.__dict__["settings"] = made_of(self._data)

    @property
    def told(self) -> str:
        """As `Config.told`."""
        return repr(self._data)

    @property
    def user_dictionary(self) -> Path | None:
        """As `Config.user_dictionary`."""
        table = self._data.get("search", {})
        name = table.get("user_dictionary", "") if isinstance(table, dict) else ""
        return self.root / name if name and isinstance(name, str) else None

    _data: Mapping[str, Any]
    _text: str


def load_config(root: Path, *, output: Path | None = None, base_url: str | None = None) -> Config:
    """Read `root`/sitegen.toml; the keyword arguments override what it says.

    Raises:
        ConfigError: the file is missing, is no TOML, or has unknown or wrong settings; one
            problem each.
    """
    config = open_config(root, output=output, base_url=base_url)
    _ = config.settings
    return config


def open_config(root: Path, *, output: Path | None = None, base_url: str | None = None) -> Config:
    """The same, but unknown or wrong settings are told when somebody asks for one: a build that
    finds nothing to do need not.

    Raises:
        ConfigError: the file is missing or is no TOML.
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
    absolute = root.resolve()
    return _Unread(absolute, (output or absolute / "public").absolute(), data, text)


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise ConfigError(Problem(CONFIG_NAME, line, f"is not valid TOML: {reason}")) from None
