"""The wheel carries all that a new site needs, and works away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    install = [*pip, "install", "--no-deps", "--no-index", "--no-compile", "--quiet", str(wheel)]
    subprocess.run(install, check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A path in a .pth file is searched, but its own .pth files (the editable sitegen) are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(environment: Path, folder: Path, *arguments: str) -> str:
    variables = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    done = subprocess.run(
        [str(environment / "bin" / arguments[0]), *arguments[1:]],
        cwd=folder,
        env={**variables, "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def sources(folder: Path) -> set[str]:
    """Files below a folder that belong to the project."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_wheel_carries_package_scaffold_and_theme(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {f"sitegen/{name}" for name in sources(ROOT / "sitegen")}
    theme = {f"sitegen/theme/{name}" for name in sources(ROOT / "templates")}
    assert package <= names
    assert theme <= names
    others = {name for name in names - package - theme if ".dist-info/" not in name}
    assert others == set()


def test_installed_wheel_builds_a_new_site(environment: Path, tmp_path: Path) -> None:
    place = "import sitegen; print(sitegen.__file__)"
    assert run(environment, tmp_path, "python", "-c", place).startswith(str(environment))
    run(environment, tmp_path, "sitegen", "-C", "new", "init", "--demo")
    run(
        environment, tmp_path, "sitegen", "-C", "new", "build", "--base-url", "https://a.example/b/"
    )
    public = tmp_path / "new" / "public"
    for page in ("index.html", "en/index.html", "docs/reading-room/index.html", "404.html"):
        assert (public / page).is_file()
    assert "I. The year as a whole" not in (public / "docs/reading-room/index.html").read_text()
    english = (public / "en/docs/reading-room/index.html").read_text(encoding="utf-8")
    assert "The year as a whole" in english
    assert (public / "static" / "js" / "search.js").is_file()
    assert "0 errors" in run(environment, tmp_path, "sitegen", "-C", "new", "check")
