"""A Chromium and a file server for the tests that need a reader."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def launch(playwright: Playwright) -> Browser:
    """The Chromium of this machine, or Playwright's own; without either the test is skipped."""
    options: dict[str, Any] = {"args": ["--no-sandbox"]}
    if installed := next(filter(None, map(shutil.which, NAMES)), None):
        options["executable_path"] = installed
    try:
        return playwright.chromium.launch(**options)
    except Error as error:
        pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a plain file server over a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def save(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a site."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
