"""A file server that counts what it hands out, as gzip counts."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Counter:
    """Bytes that were asked for since the last reset."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sizes: dict[str, int] = {}
        self.bytes = 0

    def reset(self) -> None:
        self.bytes = 0

    def add(self, path: str) -> None:
        name = path.split("?", maxsplit=1)[0].lstrip("/") or "index.html"
        if name not in self._sizes:
            file = self._root / name
            self._sizes[name] = len(gzip.compress(file.read_bytes(), 6)) if file.is_file() else 0
        self.bytes += self._sizes[name]


class _Handler(SimpleHTTPRequestHandler):
    counter: Counter

    def do_GET(self) -> None:
        self.counter.add(self.path)
        super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def serve(root: Path) -> Iterator[tuple[str, Counter]]:
    """Address of the folder on this machine, and what counts."""
    counter = Counter(root)
    handler = type("Handler", (_Handler,), {"counter": counter})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", counter
    finally:
        server.shutdown()
        server.server_close()


def find_chromium() -> dict[str, Any]:
    """Options for Playwright: the system's Chromium where there is one."""
    installed = shutil.which("chromium")
    options: dict[str, Any] = {"args": ["--no-sandbox"]}
    return {**options, "executable_path": installed} if installed else options
