"""Pages as a preview shows them: from public/, below the base path, with reload and problems.

Files are read afresh for every request and never cached: the site is swapped under the server.
tornado's own file handler was refused, since it keeps digests of files for as long as it runs.
"""

from __future__ import annotations

import html
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tornado.web import RequestHandler

from sitegen.model import Problem

BANNER_STYLE_URL = "/livereload-problems.css"

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""What hosts send; the machine's own table of types may say anything."""

_BANNER_STYLE = """\
.sitegen-problems {
  position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
  padding: 1rem 1.25rem; border-top: .25rem solid #b3261e; background: #fff; color: #1c1b1f;
  font: 1rem/1.5 system-ui, sans-serif; box-shadow: 0 -.25rem 1.5rem rgb(0 0 0 / 30%);
}
.sitegen-problems strong { color: #b3261e; }
.sitegen-problems pre {
  margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .95rem/1.6 ui-monospace, monospace;
}
"""


@dataclass(frozen=True, slots=True)
class View:
    """What a preview shows at one moment."""

    output: Path
    """Folder of the last good site; it need not exist."""
    base_path: str
    """Path below which hosts will serve the site, "/" at both ends."""
    problems: tuple[Problem, ...]
    """Why the last build failed; () when it did not."""


class BannerStyle(RequestHandler):
    """The style of the problems' box: in a file, since pages forbid inline styles."""

    def get(self) -> None:
        """Answer with the style sheet."""
        self.set_header("Content-Type", _TYPES[".css"])
        self.write(_BANNER_STYLE)


class Page(RequestHandler):
    """One file of the site."""

    def initialize(self, view: Callable[[], View]) -> None:
        """Take what tells the present view."""
        self._view = view

    def get(self, path: str) -> None:
        """Answer with the file at `path` (percent-decoded), as a static host would."""
        view = self._view()
        address, base = f"/{path}", view.base_path
        if not address.startswith(base):
            self._outside(address, base)
            return
        place = _find(view.output, address.removeprefix(base))
        if place is None:
            self._missing(view)
        elif place.is_dir():
            self.redirect(f"{self.request.path}/")
        else:
            self._send(place, view)

    head = get

    def _outside(self, address: str, base: str) -> None:
        if address in {"/", base.rstrip("/")}:
            self.redirect(base)
            return
        self.set_status(404)
        self.set_header("Content-Type", _TYPES[".txt"])
        self.write(f"Outside of the site, which starts at {base} as base_url says.\n")

    def _missing(self, view: View) -> None:
        page = _find(view.output, "404.html")
        if page is not None:
            self.set_status(404)
            self._send(page, view)
            return
        self.set_status(500 if view.problems else 404)
        self.set_header("Content-Type", _TYPES[".html"])
        self.write(_dressed(b"<!doctype html><title>sitegen</title>", view, self._port()))

    def _send(self, place: Path, view: View) -> None:
        data = place.read_bytes()
        guess = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", _TYPES.get(place.suffix, guess))
        self.set_header("Cache-Control", "no-store")
        self.write(_dressed(data, view, self._port()) if place.suffix == ".html" else data)

    def _port(self) -> int:
        """The port as the browser sees it."""
        port = self.request.host.rpartition(":")[2]
        return int(port) if port.isdecimal() else 80


def _find(output: Path, path: str) -> Path | None:
    """The file for a path; a folder where the address lacks its last slash; None for nothing."""
    root = output.resolve()
    try:
        place = (root / path).resolve()
        if not place.is_relative_to(root):
            return None
        if place.is_dir() and (path.endswith("/") or place == root):
            place /= "index.html"
        return place if place.exists() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def _dressed(page: bytes, view: View, port: int) -> bytes:
    """The page with livereload's script and, after a failed build, with what went wrong."""
    script = f'<script src="/livereload.js?port={port}" defer></script>'.encode()
    page = _insert(page, script, before=b"</head>")
    return _insert(page, _banner(view.problems), before=b"</body>") if view.problems else page


def _insert(page: bytes, piece: bytes, *, before: bytes) -> bytes:
    head, mark, tail = page.partition(before)
    return head + piece + mark + tail


def _banner(problems: tuple[Problem, ...]) -> bytes:
    lines = "\n".join(html.escape(str(problem)) for problem in problems)
    return (
        f'<link rel="stylesheet" href="{BANNER_STYLE_URL}">'
        '<aside class="sitegen-problems" role="alert" lang="en">'
        "<strong>The site could not be built; behind this is the last good one.</strong>"
        f"<pre>{lines}</pre></aside>"
    ).encode()
