"""Addresses as pages write them: relative, so that a site works under any path.

A root-relative form (`/docs/a/`) was refused: it breaks under `/repo/`, and a site that has to
know where it will live cannot be opened from a plain file server first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

_SAFE_IN_PATH = "/~!$&'()*+,;=@-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?%"
_NOTHING_TO_ENCODE = re.compile(r"[\w/~!$&'()*+,;=@.-]*(#[\w/~!$&'()*+,;=@.-]*)?", re.ASCII)
"""Most addresses: slugs and anchors are ASCII."""
_AFTER_PATH = re.compile(r"[?#]")


def encode(url: str) -> str:
    """A site-relative address with everything percent-encoded that RFC 3986 does not allow.

    A query (`?v=1a2b`) must already be encoded; path and fragment must not.
    """
    if _NOTHING_TO_ENCODE.fullmatch(url):
        return url
    rest, hash_mark, fragment = url.partition("#")
    path, question, query = rest.partition("?")
    return (
        quote(path, safe=_SAFE_IN_PATH)
        + question
        + quote(query, safe=_SAFE_IN_QUERY)
        + hash_mark
        + quote(fragment, safe=_SAFE_IN_PATH)
    )


def relative(here: str, target: str) -> str:
    """How the page at `here` links to `target`; both are relative to the site root.

    >>> relative("docs/a/", "docs/b/#p-1")
    '../b/#p-1'
    >>> relative("docs/a/", "docs/a/")
    './'
    """
    if target.startswith(f"{here}#"):  # most links of a page: its outline
        return encode(target[len(here) :])
    found = _AFTER_PATH.search(target)
    if not found:
        return _climb(here.rpartition("/")[0], target)
    path, rest = target[: found.start()], target[found.start() :]
    return _climb(here.rpartition("/")[0], path) + encode(rest)


@lru_cache(maxsize=4096)
def _climb(folder: str, path: str) -> str:
    """The way from a folder to a page, encoded; most links of a page lead to few others.

    As `posixpath.relpath` tells it, which takes several times as long.
    """
    here, there = folder.split("/") if folder else [], path.split("/")
    common = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        common += 1
    climbed = "../" * (len(here) - common) + "/".join(there[common:])
    return encode(climbed or "./")


def query(**values: str) -> str:
    """`?name=value&...` with the values percent-encoded."""
    pairs = (f"{name}={quote(value, safe='')}" for name, value in values.items())
    return "?" + "&".join(pairs)


def file_of(url: str) -> str:
    """The output file that a server sends for an address without query: `docs/a/index.html`."""
    path = url.partition("#")[0]
    return f"{path}index.html" if path.endswith("/") or not path else path
