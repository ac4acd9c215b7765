"""Pushing public/ to a branch that a host serves, through ghp-import.

ghp-import writes the commit; what it leaves to luck is settled here first: it commits over a
branch that is checked out, onto a stale copy of the remote branch, drops the CNAME file that
GitHub keeps there for a site's own domain, and lets git's errors through as tracebacks.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

from ghp_import import GhpError, ghp_import

from sitegen.config import Config
from sitegen.errors import PublishError
from sitegen.model import Problem


def publish_site(config: Config, *, remote: str, branch: str, message: str) -> str:
    """Push the built site to `branch` of `remote` and return a line that says so.

    Raises:
        PublishError: there is no built site, no repository, no such remote, the branch is
            checked out, git does not know who commits, or the remote refuses.
    """
    if not (config.output / "index.html").is_file():
        place = config.relative(config.output)
        raise PublishError(Problem(place, 0, "holds no built site; run: sitegen build"))
    git = _Git(config.root)
    _check(git, remote, branch)
    before = _fetch(git, remote, branch)
    _commit(config, git, remote, branch, message)
    if before and git.ask("rev-parse", f"{before}^{{tree}}") == git.ask(
        "rev-parse", f"refs/heads/{branch}^{{tree}}"
    ):
        git.ask("update-ref", f"refs/heads/{branch}", before)
        return f"{branch} of {remote} has this site already."
    git.ask("push", remote, f"refs/heads/{branch}:refs/heads/{branch}")
    return f"Pushed {config.relative(config.output)} to {branch} of {remote}."


class _Git:
    """git in the site's folder; a command that fails becomes one line."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return it, whether it failed or not."""
        try:
            return subprocess.run(
                ["git", *arguments],
                cwd=self.root,
                check=False,
                capture_output=True,
                env={**os.environ, "LC_ALL": "C"},  # its messages are read below
                encoding="utf-8",
                errors="replace",
            )
        except FileNotFoundError:
            raise PublishError(Problem("", 0, "git is not installed")) from None

    def ask(self, *arguments: str) -> str:
        """The output of a command; raises PublishError with git's reason when it fails."""
        done = self.run(*arguments)
        if done.returncode != 0:
            raise PublishError(Problem("", 0, f"git {arguments[0]} failed: {_reason(done.stderr)}"))
        return done.stdout.strip()


def _reason(stderr: str) -> str:
    """What git complains of, in one line: its first error, else its last words."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    marked = [line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:"))]
    return (marked or lines[-1:] or ["no reason given"])[0]


def _check(git: _Git, remote: str, branch: str) -> None:
    repository = git.run("rev-parse", "--git-dir")
    if "not a git repository" in repository.stderr:
        message = f"is in no git repository; run: git init, then git remote add {remote} URL"
        raise PublishError(Problem(str(git.root), 0, message))
    if repository.returncode != 0:
        raise PublishError(Problem(str(git.root), 0, _reason(repository.stderr)))
    remotes = git.ask("remote").split()
    if remote not in remotes:
        known = f"known: {', '.join(remotes)}" if remotes else f"run: git remote add {remote} URL"
        raise PublishError(Problem("", 0, f"no git remote named {remote}; {known}"))
    if git.run("check-ref-format", "--branch", branch).returncode != 0:
        raise PublishError(Problem("", 0, f"{branch!r} cannot be the name of a branch"))
    if git.run("symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip() == branch:
        message = f"branch {branch} is checked out and would be replaced by the site; name another"
        raise PublishError(Problem("", 0, message))
    if git.run("var", "GIT_COMMITTER_IDENT").returncode != 0:
        message = (
            "git does not know who commits; run: git config user.name and git config user.email"
        )
        raise PublishError(Problem("", 0, message))


def _fetch(git: _Git, remote: str, branch: str) -> str:
    """The commit that the remote branch is at, fetched; "" where there is no such branch."""
    if not git.ask("ls-remote", "--heads", remote, f"refs/heads/{branch}"):
        git.ask("update-ref", "-d", f"refs/remotes/{remote}/{branch}")
        return ""
    tracked = f"refs/remotes/{remote}/{branch}"
    git.ask("fetch", "--quiet", remote, f"+refs/heads/{branch}:{tracked}")
    return git.ask("rev-parse", tracked)


def _commit(config: Config, git: _Git, remote: str, branch: str, message: str) -> None:
    domain = git.run("show", f"refs/remotes/{remote}/{branch}:CNAME")
    try:
        with contextlib.chdir(config.root):  # ghp-import looks for the repository here
            ghp_import(
                str(config.output),
                remote=remote,
                branch=branch,
                mesg=message,
                nojekyll=True,
                cname=domain.stdout.strip() if domain.returncode == 0 else None,
            )
    except (GhpError, OSError, TypeError) as error:  # TypeError: its own slip when git fails
        said = " ".join(str(getattr(error, "message", error)).split())
        raise PublishError(Problem("", 0, f"git could not commit the site: {said}")) from error
