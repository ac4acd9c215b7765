"""References between script modules get the same content digest as references from pages.

A page that is newer than the scripts in the browser's cache (hosts let both live for minutes)
would otherwise load the new entry module with old parts. An import map was refused: it would be
an inline script, which the Content-Security-Policy forbids.

A browser finds out what a module imports when it has read it: search would wait for the host seven
times before it could begin. So modules that pages and workers start with name all that they reach.
Bundles were refused: what several of them need would be loaded several times, and what a site
overrides is a file.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Container, Iterable, Mapping

_REFERENCE = re.compile(
    r"""(\b(?:from|import)\s*\(?\s*|\bnew\s+URL\(\s*)(["'])(\.{1,2}/[\w./-]+\.js)\2"""
)
_STATIC = re.compile(
    r"""(?:^|[;}])\s*(?:import\s*(?:[\w$*{},\s]+\bfrom\s*)?|export\s*[\w$*{},\s]+\bfrom\s*)
        (["'])(\.{1,2}/[\w./-]+\.js)\1""",
    re.MULTILINE | re.VERBOSE,
)
"""What is loaded with a module; the others are loaded when it calls for them."""
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
    loads = {name: _loaded(name, source) & sources.keys() for name, source in sources.items()}
    whole = {name: source + _ahead(name, loads) for name, source in sources.items()}
    return {name: (_rewrite(name, whole[name], versions), versions[name]) for name in sources}


def _ahead(name: str, loads: Mapping[str, set[str]]) -> bytes:
    """Imports of all that is loaded with a module that is begun with: one that stands directly in
    js/, or that no other loads. They come last, so that nothing runs in another order.
    """
    if name.count("/") > 1 and any(name in others for others in loads.values()):
        return b""
    further = sorted({*_reach(name, loads)} - loads[name] - {name})
    folder = posixpath.dirname(name)
    paths = [posixpath.relpath(one, folder or ".") for one in further]
    return "".join(
        f'\nimport"{path if path.startswith(".") else f"./{path}"}";' for path in paths
    ).encode()


def _version(names: Iterable[str], sources: Mapping[str, bytes]) -> str:
    return digest(*(part for name in names for part in (name.encode(), sources[name])))


def _references(name: str, source: bytes, known: Container[str]) -> set[str]:
    """The modules that a module names."""
    text = source.decode("utf-8", "replace")
    targets = {_resolve(name, match[3]) for match in _REFERENCE.finditer(text)}
    return {target for target in targets if target in known}


def _loaded(name: str, source: bytes) -> set[str]:
    text = source.decode("utf-8", "replace")
    return {_resolve(name, match[2]) for match in _STATIC.finditer(text)}


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
