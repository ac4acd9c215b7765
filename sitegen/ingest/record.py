"""What ingest wrote last time: content/.ingest.json, committed with the content.

It holds digests only. With them ingest knows which seed has changed and which document a person
has edited, on any machine; without them it would have to overwrite or to refuse.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.errors import ContentError
from sitegen.files import INGESTED
from sitegen.model import Problem

FORMAT = 1


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """One seed as it was ingested last."""

    digest: str
    """SHA-256 of its bytes."""
    documents: dict[str, str] = field(default_factory=dict)
    """slug -> SHA-256 of the index.md that ingest wrote, in the order of the seed."""


Record = dict[str, SeedRecord]
"""Name of a seed -> what is known of it."""


def digest_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_record(content: Path) -> Record:
    """The record of a site, empty when there is none.

    Raises:
        ContentError: the file is damaged or of a newer format.
    """
    path = content / INGESTED
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise ContentError(_damaged()) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ContentError(_damaged())
    try:
        return {name: _seed(value) for name, value in data["seeds"].items()}
    except (KeyError, TypeError, AttributeError):
        raise ContentError(_damaged()) from None


def _seed(value: dict[str, Any]) -> SeedRecord:
    return SeedRecord(str(value["digest"]), {str(k): str(v) for k, v in value["documents"].items()})


def _damaged() -> Problem:
    message = (
        "is damaged or was written by a newer sitegen; restore it from version control "
        "(or delete it: then every document counts as edited by a person)"
    )
    return Problem(f"content/{INGESTED}", 0, message)


def record_text(record: Record) -> str:
    """The record as JSON, sorted, one line a document, so that diffs stay small."""
    seeds = {
        name: {"digest": record[name].digest, "documents": record[name].documents}
        for name in sorted(record)
    }
    return json.dumps({"format": FORMAT, "seeds": seeds}, ensure_ascii=False, indent=1) + "\n"
