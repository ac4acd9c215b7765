"""How the index is cut into files, and what a file is called.

All of it bounds what one query reads: a reader on a phone pays for shards, not for the site.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sitegen.model import OutputFile

FOLDER = "search-index"

FORMAT = 4
"""Raised when a client that knows the older format would give wrong answers."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in bytes of JSON before compression; a host's gzip halves them."""

    shard: int = 5_000
    """A dictionary shard is closed when it has grown past this."""
    pack: int = 9_000
    """A text pack likewise."""
    pinyin: int = 12_000
    """A shard of pinyin likewise."""
    titles: int = 16_000
    """A shard of titles likewise."""
    overflow: int = 32_000
    """A file of overflow blocks likewise."""
    inline: int = 600
    """Postings of a term that stand in its shard; the others go to overflow blocks."""
    block: int = 1_000
    """Postings in one overflow block."""
    group: int = 64
    """Files that share a digest in their names; a change in one renames them all."""
    fanout: int = 1_024
    """Files that one table lists; more than that get a table of tables."""
    node: int = 128
    """Files that each of those tables lists: a query reads some of them, and only a first query
    reads the manifest, so that both stay small."""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest(*parts: bytes) -> str:
    """What a file name carries of the content: 40 bits, enough for one name over many builds."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:10]


def json_file(kind: str, value: Any) -> tuple[str, OutputFile]:
    """A value as the JSON file `kind-digest.json`, and that digest."""
    data = to_json(value)
    name = digest(data)
    return name, OutputFile(f"{FOLDER}/{kind}-{name}.json", data)


def to_json(value: Any) -> bytes:
    """Compact JSON in UTF-8; a lone surrogate stays an escape."""
    text = _ENCODER.encode(value)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode("ascii")
