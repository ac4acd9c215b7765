"""References between script modules get the same content digest as references from pages.

A page that is newer than the scripts in the browser's cache (hosts let both live for minutes)
would otherwise load the new entry module with old parts. An import map was refused: it would be
an inline script, which the Content-Security-Policy forbids.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Container, Iterable, Mapping

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
    reads = {name: _references(name, source, sources) for name, source in sources.items()}
    versions = {name: _version(_reach(name, reads), sources) for name in sources}
    return {name: (_rewrite(name, sources[name], versions), versions[name]) for name in sources}


def _version(names: Iterable[str], sources: Mapping[str, bytes]) -> str:
    return digest(*(part for name in names for part in (name.encode(), sources[name])))


def _references(name: str, source: bytes, known: Container[str]) -> set[str]:
    """The modules that a module names."""
    text = source.decode("utf-8", "replace")
    targets = {_resolve(name, match[3]) for match in _REFERENCE.finditer(text)}
    return {target for target in targets if target in known}


def _reach(start: str, reads: Mapping[str, set[str]]) -> list[str]:
    found = {start}
    waiting = [start]
    while waiting:
        fresh = reads[waiting.pop()] - found
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
