"""Styles, scripts and pictures of the theme, with an address that changes with the content.

Addresses carry a digest as a query (`style.css?v=1a2b3c4d`), not in the file name: the name of
`static/js/search.js` is a public contract, and pages that a browser still has keep working.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rjsmin import jsmin

from sitegen.config import Config
from sitegen.files import theme_root
from sitegen.model import OutputFile
from sitegen.render.modules import digest, version_modules
from sitegen.render.theme import overlay

STYLE = "css/style.css"
STYLE_LAYERS = (
    "tokens.css",
    "base.css",
    "layout.css",
    "document.css",
    "text.css",
    "parallel.css",
    "outline.css",
    "lists.css",
    "topics.css",
    "search.css",
    "utilities.css",
    "print.css",
)
"""Order in which style sheets are joined; further files of a site follow by name."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The files of static/ as they are published."""

    files: Mapping[str, bytes]
    """Name below static/ -> bytes, sorted by name."""
    versions: Mapping[str, str]

    def url(self, name: str) -> str:
        """Address of a file relative to the site root: `static/css/style.css?v=1a2b3c4d`.

        Raises:
            LookupError: the theme has no such file.
        """
        if name not in self.versions:
            raise LookupError(f"no file static/{name}; there is: {', '.join(self.files)}")
        return f"static/{name}?v={self.versions[name]}"


def load_assets(config: Config) -> Assets:
    """Read the default theme's static/ overlaid by the site's own.

    Style sheets directly in css/ become one file, so that a page waits for one request.

    Raises:
        ThemeError: a symbolic link leaves the site.
    """
    return _published(
        tuple((name, _read(path)) for name, path in overlay(config, "static").items())
    )


@lru_cache(maxsize=2)
def _published(found: tuple[tuple[str, bytes], ...]) -> Assets:
    """Made once for pages and files, and in a preview until one of them changes."""
    sources = dict(found)
    sheets = {name: data for name, data in sources.items() if _is_sheet(name)}
    scripts = {name: data for name, data in sources.items() if name.endswith(".js")}
    modules = version_modules(scripts)
    files = {name: data for name, data in sources.items() if name not in sheets}
    files |= {name: data for name, (data, _) in modules.items()}
    files[STYLE] = b"\n".join(sheets[name] for name in sorted(sheets, key=_layer))
    versions = {name: digest(data) for name, data in files.items()}
    versions |= {name: version for name, (_, version) in modules.items()}
    return Assets(files=dict(sorted(files.items())), versions=versions)


def _read(path: Path) -> bytes:
    """A file as it is published: scripts of the theme without comments and indentation.

    Half of what a first search loads would be comments. A site's own scripts stay as they are:
    only those of the theme are tested in this form.
    """
    data = path.read_bytes()
    is_own = path.suffix == ".js" and path.is_relative_to(theme_root())
    return _minified(data) if is_own else data


@lru_cache(maxsize=256)
def _minified(script: bytes) -> bytes:
    text: str = jsmin(script.decode("utf-8"))
    return text.encode("utf-8")


def copy_assets(config: Config) -> Iterator[OutputFile]:
    """The files of static/.

    Raises:
        ThemeError: a symbolic link leaves the site.
    """
    for name, data in load_assets(config).files.items():
        yield OutputFile(f"static/{name}", data)


def _is_sheet(name: str) -> bool:
    return name.startswith("css/") and name.count("/") == 1 and name.endswith(".css")


def _layer(name: str) -> tuple[int, str]:
    base = name.removeprefix("css/")
    known = STYLE_LAYERS.index(base) if base in STYLE_LAYERS else len(STYLE_LAYERS)
    return known, base
