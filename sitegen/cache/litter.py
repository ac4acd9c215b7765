"""What a killed build leaves among the files that people edit: half-written temporary files."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from sitegen.cache.stamps import Stamps

_TEMPORARY = re.compile(r"\..+\.(?:md|json)\.[a-z0-9_]{8}")
"""As `sitegen.files.write_text` names them. Catalogs have a sweep of their own (content/hold.py):
`translate` may be writing one while a build runs."""


def sweep_site(content: Path, seen: Stamps, state: Path) -> None:
    """Remove the leftovers of ingest in content/, where `seen` are all files, and in .sitegen/.

    The caller holds the site's lock.
    """
    found = {content / path for path in seen if path.count("/") <= 1 and _is_leftover(path)}
    with contextlib.suppress(OSError):
        ingested = state / "ingested"
        found |= {ingested / name for name in os.listdir(ingested) if _is_leftover(name)}  # noqa: PTH208 - hundreds
    for path in found:
        with contextlib.suppress(OSError):
            path.unlink()


def _is_leftover(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith(".") and _TEMPORARY.fullmatch(name) is not None
