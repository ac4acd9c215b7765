"""Sites that many tests of pages look at, rendered once."""

from __future__ import annotations

from pathlib import Path

import pytest
from render_samples import PUBLIC, render_site, sample_library, site_config


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample site without a public address."""
    return render_site(sample_library(), site_config(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample site under `PUBLIC`."""
    root: Path = tmp_path_factory.mktemp("public")
    return render_site(sample_library(), site_config(root, base_url=PUBLIC))
