"""Wrong input costs one clear line and exit code 1, and nothing in content/ or public/."""

from __future__ import annotations

import builtins
import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen import cli
from sitegen.scaffold import scaffold_site

BUILD_WORKS = 0


def run(*arguments: str | Path) -> int:
    before = signal.getsignal(signal.SIGTERM)
    try:
        cli.main([str(argument) for argument in arguments])
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 0
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site that tests copy."""
    root = tmp_path_factory.mktemp("built") / "site"
    scaffold_site(root, demo=True)
    assert run("-q", "-C", root, "build") == BUILD_WORKS
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A built site whose content/ and public/ must be the same after the test."""
    root = tmp_path / "site"
    shutil.copytree(built, root)
    yield root


def state(root: Path, *folders: str) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.fixture
def refused(site: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Build, expect a refusal that loses nothing, give its only line."""

    def build(*options: str | Path) -> str:
        before = state(site, "content", "public")
        capsys.readouterr()
        assert run("-C", site, "build", *options) == 1
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1, lines
        assert "failed" not in lines[0], "a bug is no answer to wrong input"
        assert state(site, "content", "public") == before
        assert {path.name for path in site.iterdir() if ".sitegen-" in path.name} == set()
        return lines[0]

    return build


def test_broken_toml(site: Path, refused: Callable[..., str]) -> None:
    (site / "sitegen.toml").write_text('title = "T"\n[publish\n')
    assert refused().startswith("sitegen.toml:2: is not valid TOML: ")


def test_settings_that_are_not_utf8(site: Path, refused: Callable[..., str]) -> None:
    (site / "sitegen.toml").write_bytes('title = "摘读"\n'.encode("gb18030"))
    assert refused() == "sitegen.toml: is not UTF-8; save it as UTF-8"


def test_unknown_setting_names_the_nearest(site: Path, refused: Callable[..., str]) -> None:
    (site / "sitegen.toml").write_text('title = "T"\nbase_ulr = "https://example.org/"\n')
    assert refused() == "sitegen.toml:2: unknown setting `base_ulr`; did you mean `base_url`?"


def test_broken_front_matter(site: Path, refused: Callable[..., str]) -> None:
    page = site / "content" / "reading-room" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("kicker: ", "kicker: ["))
    said = refused()
    assert said.startswith("content/reading-room/index.md:")
    assert "front matter is not valid YAML" in said


def test_unknown_front_matter_key(site: Path, refused: Callable[..., str]) -> None:
    page = site / "content" / "reading-room" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("kicker:", "kiker:"))
    assert refused() == (
        "content/reading-room/index.md:4: unknown front matter key `kiker`; did you mean `kicker`?"
    )


def test_two_documents_with_one_slug(site: Path, refused: Callable[..., str]) -> None:
    shutil.copytree(site / "content" / "reading-room", site / "content" / "z-copy")
    said = refused()
    assert "content/z-copy/index.md" in said
    assert "content/reading-room/index.md" in said
    assert "reading-room" in said


def test_broken_catalog(site: Path, refused: Callable[..., str]) -> None:
    catalog = site / "content" / "reading-room" / "en.po"
    catalog.write_text(catalog.read_text(encoding="utf-8") + "\n<<<<<<< HEAD\n")
    assert refused().startswith("content/reading-room/en.po:")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8),
        ("empty.txt", b""),
        ("blank.txt", "\ufeff \r\n\u3000\n".encode()),
        ("undecodable.txt", b"\xff\xff\x81\x20\xff\x80" * 50),
    ],
)
def test_seed_that_is_no_text(
    site: Path, refused: Callable[..., str], name: str, data: bytes
) -> None:
    (site / "seeds" / name).write_bytes(data)
    assert refused().startswith(f"seeds/{name}: ")


def test_seed_of_200_megabytes(site: Path, refused: Callable[..., str]) -> None:
    (site / "seeds" / "huge.txt").touch()
    os.truncate(site / "seeds" / "huge.txt", 200 * 2**20)
    assert refused().startswith("seeds/huge.txt: ")


def test_output_that_is_a_file(site: Path, refused: Callable[..., str]) -> None:
    (site / "dist").touch()
    assert refused("--output", site / "dist").endswith(
        "dist: is a file; name a folder for the site"
    )


def test_output_with_other_files(site: Path, tmp_path: Path, refused: Callable[..., str]) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "family.jpg").touch()
    assert "such as family.jpg" in refused("--output", tmp_path / "photos")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["family.jpg"]


def failing(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, code: int, *, below: str
) -> None:
    """Let a function that takes a path fail with an errno for every path with `below` in it."""
    original = getattr(owner, name)

    def fail(path: object, *arguments: object, **options: object) -> object:
        if below in str(path):
            raise OSError(code, os.strerror(code), str(path))
        return original(path, *arguments, **options)

    monkeypatch.setattr(owner, name, fail)


def test_read_only_output_folder(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, Path, "mkdir", errno.EROFS, below=".public.sitegen-new")
    said = refused("--base-url", "https://example.org/")
    assert "public: cannot be written: Read-only file system" in said


def test_full_disk(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, builtins, "open", errno.ENOSPC, below=".public.sitegen-new/docs")
    said = refused("--base-url", "https://example.org/")
    assert "public: the disk is full; free some space" in said


def test_mended_site_builds_again(site: Path, refused: Callable[..., str]) -> None:
    (site / "seeds" / "empty.txt").touch()
    refused()
    (site / "seeds" / "empty.txt").unlink()
    assert run("-q", "-C", site, "build") == BUILD_WORKS


def test_every_wrong_file_is_named_in_one_go(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "seeds" / "empty.txt").touch()
    (site / "seeds" / "binary.txt").write_bytes(bytes(range(256)) * 9)
    capsys.readouterr()
    assert run("-C", site, "build") == 1
    named = {line.partition(":")[0] for line in capsys.readouterr().err.splitlines()}
    assert named == {"seeds/empty.txt", "seeds/binary.txt"}


def test_strict_build_keeps_the_old_site_when_a_link_is_broken(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "content" / "reading-room" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n详见[附件](annex.pdf)。\n")
    before = state(site, "public")
    capsys.readouterr()
    assert run("-C", site, "build", "--strict") == 1
    assert "annex.pdf" in capsys.readouterr().err
    assert state(site, "public") == before
    assert run("-q", "-C", site, "build") == BUILD_WORKS
    assert state(site, "public") != before
    assert run("-q", "-C", site, "check") == 1
