"""What the documentation says is what the code does."""

from __future__ import annotations

import dataclasses
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from sitegen import cli
from sitegen.content.frontmatter import read_meta
from sitegen.errors import ContentError
from sitegen.ingest.read import SUFFIXES
from sitegen.settings import TABLES, Settings
from sitegen.translate.providers import PROVIDERS

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> list[str]:
    """Fenced blocks, without their fences."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def codes(text: str) -> set[str]:
    """Everything in backticks outside of fenced blocks."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`([^`\n]+)`", prose))


def options() -> Iterator[str]:
    """Every command and every option of the command line."""
    group: Any = typer.main.get_command(cli.app)
    for command in (group, *group.commands.values()):
        yield command.name
        for parameter in command.params:
            yield from (name for name in parameter.opts if name.startswith("-"))


def settings(table: type[Any] = Settings, prefix: str = "") -> Iterator[str]:
    for field in dataclasses.fields(table):
        if not prefix and field.name in TABLES:
            yield from settings(TABLES[field.name], f"{field.name}.")
        else:
            yield prefix + field.name


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command_and_option(readme: str) -> None:
    said = {word for code in codes(read(readme)) for word in re.split(r"[ \[\]]+", code)}
    short = {"--verbose": "-v", "--quiet": "-q"}
    wanted = {short.get(name, name) for name in options()}
    assert wanted - said - {"sitegen"} == set()


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_no_option_that_does_not_exist(readme: str) -> None:
    said = {code.split()[0] for code in codes(read(readme)) if code.startswith("--")}
    assert said - set(options()) - {"--help"} == set()


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_setting_with_its_default(readme: str) -> None:
    rows = [line.split("|") for line in read(readme).splitlines() if line.startswith("| `")]
    defaults = {name: row[2].strip().strip("`") for row in rows for name in codes(row[1])}
    for name in settings():
        table, _, field = name.rpartition(".")
        owner: type[Any] = TABLES[table] if table else Settings
        [default] = [one.default for one in dataclasses.fields(owner) if one.name == field]
        shown = defaults[name]
        if default is dataclasses.MISSING:
            assert shown == ""
        elif shown or name != "title_en":  # title and title_en share a row
            assert tomllib.loads(f"value = {shown}")["value"] == default, name


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_front_matter_key_and_provider(readme: str) -> None:
    said = codes(read(readme))
    keys = "title subtitle kicker date publisher authors source lang tags slug aliases notes"
    assert set(keys.split()) <= said
    assert set(PROVIDERS) <= said


def test_architecture_names_every_front_matter_key() -> None:
    """Every key in the table is one that the reader takes, and an unknown one is refused."""
    text = read("docs/architecture.md").partition("### Content")[2].partition("### Addresses")[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    keys = {name for row in rows for name in codes(row)}
    lists = {"authors", "tags", "aliases", "notes"}
    values = {"title": "T", "slug": "t", "date": "2025-01-31", "lang": "zh"}
    lines = [f"{key}: {'[a]' if key in lists else values.get(key, 'a')}" for key in keys]
    read_meta("\n".join(lines), file="index.md", slug="t")
    with pytest.raises(ContentError, match="unknown front matter key"):
        read_meta("title: T\nunheard: of", file="index.md", slug="t")
    assert len(keys) == 13


def test_both_readmes_say_the_same() -> None:
    english, chinese = (read(name) for name in READMES)
    shape = re.compile(r"^(#+|\||- |```)", re.MULTILINE)
    assert shape.findall(english) == shape.findall(chinese)
    assert blocks(english) == blocks(chinese)
    assert codes(english) == codes(chinese)


def test_every_suffix_that_ingest_reads_is_documented() -> None:
    kinds = {".txt": "text", ".md": "Markdown", ".markdown": "Markdown", ".pdf": "PDF"}
    kinds |= {".docx": "Word", ".html": "HTML", ".htm": "HTML"}
    said = read("README.md")
    for suffix in SUFFIXES:
        assert kinds[suffix] in said


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", read(name)):
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path
        assert file.is_file(), target
        headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in {re.sub(r"\W+", "-", title.lower()) for title in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_paths_that_documents_name_exist(name: str) -> None:
    made_by_a_build = ("public/", ".public", ".venv", ".sitegen", ".github/", "dist")
    for code in codes(read(name)):
        if re.fullmatch(r"[\w.]+/[\w./]*", code) and not code.startswith(made_by_a_build):
            places = (ROOT, ROOT / "sitegen", ROOT / "templates")
            assert any((place / code).exists() for place in places), code


def test_package_map_of_the_architecture_is_complete() -> None:
    text = read("docs/architecture.md").partition("## Packages")[2].partition("## Contracts")[0]
    named = {code.removeprefix("sitegen/").rstrip("/") for code in codes(text)}
    there = {
        path.name
        for path in (ROOT / "sitegen").iterdir()
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("__")
    }
    # files.py holds a helper of ingest and catalogs
    assert there - named - {"files.py"} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_targets_that_documents_name_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make (\w+)(?:`|$)", read(name), re.MULTILINE)) <= targets


def test_commands_of_the_readme_run(tmp_path: Path) -> None:
    (commands,) = [block for block in blocks(read("README.md")) if "init" in block]
    for name in ("plan.txt", "notice.txt"):
        text = f"## 关于{name.partition('.')[0]}的通知\n\n各有关单位：现将有关事项通知如下。\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in commands.splitlines():
        words = shlex.split(line.replace(" serve", " build"))  # serve has tests of its own
        if words[0] != "pip":
            subprocess.run(
                words, cwd=tmp_path, env={**os.environ, "PATH": path}, check=True, timeout=60
            )
    assert (tmp_path / "my-site" / "public" / "index.html").is_file()


def test_search_module_exports_what_the_readme_imports() -> None:
    (example,) = [block for block in blocks(read("README.md")) if "openIndex" in block]
    module = re.search(r'import \{ (\w+) \} from "\./([^"]+)"', example)
    assert module
    assert f"export async function {module[1]}(" in read(f"templates/{module[2]}")


def test_changelog_has_the_version_of_the_package() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in read("CHANGELOG.md")


def test_both_workflows_deploy_alike() -> None:
    """The scaffold's differs from this repository's in how sitegen is installed, and its names."""
    own = yaml.safe_load(read(".github/workflows/pages.yml"))
    made = yaml.safe_load(read("sitegen/scaffold/files/base/dot_github/workflows/pages.yml"))
    for workflow in (own, made):
        steps = workflow["jobs"]["build"]["steps"]
        assert steps.pop(2)["run"].startswith("pip install ")
    assert own["jobs"] == made["jobs"]
    assert own["permissions"] == made["permissions"]


def test_ci_runs_the_checks_on_every_supported_python() -> None:
    workflow = yaml.safe_load(read(".github/workflows/ci.yml"))
    job = workflow["jobs"]["test"]
    classifiers = tomllib.loads(read("pyproject.toml"))["project"]["classifiers"]
    versions = [line.rpartition(" ")[2] for line in classifiers if "Python :: 3." in line]
    assert job["strategy"]["matrix"]["python-version"] == versions
    assert job["steps"][-1]["run"] == ".ci/run"
    assert "make test" in read(".ci/run")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
