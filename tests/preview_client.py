"""A browser's side of `sitegen serve`: pages, and the reload that livereload announces."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import HTTPError

from tornado.websocket import WebSocketClientConnection, websocket_connect

TIMEOUT = 30.0
"""Seconds to wait for what should come at once."""


@dataclass
class Preview:
    """A running preview."""

    root: Path
    url: str
    said: IO[str]
    """What the preview says from now on."""

    def get(self, path: str = "") -> str:
        with urllib.request.urlopen(self.url + path, timeout=TIMEOUT) as answer:
            return answer.read().decode()

    def after(
        self, change: Callable[[], object], path: str = "", *, shows: str = "", hides: str = "\0"
    ) -> str:
        """The page at `path` once a reload that follows `change` shows one text, not the other."""
        return asyncio.run(self._after(change, path, shows, hides))

    async def _after(self, change: Callable[[], object], path: str, shows: str, hides: str) -> str:
        host = self.url.split("/")[2]
        socket = await websocket_connect(f"ws://{host}/livereload")
        await send(socket, {"command": "hello", "protocols": []})
        await wait_for(socket, "hello")
        await send(socket, {"command": "info", "url": self.url})
        change()
        page = None
        while page is None or shows not in page or hides in page:
            # What ingest writes into content/ is a change too: a reload may come for that alone.
            await wait_for(socket, "reload")
            page = await asyncio.to_thread(self.get, path)
        socket.close()
        while await asyncio.wait_for(socket.read_message(), TIMEOUT) is not None:
            pass  # until the server has closed it too
        return page


def send(socket: WebSocketClientConnection, message: object) -> Awaitable[None]:
    return socket.write_message(json.dumps(message))


async def wait_for(socket: WebSocketClientConnection, command: str) -> None:
    while True:
        message = await asyncio.wait_for(socket.read_message(), TIMEOUT)
        assert message is not None, "the server went away"
        if json.loads(message)["command"] == command:
            return


@contextmanager
def served(root: Path) -> Iterator[Preview]:
    """The preview of a site, once it says what address it serves."""
    with subprocess.Popen(
        [sys.executable, "-m", "sitegen", "-C", str(root), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        try:
            yield announced(root, process)
        finally:
            process.kill()


def announced(root: Path, process: subprocess.Popen[str]) -> Preview:
    """The preview of a process, once it says what address it serves."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        if line.startswith("Serving "):
            return Preview(root, line.split()[1], process.stdout)
        said.append(line)
    raise AssertionError("".join(said))


def status_of(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
