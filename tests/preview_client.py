"""A browser's side of `sitegen serve`: pages, and the reload that livereload announces."""

from __future__ import annotations

import asyncio
import json
import subprocess
import urllib.request
from collections.abc import Awaitable, Callable
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

    def after(self, change: Callable[[], object]) -> str:
        """The home page once the browser was told to reload because of `change`."""
        address = "ws" + "/".join(self.url.split("/")[:3]).removeprefix("http") + "/livereload"
        asyncio.run(reloaded(address, change))
        return self.get()


async def reloaded(address: str, change: Callable[[], object]) -> None:
    socket = await websocket_connect(address)
    await send(socket, {"command": "hello", "protocols": []})
    await wait_for(socket, "hello")
    await send(socket, {"command": "info", "url": "http://127.0.0.1/"})
    change()
    await wait_for(socket, "reload")
    socket.close()
    while await asyncio.wait_for(socket.read_message(), TIMEOUT) is not None:
        pass  # until the server has closed it too


def send(socket: WebSocketClientConnection, message: object) -> Awaitable[None]:
    return socket.write_message(json.dumps(message))


async def wait_for(socket: WebSocketClientConnection, command: str) -> None:
    while True:
        message = await asyncio.wait_for(socket.read_message(), TIMEOUT)
        assert message is not None, "the server went away"
        if json.loads(message)["command"] == command:
            return


def announced(root: Path, process: subprocess.Popen[str]) -> Preview:
    """The preview of `process`, once it says what address it serves."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Serving "):
            return Preview(root, line.split()[1], process.stdout)
    raise AssertionError(process.stderr and process.stderr.read())


def status_of(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
