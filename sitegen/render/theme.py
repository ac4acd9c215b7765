"""Where the theme's files are: the default theme, overlaid file by file by the site's own.

    sitegen/theme (wheel) or templates/ (source tree)   <  SITE/templates/

Copying the default theme into every new site was refused: a site then never gets a repair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from sitegen.config import Config
from sitegen.errors import ThemeError
from sitegen.files import theme_root
from sitegen.model import Problem


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of theme files; a file's real place must lie inside `fence`."""

    folder: Path
    fence: Path

    def check(self, path: Path) -> Path:
        """The path itself.

        Raises:
            ThemeError: it is a symbolic link to somewhere outside the fence.
        """
        if not path.resolve().is_relative_to(self.fence):
            name = path.relative_to(self.folder).as_posix()
            message = "is a symbolic link that leaves the site; put a copy of the file here"
            raise ThemeError(Problem(f"templates/{name}", 0, message))
        return path


def layers(config: Config) -> tuple[Layer, ...]:
    """The theme's folders, the one that wins last."""
    default = theme_root()
    base = Layer(default, default.resolve())
    if not config.templates.is_dir() or config.templates.resolve() == base.fence:
        return (base,)
    return base, Layer(config.templates, config.root.resolve())


def overlay(config: Config, folder: str) -> dict[str, Path]:
    """Files below `folder` of the theme by their name relative to it, in sorted order.

    Raises:
        ThemeError: a symbolic link leaves the site.
    """
    found: dict[str, Path] = {}
    for layer in layers(config):
        top = layer.folder / folder
        found |= {path.relative_to(top).as_posix(): layer.check(path) for path in _files(top)}
    return dict(sorted(found.items()))


def _files(top: Path) -> Iterator[Path]:
    for path in top.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(top).parts)
        if path.is_file() and not hidden:
            yield path


class TemplateLoader(FileSystemLoader):
    """Jinja's loader for one layer, refusing links that leave it."""

    def __init__(self, layer: Layer) -> None:
        """Read templates of `layer`."""
        super().__init__(layer.folder)
        self._layer = layer

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Source, file name and freshness of a template."""
        source, name, fresh = super().get_source(environment, template)
        self._layer.check(Path(name))
        return source, name, fresh
