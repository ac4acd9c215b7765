"""Every error that sitegen raises on purpose.

    SitegenError                 exit code 1, shown as one line per problem, never a traceback
    ├── ConfigError              sitegen.toml is missing, unreadable or says something unknown
    ├── SeedError                a raw document cannot be read
    ├── ContentError             a file under content/ is wrong (front matter, slug, catalog)
    ├── ThemeError               a template of the site does not render
    ├── TranslateError           a provider is unknown or not set up
    ├── OutputError              public/ cannot be written
    │   └── LockedError          another process is building this site
    └── PublishError             the branch cannot be pushed

An error carries all problems that were found, so that a user mends them in one go.
"""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.model import Problem


class SitegenError(Exception):
    """The user's input is wrong; `problems` says where and how to mend it."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Take one problem or several; an empty iterable is a programming error."""
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[SitegenError], tuple[tuple[Problem, ...]]]:
        """How a worker process hands the error on, problems included."""
        return type(self), (self.problems,)


class ConfigError(SitegenError):
    """sitegen.toml is missing, unreadable or says something unknown."""


class SeedError(SitegenError):
    """A raw document cannot be read."""


class ContentError(SitegenError):
    """A file under content/ is wrong."""


class ThemeError(SitegenError):
    """A template of the site does not render."""


class TranslateError(SitegenError):
    """A translation provider is unknown or not set up."""


class OutputError(SitegenError):
    """The output folder cannot be written."""


class LockedError(OutputError):
    """Another process is building this site."""


class PublishError(SitegenError):
    """The branch cannot be pushed."""
