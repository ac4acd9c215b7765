"""Two people at work on one catalog: git merges what both did."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from catalog_samples import SOURCE, follow, make, states, translate

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *names, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """An untranslated catalog in a repository, on the branch `main`."""
    git(tmp_path, "init", "-q", "-b", "main")
    path = make(tmp_path)
    commit(tmp_path, "begin")
    git(tmp_path, "branch", "other")
    return path


def test_translations_of_neighbours_merge(catalog: Path) -> None:
    translate(catalog, "城市更新投资目标", "Renewal target")
    translate(catalog, "目标", "Goals")
    commit(catalog.parent, "one")
    git(catalog.parent, "checkout", "-q", "other")
    translate(catalog, "三年总投资1.1万亿元", "1.1 trillion yuan in three years")
    commit(catalog.parent, "other")
    git(catalog.parent, "merge", "-q", "main", "-m", "both")
    assert set(states(catalog)) == {"城市更新投资目标", "三年总投资1.1万亿元", "目标"}
    assert not follow(catalog, SOURCE)


def test_a_translation_merges_with_an_edit_of_the_source(catalog: Path) -> None:
    translate(catalog, "目标", "Goals")
    commit(catalog.parent, "a translator")
    git(catalog.parent, "checkout", "-q", "other")
    longer = SOURCE.replace("## 目标", "又来一段话。\n\n## 目标")
    follow(catalog, longer)
    commit(catalog.parent, "an editor")
    git(catalog.parent, "merge", "-q", "main", "-m", "both")
    assert states(catalog)["目标"][0] == "Goals"
    assert not follow(catalog, longer)
