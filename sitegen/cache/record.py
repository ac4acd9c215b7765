"""What the last build into a folder was made from and what it made.

With it a build knows that there is nothing to do, and which files of public/ it may keep: the
built site is its own cache, and every file of it is checked against the digest noted here.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.cache.stamps import Stamp, Stamps, digest

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One finished build."""

    setup: str = ""
    """Digest of everything that is no file: settings, options, versions."""
    inputs: Mapping[str, Stamps] = field(default_factory=dict)
    """Name of a place (seeds, content ...) -> its files."""
    files: Stamps = field(default_factory=dict)
    """The files of the site."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Path of a page, or name of a part of the site -> digest of what it was made from."""
    is_checked: bool = False
    """Whether the site passed a strict check."""
    report: Mapping[str, Any] = field(default_factory=dict)
    """What the build said of itself, as plain data."""


NOTHING = Record()
"""Before the first build."""


def read_record(path: Path) -> Record:
    """The record in a file; `NOTHING` when it is not there, damaged or of another format."""
    try:
        head, _, text = path.read_bytes().partition(b"\n")
        if head.decode() != digest(text):
            return NOTHING
        data = json.loads(text)
        if data.pop("format") != FORMAT:
            return NOTHING
        data["inputs"] = {name: _stamps(found) for name, found in data["inputs"].items()}
        data["files"] = _stamps(data["files"])
        return Record(**data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return NOTHING


def write_record(path: Path, record: Record) -> None:
    """Keep a record; one that cannot be written is forgotten, which costs time only."""
    data = {
        "format": FORMAT,
        "setup": record.setup,
        "inputs": record.inputs,
        "files": record.files,
        "keys": record.keys,
        "is_checked": record.is_checked,
        "report": record.report,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(digest(text).encode() + b"\n" + text)


def _stamps(data: Mapping[str, Any]) -> dict[str, Stamp]:
    return {
        str(name): Stamp(str(found), tuple(signature) if signature else None)
        for name, (found, signature) in data.items()
    }
