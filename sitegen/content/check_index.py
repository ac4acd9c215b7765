"""Whether the built search index is whole: every file that it names is there and unharmed.

File names carry a digest of what they hold (`kind-DIGEST.json`, or one for a group of numbered
files, `kind-DIGEST-NUMBER.json`), so that a truncated upload or a mix of two builds shows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Problem
from sitegen.search.layout import FOLDER, FORMAT, digest

_NAME = re.compile(
    rf"{FOLDER}/(?P<kind>[a-z-]+)-(?P<digest>[0-9a-f]{{10}})(?:-(?P<number>[0-9]+))?\.json"
)
_REBUILD = "build the site again"

Groups = Mapping[tuple[str, str], Mapping[int, str]]
"""(kind, digest) -> number -> file name; a file without a number has 0."""


def check_index(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Problems of search-index/ among the files of a site, by path relative to its root."""
    name = f"{FOLDER}/manifest.json"
    if name not in files:
        yield Problem(name, 0, f"is missing, search does not work without it; {_REBUILD}")
        return
    manifest = _parse(files[name])
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        yield Problem(name, 0, f"has format {found!r}, this sitegen knows {FORMAT}; {_REBUILD}")
        return
    groups = _groups(files)
    for (kind, name_digest), members in groups.items():
        yield from _check_group(files, kind, name_digest, members)
    for kind, wanted in _named(files, manifest, groups):
        if (kind, wanted) not in groups:
            missing = f"{FOLDER}/{kind}-{wanted}*.json"
            yield Problem(missing, 0, f"is missing, the index names it; {_REBUILD}")


def _groups(files: Mapping[str, bytes]) -> Groups:
    groups: dict[tuple[str, str], dict[int, str]] = {}
    for name in files:
        if match := _NAME.fullmatch(name):
            key = (match["kind"], match["digest"])
            groups.setdefault(key, {})[int(match["number"] or 0)] = name
    return groups


def _check_group(
    files: Mapping[str, bytes], kind: str, name_digest: str, members: Mapping[int, str]
) -> Iterator[Problem]:
    names = [members[number] for number in sorted(members)]
    broken = [name for name in names if _parse(files[name]) is None]
    for name in broken:
        yield Problem(name, 0, f"is no JSON; {_REBUILD}")
    if not broken and digest(*(files[name] for name in names)) != name_digest:
        place = f"{FOLDER}/{kind}-{name_digest}*.json"
        yield Problem(place, 0, f"do not hold what their name says; {_REBUILD}")


def _named(
    files: Mapping[str, bytes], manifest: Mapping[str, Any], groups: Groups
) -> Iterator[tuple[str, str]]:
    """Kind and digest of every group that the manifest names, tables below it included."""
    yield "documents", str(manifest.get("documents"))
    for kind in ("ranges", "readings"):
        if kind in manifest:
            yield kind, str(manifest[kind])
    if "variants" in manifest:
        yield "variants", str(manifest["variants"][-1])
    for kind in ("terms", "text", "pinyin", "titles"):
        if kind in ("terms", "text") or kind in manifest:
            yield from _below(files, kind, manifest.get(kind), groups)


def _below(
    files: Mapping[str, bytes], kind: str, node: Any, groups: Groups
) -> Iterator[tuple[str, str]]:
    """What a table of sitegen/search/table.py names; a node of another form names nothing."""
    if not isinstance(node, dict) or "digests" not in node:
        yield kind, "table"
        return
    below = f"{kind}-table" if node.get("depth") else kind
    for wanted in node["digests"]:
        yield below, wanted
        for name in groups.get((below, wanted), {}).values() if node.get("depth") else ():
            yield from _below(files, kind, _parse(files[name]), groups)


def _parse(data: bytes) -> Any:
    """The JSON value, None for anything else."""
    try:
        return json.loads(data)
    except ValueError:
        return None
