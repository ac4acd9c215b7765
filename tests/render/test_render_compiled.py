"""Compiled templates are kept from one process to the next, where nobody else can write."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import platformdirs
import pytest
from jinja2 import DictLoader, Environment

from sitegen import private
from sitegen.render.compiled import Compiled
from sitegen.search.readings import kept_readings, readings


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _name: tmp_path / "cache")
    return tmp_path / "cache" / "templates"


class _Counting(Environment):
    """Counts what it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> object:  # type: ignore[override]
        _Counting.compiled += 1
        return super()._compile(source, filename)


def _compiles(text: str, compiler: Path = Path(__file__)) -> int:
    """How many templates a new process compiles to render one of a text."""
    _Counting.compiled = 0
    made = _Counting(loader=DictLoader({"a.html": text}), bytecode_cache=Compiled(compiler))
    assert made.get_template("a.html").render(name="城市") == text.replace("{{ name }}", "城市")
    return _Counting.compiled


def test_a_template_is_compiled_once(cache: Path) -> None:
    assert [_compiles("{{ name }}更新") for _ in range(3)] == [1, 0, 0]
    assert cache.is_dir()


def test_another_text_or_compiler_compiles_anew(cache: Path, tmp_path: Path) -> None:
    assert cache.parent == tmp_path / "cache"
    other = tmp_path / "compiler.py"
    other.write_text("other")
    assert [_compiles("{{ name }}更新"), _compiles("{{ name }}规划")] == [1, 1]
    assert _compiles("{{ name }}更新", other) == 1


def test_a_damaged_entry_is_compiled_again(cache: Path) -> None:
    _compiles("{{ name }}更新")
    [entry] = cache.iterdir()
    for data in (b"", b"\n", entry.read_bytes()[:-1], entry.read_bytes() + b"x"):
        entry.write_bytes(data)
        assert _compiles("{{ name }}更新") == 1
    assert _compiles("{{ name }}更新") == 0


def test_a_folder_that_others_can_write_is_not_used(cache: Path) -> None:
    _compiles("{{ name }}更新")
    cache.chmod(0o777)
    assert _compiles("{{ name }}更新") == 1
    assert len(list(cache.iterdir())) == 1


def test_entries_of_sites_that_are_gone_do_not_pile_up(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "_MOST", 5)
    for number in range(20):
        _compiles(f"{{{{ name }}}}{number}")
        assert len(list(cache.iterdir())) <= 7


def test_a_full_disk_leaves_no_half_of_an_entry(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> int:
        path.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), len(data))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert _compiles("{{ name }}更新") == 1
    assert list(cache.iterdir()) == []


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_name: str) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(platformdirs, "user_cache_path", refuse)
    assert [_compiles("{{ name }}更新") for _ in range(2)] == [1, 1]
    kept_readings.cache_clear()
    try:
        assert kept_readings() is None
        assert readings.__wrapped__().alone["郑"] == "zheng"
    finally:
        kept_readings.cache_clear()
