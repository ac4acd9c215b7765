"""A provider, a server for it and a site to translate."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from libre_server import Handler, LibreServer, Server

from sitegen.config import Config, Settings, TranslateSettings
from sitegen.translate.providers import Provider, make_provider


@pytest.fixture
def libre() -> Iterator[LibreServer]:
    """A server that translates everything until it is told otherwise."""
    control = LibreServer()
    with Server(("127.0.0.1", 0), Handler) as server:
        server.control = control
        control.url = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield control
        control.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def provider(libre: LibreServer) -> Provider:
    """deep-translator's LibreTranslate client, pointed at the server, one request at a time."""
    table = TranslateSettings(endpoint=libre.url, timeout=0.5, at_once=1)
    return make_provider(
        "libre", Settings(title="站", translate=table), {"LIBRE_API_KEY": "secret"}
    )


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An empty site."""
    (tmp_path / "content").mkdir()
    return Config(root=tmp_path, settings=Settings(title="站"), output=tmp_path / "public")
