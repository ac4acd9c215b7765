"""`sitegen init`: a new site from the files under files/.

The files stand there as the site will have them, so that they can be read and tested; a name that
begins with `dot_` stands for a hidden one, which packaging tools and git would treat as their own.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.model import Problem

_FILES = Path(__file__).parent / "files"


def scaffold_site(root: Path, *, demo: bool = False) -> tuple[str, ...]:
    """Write a new site into `root`, made if need be; return the paths written, POSIX, sorted.

    `demo` adds a second document with its English.

    Raises:
        SitegenError: something of the site is there already, each named; nothing is written then.
    """
    plan = _plan("base") | (_plan("demo") if demo else {})
    if root.exists() and not root.is_dir():
        raise SitegenError(Problem(str(root), 0, "is a file; name a folder for the site"))
    problems = [problem for name in sorted(plan) for problem in _obstacles(root, name)]
    if problems:
        raise SitegenError(dict.fromkeys(problems))
    for name, source in plan.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    return tuple(sorted(plan))


def _plan(kind: str) -> dict[str, Path]:
    """Path in the new site -> file of the scaffold."""
    top = _FILES / kind
    return {
        "/".join(_shown(part) for part in path.relative_to(top).parts): path
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }


def _shown(name: str) -> str:
    return f".{name.removeprefix('dot_')}" if name.startswith("dot_") else name


def _obstacles(root: Path, name: str) -> list[Problem]:
    """What stands where a file of the new site, or a folder on its way, has to go."""
    target = root / name
    if target.exists() or target.is_symlink():
        message = "exists already and init overwrites nothing; move it away or name a new folder"
        return [Problem(str(target), 0, message)]
    folders = [folder for folder in target.parents if folder.is_relative_to(root)]
    message = "is a file where the site needs a folder; move it away or name a new folder"
    return [Problem(str(f), 0, message) for f in folders if f.exists() and not f.is_dir()]
