"""`publish` pushes public/ to a branch of a repository on disk."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sitegen.config import Config, load_config
from sitegen.errors import PublishError
from sitegen.model import OutputFile
from sitegen.output import write_site
from sitegen.publish import publish_site

SITE = [OutputFile("index.html", b"<p>one</p>"), OutputFile("_data/a.json", b"[]")]


@pytest.fixture(autouse=True)
def identity(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A git that knows who commits and reads no settings of this machine."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Editor\nemail = editor@example.org\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A built site in a repository on branch main, whose origin is a bare repository."""
    root = tmp_path / "site"
    root.mkdir()
    (root / "sitegen.toml").write_text('title = "T"\n')
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", str(tmp_path / "origin.git"))
    config = load_config(root)
    write_site(config.output, SITE)
    return config


def publish(config: Config, *, remote: str = "origin", branch: str = "gh-pages") -> str:
    return publish_site(config, remote=remote, branch=branch, message="Update site")


def pushed(config: Config, branch: str = "gh-pages") -> set[str]:
    """Paths on the branch of the bare repository."""
    bare = config.root.parent / "origin.git"
    return set(git(bare, "ls-tree", "-r", "--name-only", branch).splitlines())


def test_whole_site_with_nojekyll_arrives_on_the_branch(config: Config) -> None:
    assert publish(config) == "Pushed public to gh-pages of origin."
    assert {"index.html", "_data/a.json", ".nojekyll"} <= pushed(config)
    bare = config.root.parent / "origin.git"
    assert git(bare, "show", "gh-pages:index.html") == "<p>one</p>"
    assert git(bare, "log", "-1", "--format=%s", "gh-pages") == "Update site"


def test_next_push_adds_a_commit_and_drops_what_is_gone(config: Config) -> None:
    publish(config)
    write_site(config.output, SITE[:1])
    publish(config)
    assert "_data/a.json" not in pushed(config)
    bare = config.root.parent / "origin.git"
    assert git(bare, "rev-list", "--count", "gh-pages") == "2"


def test_unchanged_site_makes_no_commit(config: Config) -> None:
    publish(config)
    assert "already" in publish(config)
    bare = config.root.parent / "origin.git"
    assert git(bare, "rev-list", "--count", "gh-pages") == "1"


def test_work_of_others_on_the_branch_is_built_upon(config: Config, tmp_path: Path) -> None:
    """ghp-import alone commits onto the stale copy of the branch and the push is refused."""
    publish(config)
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", "origin.git", "other")
    (tmp_path / "other" / "CNAME").write_text("digest.example.org\n")
    git(tmp_path / "other", "add", "CNAME")
    git(tmp_path / "other", "commit", "--quiet", "--message=Set domain")
    git(tmp_path / "other", "push", "--quiet", "origin", "gh-pages")
    write_site(config.output, [OutputFile("index.html", b"two")])
    publish(config)
    bare = config.root.parent / "origin.git"
    assert git(bare, "rev-list", "--count", "gh-pages") == "3"
    assert git(bare, "show", "gh-pages:CNAME") == "digest.example.org"


def test_other_branch_and_remote(config: Config, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "mirror.git")
    git(config.root, "remote", "add", "mirror", str(tmp_path / "mirror.git"))
    publish(config, remote="mirror", branch="web/live")
    assert "index.html" in git(tmp_path / "mirror.git", "ls-tree", "--name-only", "web/live")


def test_site_in_a_subfolder_of_the_repository(config: Config) -> None:
    inner = config.root / "site"
    inner.mkdir()
    (inner / "sitegen.toml").write_text('title = "T"\n')
    write_site(inner / "public", [OutputFile("index.html", b"inner")])
    publish(load_config(inner))
    assert "index.html" in pushed(config)


def test_working_folder_and_branch_stay_as_they_were(config: Config) -> None:
    here = Path.cwd()
    publish(config)
    assert Path.cwd() == here
    assert git(config.root, "symbolic-ref", "--short", "HEAD") == "main"
    assert (config.root / "sitegen.toml").is_file()


def refusal(config: Config, **options: str) -> str:
    with pytest.raises(PublishError) as caught:
        publish(config, **options)
    assert len(caught.value.problems) == 1
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_site_that_was_never_built_is_refused(config: Config) -> None:
    (config.output / "index.html").unlink()
    assert refusal(config) == "public: holds no built site; run: sitegen build"


def test_folder_without_repository_is_refused(config: Config) -> None:
    (config.root / ".git").rename(config.root / "git")
    assert "in no git repository; run: git init" in refusal(config)


def test_unknown_remote_names_the_known_ones(config: Config) -> None:
    assert refusal(config, remote="upstream") == "no git remote named upstream; known: origin"


def test_branch_that_is_checked_out_is_refused(config: Config) -> None:
    """Else the commit would replace the sources of the site by the site."""
    assert "branch main is checked out" in refusal(config, branch="main")


def test_impossible_branch_name_is_refused(config: Config) -> None:
    assert "cannot be the name of a branch" in refusal(config, branch="-x..y")


def test_missing_identity_is_one_line(config: Config) -> None:
    (Path.home() / ".gitconfig").write_text("[user]\nuseConfigOnly = true\n")
    assert "git config user.email" in refusal(config)


def test_remote_that_cannot_be_reached_is_one_line(config: Config, tmp_path: Path) -> None:
    (tmp_path / "origin.git").rename(tmp_path / "moved.git")
    assert refusal(config).startswith("git ls-remote failed: fatal: ")


def test_remote_that_refuses_the_push_is_one_line(config: Config, tmp_path: Path) -> None:
    hook = tmp_path / "origin.git" / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho closed on Sundays >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "git push failed: remote: closed on Sundays" in refusal(config)
