"""Whether the built search index is whole: every file that it names is there and unharmed.

A file's name carries the digest of its content, so that a truncated or mixed upload shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitegen.config import Config
from sitegen.model import Problem
from sitegen.search.layout import FOLDER, FORMAT

_REBUILD = "build the site again"


def check_index(config: Config) -> Iterator[Problem]:
    """Problems of search-index/ in the output folder."""
    folder = config.output / FOLDER
    manifest, fault = _read(folder / "manifest.json")
    place = config.relative(folder / "manifest.json")
    if fault:
        yield Problem(place, 0, fault)
        return
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        yield Problem(place, 0, f"has format {found!r}, this sitegen knows {FORMAT}; {_REBUILD}")
        return
    try:
        yield from list(_check_tables(config, folder, manifest))
    except (KeyError, TypeError) as error:
        yield Problem(place, 0, f"is damaged ({error}); {_REBUILD}")


def _check_tables(config: Config, folder: Path, manifest: dict[str, Any]) -> Iterator[Problem]:
    yield from _check_file(config, folder / f"documents-{manifest['documents']}.json")
    for kind in ("terms", "text"):
        yield from _check_table(config, folder, kind, manifest[kind])


def _check_table(
    config: Config, folder: Path, kind: str, node: dict[str, Any]
) -> Iterator[Problem]:
    """Every file below a table of sitegen/search/table.py."""
    for digest in node["files"]:
        path = (
            folder / f"{kind}-table-{digest}.json"
            if node["depth"]
            else folder / (f"{kind}-{digest}.json")
        )
        problems = list(_check_file(config, path))
        yield from problems
        if node["depth"] and not problems:
            yield from _check_table(config, folder, kind, _read(path)[0])


def _check_file(config: Config, path: Path) -> Iterator[Problem]:
    _, fault = _read(path)
    digest = path.stem.rpartition("-")[2]
    if not fault and not hashlib.sha256(path.read_bytes()).hexdigest().startswith(digest):
        fault = f"does not hold what its name says; {_REBUILD}"
    if fault:
        yield Problem(config.relative(path), 0, fault)


def _read(path: Path) -> tuple[Any, str]:
    """The JSON value of a file and "", or None and what is wrong."""
    try:
        return json.loads(path.read_bytes()), ""
    except FileNotFoundError:
        return None, f"is missing, search does not work without it; {_REBUILD}"
    except OSError as error:
        return None, f"cannot be read: {error.strerror}"
    except ValueError:
        return None, f"is no JSON; {_REBUILD}"
