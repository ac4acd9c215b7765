"""Pages of a site, rendered by all processes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain

from sitegen.cache.documents import digest_data, digest_from
from sitegen.content.library import Base
from sitegen.content.load import with_digests
from sitegen.held import Held
from sitegen.model import Digest, OutputFile
from sitegen.processes import give_memory_back
from sitegen.progress import Progress
from sitegen.render.pages import plan, render_routes
from sitegen.render.routes import Route
from sitegen.render.site import Site
from sitegen.workers import Crew, in_turn

MANY_PAGES = 100
"""From which on handing them to other processes costs less than it saves."""
_AT_ONCE = 40
"""Pages of one piece of work where processes inherit the library: so few that none waits long for
the last one."""
_AT_ONCE_ELSEWHERE = 200
"""The same where the library goes along with each piece."""


class Printing:
    """Renders pages from a library that the processes hold, and digests made meanwhile."""

    def __init__(
        self,
        base: Held[Base],
        digests: Mapping[str, Digest],
        crew: Crew,
        progress: Progress,
    ) -> None:
        """Get ready."""
        self._base = base
        data = {slug: digest_data(digest) for slug, digest in digests.items()}
        self._digests = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._crew = crew
        self._progress = progress

    def pages(
        self, site: Site, routes: Sequence[Route], wanted: Sequence[int]
    ) -> Iterator[OutputFile]:
        """The pages of some routes of a site that has the digests, given by their numbers. Where
        they are many, others begin with them at once.

        Raises:
            ThemeError: a template does not render; with its file and line.
        """
        if self._crew.jobs < 2 or len(wanted) < MANY_PAGES:
            chosen = [routes[number] for number in wanted]
            return render_routes(site, self._progress.track(chosen, "Rendering pages"))
        size = _AT_ONCE if self._crew.inherits else _AT_ONCE_ELSEWHERE
        calls = (
            partial(_pages, self._base, self._digests, wanted[at : at + size])
            for at in range(0, len(wanted), size)
        )
        rendered = chain.from_iterable(in_turn(self._crew, calls))
        return (next(rendered) for _ in self._progress.track(wanted, "Rendering pages"))


def _pages(base: Held[Base], digests: bytes, numbers: Sequence[int]) -> list[OutputFile]:
    site, routes = _prepared(base, digests)
    return list(render_routes(site, (routes[number] for number in numbers)))


@lru_cache(maxsize=1)
def _prepared(base: Held[Base], digests: bytes) -> tuple[Site, list[Route]]:
    """What all pages of a build share, made once in a process that inherits the library."""
    give_memory_back()
    data = json.loads(digests.decode("utf-8", "surrogatepass"))
    found = {slug: digest_from(value) for slug, value in data.items()}
    library, config = base.value
    site = Site(with_digests(library, found), config)
    return site, plan(site.library)
