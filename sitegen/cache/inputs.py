"""Everything that a build is made from: files of the site, the theme, the code, the settings.

Only the standard library is imported here: a build that has nothing to do ends after this look.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from sitegen.cache.stamps import Stamps, digest, look, summary
from sitegen.config import Config
from sitegen.files import CONFIG_NAME, INGESTED, package_root, theme_root


def places(config: Config) -> dict[str, Path]:
    """Name -> file or folder that a build reads."""
    dictionary = config.user_dictionary
    return {
        "seeds": config.seeds,
        "content": config.content,
        "templates": config.templates,
        "settings": config.root / CONFIG_NAME,
        "theme": theme_root(),
        "code": package_root(),
        **({"dictionary": dictionary} if dictionary else {}),
    }


def look_at(config: Config, known: Mapping[str, Stamps] | None = None) -> dict[str, Stamps]:
    """The files of all places; `known` is an earlier look."""
    earlier = known or {}
    return {name: _clean(look(path, earlier.get(name))) for name, path in places(config).items()}


def _clean(stamps: Stamps) -> Stamps:
    return {name: stamp for name, stamp in stamps.items() if "__pycache__" not in name}


def settled_seeds(then: Mapping[str, Stamps], now: Mapping[str, Stamps]) -> frozenset[str]:
    """Seeds that are as the last build ingested them, while the record of ingest is as it was."""
    if not then or _digest_of(then["content"], INGESTED) != _digest_of(now["content"], INGESTED):
        return frozenset()
    digests = {(name, stamp.digest) for name, stamp in now["seeds"].items() if stamp.digest}
    return frozenset(
        name for name, stamp in then["seeds"].items() if (name, stamp.digest) in digests
    )


def _digest_of(stamps: Stamps, name: str) -> str:
    return stamps[name].digest if name in stamps else ""


def setup_of(config: Config) -> str:
    """Digest of what is no file: settings with what the command line overrides, the environment.

    The site's own path is left out: the same site elsewhere has the same bytes.
    """
    return digest(
        config.told,
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        sys.version,
        *_distributions(),
    )


def code_version(stamps: Mapping[str, Stamps]) -> str:
    """Digest of sitegen's own source files and of what it runs on."""
    return digest(summary(stamps["code"]), sys.version, *_distributions())


def _distributions() -> list[str]:
    """Name and version of everything that is installed, as folders say it: asking
    importlib.metadata for each costs ten times as much.
    """
    found = set()
    for folder in filter(os.path.isdir, sys.path):
        found |= {name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))}  # noqa: PTH208
    return sorted(found)
