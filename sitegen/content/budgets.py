"""Whether a site is small enough: for the reader who waits for a page, and for hosts with limits.

Findings are warnings and notes: a site that is too large for one host may be right for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.model import Problem, Severity
from sitegen.search.layout import FOLDER

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Budgets:
    """Sizes in bytes from which on something is said."""

    page: int = 2 * _MB
    """One HTML page: some ten seconds on a slow phone before compression."""
    file: int = 100 * _MB
    """One file: what GitHub takes in a push."""
    index: int = 500 * _MB
    """The search index: half of what GitHub Pages holds."""
    site: int = 1_000 * _MB
    """The whole site: what GitHub Pages holds."""
    files: int = 20_000
    """Number of files: what Cloudflare Pages holds."""


def check_budgets(files: Mapping[str, bytes], budgets: Budgets | None = None) -> Iterator[Problem]:
    """What is larger than it should be; `files` by path relative to the site's root."""
    limits = budgets or Budgets()
    sizes = {name: len(files[name]) for name in files}
    for name, size in sizes.items():
        if size > limits.file:
            message = (
                f"has {_mb(size)}; GitHub refuses files over {_mb(limits.file)}: make it smaller"
            )
            yield Problem(name, 0, message, Severity.WARNING)
        elif name.endswith(".html") and size > limits.page:
            message = f"has {_mb(size)}, which phones load slowly; split the document by headings"
            yield Problem(name, 0, message, Severity.NOTE)
    index = sum(size for name, size in sizes.items() if name.startswith(f"{FOLDER}/"))
    if index > limits.index:
        yield Problem(FOLDER, 0, f"has {_mb(index)}; see what a host allows", Severity.NOTE)
    if sum(sizes.values()) > limits.site:
        message = (
            f"has {_mb(sum(sizes.values()))}; GitHub Pages holds {_mb(limits.site)}: use another"
            " host, or make several sites"
        )
        yield Problem("", 0, message, Severity.WARNING)
    if len(sizes) > limits.files:
        message = f"has {len(sizes)} files; some hosts hold {limits.files}"
        yield Problem("", 0, message, Severity.NOTE)


def _mb(size: int) -> str:
    return f"{size / _MB:.1f} MB"
