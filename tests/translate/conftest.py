"""A provider, a server for it and a site to translate."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from libre_server import Handler, LibreServer, Server
from sites import Site, provider_for

from sitegen.config import Config
from sitegen.settings import Settings
from sitegen.translate.providers import Provider


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
    return provider_for(libre, "libre")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An empty site."""
    (tmp_path / "content").mkdir()
    return Config(root=tmp_path, settings=Settings(title="站"), output=tmp_path / "public")


@pytest.fixture(params=["libre", "openai"])
def site(request: pytest.FixtureRequest, config: Config, libre: LibreServer) -> Site:
    """Documents to translate: through deep-translator's client, and by OpenAI's protocol."""
    return Site(config, provider_for(libre, request.param))
