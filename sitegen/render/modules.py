"""References between script modules get the same content digest as references from pages.

A page that is newer than the scripts in the browser's cache (hosts let both live for minutes)
would otherwise load the new entry module with old parts. An import map was refused: it would be
an inline script, which the Content-Security-Policy forbids.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping

_REFERENCE = re.compile(
    r"""(\b(?:from|import)\s*\(?\s*|\bnew\s+URL\(\s*)(["'])(\.{1,2}/[\w./-]+\.js)\2"""
)
DIGEST_LENGTH = 8


def digest(*parts: bytes) -> str:
    """The first hexadecimal digits of a SHA-256."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:DIGEST_LENGTH]


def version_modules(sources: Mapping[str, bytes]) -> dict[str, tuple[bytes, str]]:
    """Script modules by name -> rewritten source and version.

    A module's version covers every module that it reaches, so that a change deep down changes
    the addresses all the way up; modules that import each other are no problem.
    """
    versions = {name: _version(name, sources) for name in sources}
    return {name: (_rewrite(name, sources[name], versions), versions[name]) for name in sources}


def _version(name: str, sources: Mapping[str, bytes]) -> str:
    reached = _reach(name, sources)
    return digest(*(part for other in reached for part in (other.encode(), sources[other])))


def _reach(start: str, sources: Mapping[str, bytes]) -> list[str]:
    found = {start}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        text = sources[name].decode("utf-8", "replace")
        targets = {_resolve(name, match[3]) for match in _REFERENCE.finditer(text)}
        fresh = (targets & sources.keys()) - found
        found |= fresh
        waiting.extend(fresh)
    return sorted(found)


def _rewrite(name: str, source: bytes, versions: Mapping[str, str]) -> bytes:
    def versioned(match: re.Match[str]) -> str:
        version = versions.get(_resolve(name, match[3]))
        query = f"?v={version}" if version else ""
        return f"{match[1]}{match[2]}{match[3]}{query}{match[2]}"

    try:
        return _REFERENCE.sub(versioned, source.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return source


def _resolve(name: str, reference: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), reference))
