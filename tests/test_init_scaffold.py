"""`init` makes a site that builds, and never overwrites."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.config import load_config
from sitegen.content.catalog import read_catalog
from sitegen.content.load import read_document
from sitegen.content.units import document_units
from sitegen.errors import SitegenError
from sitegen.model import TranslationState
from sitegen.scaffold import scaffold_site
from sitegen.settings import TABLES, Settings
from sitegen.settings_rules import settings_from

BASE = {
    ".github/workflows/pages.yml",
    ".gitignore",
    "README.md",
    "content/glossary.csv",
    "seeds/welcome.txt",
    "sitegen.toml",
}
DEMO = {"content/reading-room/en.po", "content/reading-room/index.md"}


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_new_site_has_everything_that_it_reports(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "site"
    assert set(scaffold_site(root)) == BASE == files(root)


def test_demo_adds_a_translated_document(tmp_path: Path) -> None:
    assert set(scaffold_site(tmp_path, demo=True)) == BASE | DEMO == files(tmp_path)


def test_settings_are_valid_and_the_file_shows_every_one(tmp_path: Path) -> None:
    scaffold_site(tmp_path)
    load_config(tmp_path)
    lines = (tmp_path / "sitegen.toml").read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# ") for line in lines if "=" in line or line.startswith("# [")]
    everything = tomllib.loads("\n".join(shown))
    settings_from(everything)
    assert list(everything) == [field.name for field in fields(Settings)]
    for name, table in TABLES.items():
        assert list(everything[name]) == [field.name for field in fields(table)]


def test_demo_document_is_translated_whole(tmp_path: Path) -> None:
    scaffold_site(tmp_path, demo=True)
    config = load_config(tmp_path)
    folder = config.content / "reading-room"
    document = read_document(folder / "index.md", config)
    catalog = read_catalog(folder / "en.po", file="en.po", lang="en")
    for unit in document_units(document):
        if any(character.isalpha() for character in unit.text):
            assert catalog.get(unit.text).state is TranslationState.CURRENT, unit.text


def test_existing_files_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "sitegen.toml").symlink_to("nowhere")
    with pytest.raises(SitegenError) as caught:
        scaffold_site(tmp_path)
    named = {Path(problem.file).name for problem in caught.value.problems}
    assert named == {"README.md", "sitegen.toml"}
    assert files(tmp_path) == {"README.md"}
    assert (tmp_path / "README.md").read_text() == "mine"


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "plan.txt").write_text("mine")
    scaffold_site(tmp_path)
    assert (tmp_path / "seeds" / "plan.txt").read_text() == "mine"


def test_file_where_a_folder_must_be_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("mine")
    with pytest.raises(SitegenError, match="is a file where the site needs a folder") as caught:
        scaffold_site(tmp_path, demo=True)
    assert len(caught.value.problems) == 1


def test_site_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(SitegenError, match="is a file; name a folder"):
        scaffold_site(tmp_path / "site")


def workflow(root: Path) -> dict[str, Any]:
    text = (root / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def test_workflow_builds_for_the_address_of_the_pages_then_checks_then_deploys(
    tmp_path: Path,
) -> None:
    scaffold_site(tmp_path)
    jobs = workflow(tmp_path)["jobs"]
    steps = jobs["build"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert commands[-2:] == ['sitegen build --base-url "$BASE_URL"', "sitegen check"]
    pages = next(step for step in steps if step.get("id") == "pages")
    assert pages["uses"].startswith("actions/configure-pages@v")
    build = next(step for step in steps if step.get("name") == "Build")
    assert build["env"]["BASE_URL"] == "${{ steps.pages.outputs.base_url }}"
    assert jobs["deploy"]["needs"] == "build"


def test_only_the_deploying_job_may_write(tmp_path: Path) -> None:
    scaffold_site(tmp_path)
    found = workflow(tmp_path)
    assert found["permissions"] == {"contents": "read"}
    assert "write" not in found["jobs"]["build"]["permissions"].values()
    assert found["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
