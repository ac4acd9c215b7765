"""Whether the built search index is whole: every file that it names is there and unharmed.

A file's name carries the digest of its content, so that a truncated or mixed upload shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Problem
from sitegen.search.layout import FOLDER, FORMAT

_REBUILD = "build the site again"


def check_index(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Problems of search-index/ among the files of a site, by path relative to its root."""
    name = f"{FOLDER}/manifest.json"
    manifest, fault = _read(files, name)
    if fault:
        yield Problem(name, 0, fault)
    elif not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        yield Problem(name, 0, f"has format {found!r}, this sitegen knows {FORMAT}; {_REBUILD}")
    else:
        try:
            yield from list(_check_tables(files, manifest))
        except (KeyError, TypeError) as error:
            yield Problem(name, 0, f"is damaged ({error}); {_REBUILD}")


def _check_tables(files: Mapping[str, bytes], manifest: dict[str, Any]) -> Iterator[Problem]:
    yield from _check_file(files, f"{FOLDER}/documents-{manifest['documents']}.json")
    for kind in ("terms", "text"):
        yield from _check_table(files, kind, manifest[kind])


def _check_table(files: Mapping[str, bytes], kind: str, node: dict[str, Any]) -> Iterator[Problem]:
    """Every file below a table of sitegen/search/table.py."""
    kind_below = f"{kind}-table" if node["depth"] else kind
    for digest in node["files"]:
        name = f"{FOLDER}/{kind_below}-{digest}.json"
        problems = list(_check_file(files, name))
        yield from problems
        if node["depth"] and not problems:
            yield from _check_table(files, kind, _read(files, name)[0])


def _check_file(files: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    _, fault = _read(files, name)
    digest = name.removesuffix(".json").rpartition("-")[2]
    if not fault and not hashlib.sha256(files[name]).hexdigest().startswith(digest):
        fault = f"does not hold what its name says; {_REBUILD}"
    if fault:
        yield Problem(name, 0, fault)


def _read(files: Mapping[str, bytes], name: str) -> tuple[Any, str]:
    """The JSON value of a file and "", or None and what is wrong."""
    if name not in files:
        return None, f"is missing, search does not work without it; {_REBUILD}"
    try:
        return json.loads(files[name]), ""
    except ValueError:
        return None, f"is no JSON; {_REBUILD}"
