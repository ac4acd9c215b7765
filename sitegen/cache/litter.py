"""What a killed build leaves among the files that people edit: half-written temporary files."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

_TEMPORARY = re.compile(r"\..+\.(?:md|json)\.[a-z0-9_]{8}")
"""As `sitegen.files.write_text` names them. Catalogs have a sweep of their own (content/hold.py):
`translate` may be writing one while a build runs."""


def sweep(folders: Iterable[Path]) -> None:
    """Remove the leftovers directly in some folders; the caller holds the site's lock."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):  # noqa: PTH208 - hundreds of folders
                if name[0] == "." and _TEMPORARY.fullmatch(name):
                    (folder / name).unlink(missing_ok=True)


def sweep_site(content: Path, state: Path) -> None:
    """Remove the leftovers of ingest in content/ and in .sitegen/."""
    with contextlib.suppress(OSError):
        sweep((content, state / "ingested", *(path for path in content.iterdir() if path.is_dir())))
