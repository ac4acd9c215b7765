"""What makes a site of its content: read, index, sum up, render."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, zip_longest

from sitegen.cache.inputs import setup_of
from sitegen.cache.kept import Kept
from sitegen.cache.keys import PageKeys, Sources, search_key
from sitegen.cache.reading import Reader
from sitegen.cache.stamps import Stamps
from sitegen.cache.store import store_of
from sitegen.cache.texts import whole
from sitegen.content.library import Base, Library
from sitegen.content.load import links_left_out, read_library, with_digests
from sitegen.errors import ContentError
from sitegen.held import Held
from sitegen.ingest.left import left_behind
from sitegen.model import OutputFile, Problem, Severity
from sitegen.output import NewSite
from sitegen.printing import Printing
from sitegen.processes import give_memory_back
from sitegen.render.assets import copy_assets
from sitegen.render.feeds import render_feeds
from sitegen.render.links import file_of
from sitegen.render.pages import plan, render_others
from sitegen.render.site import Site
from sitegen.search.indexing import Indexing
from sitegen.search.layout import FOLDER
from sitegen.summing import Summing, keep_features
from sitegen.task import Task
from sitegen.timing import Clock
from sitegen.workers import Crew


class Making:
    """The files of one site, in the making."""

    library: Library
    """All documents with their digests, when it is made."""

    def __init__(self, task: Task, kept: Kept, code: str, clock: Clock) -> None:
        """`kept` are the files of the last build, `code` is the digest of the code."""
        self._task = task
        self._config = task.config
        self._progress = task.progress
        self._kept = kept
        self._code = code
        self._clock = clock
        self._store = store_of(task.config)
        self._reader = Reader(self._store, task.config, code)
        self.keys: dict[str, str] = {}
        """Path of a page, or name of a part -> digest of what it was made from."""
        self.rendered = 0
        """Pages that were not kept."""
        self.entries = 0
        """Sections in the search index."""

    def follow(self, content: Stamps) -> int:
        """Bring catalogs in step with documents; returns how many were written."""
        return self._reader.follow(content)

    def make(self, crew: Crew, seen: Mapping[str, Stamps], files: NewSite) -> None:
        """Add all files of the site to `files`; `seen` are the inputs.

        Raises:
            SitegenError: any input is wrong.
        """
        sources = Sources(seen, setup_of(self._config), self._code)
        with self._clock.stage("read"):
            reader = self._reader
            keep_features(self._store, sources, reader.prepare(sources, crew))
            library = read_library(
                self._config,
                self._progress,
                document=lambda path: reader.document(path, sources),
                catalog=lambda path, lang: reader.catalog(path, lang, sources),
            )
        base = crew.hold((whole(library) if crew.is_far else library, self._config))
        with self._clock.stage("digest"):
            summing = Summing(base, crew, self._store, sources)
        with self._clock.stage("search"):
            index = self._search(crew, base, sources, files)
            pending = index.finish() if index and index.is_ready else None
        with self._clock.stage("digest"):
            summing.wait()
        with self._clock.stage("search"):
            if index and not pending:
                pending = index.finish()
            at_hand = pending.at_hand() if pending else iter(())
            while (crew.jobs < 2 or not summing.is_done()) and (file := next(at_hand, None)):
                files.add(file)
        with self._clock.stage("digest"):
            digests = summing.finish()
            self.library = with_digests(library, digests)
        with self._clock.stage("render"):
            give_memory_back()
            printing = Printing(base, digests, crew, self._progress)
            pages = self._pages(printing, Site(self.library, self._config), sources, files)
            for pair in zip_longest(at_hand, pages):  # nobody who renders waits for this process
                for file in filter(None, pair):
                    files.add(file)
            crew.renew()  # nobody need hold what pages are made of
        with self._clock.stage("feeds and assets"):
            for file in (*render_feeds(self.library, self._config), *copy_assets(self._config)):
                files.add(file)
        with self._clock.stage("search"):
            for file in pending.rest() if pending else ():
                files.add(file)
            self.entries = int(json.loads(files[f"{FOLDER}/manifest.json"])["sections"])

    def _search(
        self, crew: Crew, base: Held[Base], sources: Sources, files: NewSite
    ) -> Indexing | None:
        """Begin with the index; None when all its files are kept."""
        key = search_key(base.value[0], sources)
        self.keys[f"{FOLDER}/"] = key
        kept = self._kept.group(FOLDER, key)
        if kept is None:
            self._progress.detail("making the search index")
            shown_of = partial(sources.shown_of, languages=base.value[0].languages)
            return Indexing(
                base, crew, kept=self._store, words_of=sources.words_of, shown_of=shown_of
            )
        for path, found in kept.items():
            files.keep(path, found)
        return None

    def _pages(
        self, printing: Printing, site: Site, sources: Sources, files: NewSite
    ) -> Iterator[OutputFile]:
        """The pages that are not kept, handed out to be rendered."""
        keys, wanted = PageKeys(site, sources), []
        routes = plan(site.library)
        for number, route in enumerate(routes):
            path, key = file_of(route.url), keys.of(route)
            self.keys[path] = key
            kept = self._kept.file(path, key)
            if kept is None:
                wanted.append(number)
            else:
                files.keep(path, kept)
        self.rendered = len(wanted)
        return chain(printing.pages(site, routes, wanted), render_others(site))

    def check(self, files: NewSite) -> tuple[Problem, ...]:
        """What is wrong with the site that was made.

        Raises:
            ContentError: it is to be strict, and there are errors.
        """
        if not self._task.is_strict:
            left = left_behind(self._config, self.library.documents)
            return (*links_left_out(self._config), *left)
        from sitegen.content.check import check_files  # noqa: PLC0415 - most builds need it not

        problems = check_files(self._config, self.library, files)
        errors = [p for p in problems if p.severity is Severity.ERROR]
        if errors:
            raise ContentError(errors)
        return problems

    def save(self) -> None:
        """Keep what was found out for the next build, and nothing else."""
        self._reader.save()
        self._store.collect()
