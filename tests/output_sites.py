"""An old and a new site, for tests of how one takes the place of the other."""

from __future__ import annotations

from pathlib import Path

from sitegen.cache.stamps import look
from sitegen.model import OutputFile
from sitegen.output import MARKER, new_site, write_site
from sitegen.spare import Before

OLD = [OutputFile("index.html", b"old"), OutputFile("docs/a/index.html", b"old a")]
NEW = [OutputFile("index.html", b"new"), OutputFile("docs/b/index.html", b"new b")]


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of what a build put there, the files that every site has left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {MARKER, ".nojekyll"}
    }


def as_dict(files: list[OutputFile]) -> dict[str, bytes]:
    return {file.path: file.data for file in files}


def old_site(folder: Path) -> Path:
    """The folder, in which `public` holds the old site."""
    write_site(folder / "public", OLD)
    return folder


def assert_old_and_clean(site: Path) -> None:
    assert tree(site / "public") == as_dict(OLD)
    assert [entry.name for entry in site.iterdir()] == ["public"], "litter beside public/"


def renewed(public: Path, files: list[OutputFile], spare: Path) -> None:
    """Another site at the same place, with what is known of the one that stands there."""
    with new_site(public, Before(look(public), spare)) as made:
        for file in files:
            made.add(file)
        made.put_in_place()
