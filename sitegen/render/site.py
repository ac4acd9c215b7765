"""A library with the lookups that pages need over and over, made once per build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from sitegen.config import Config
from sitegen.content.library import Library, Topic
from sitegen.model import Digest, Document

T = TypeVar("T")

_NO_DIGEST = Digest(summary=(), keywords=(), related=())


@dataclass(frozen=True)
class Site:
    """What every page is made from."""

    library: Library
    config: Config
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns, made on the first call with this key: for small values that many
        pages show and that depend on none of them.
        """
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    @cached_property
    def topics_of(self) -> Mapping[str, tuple[Topic, ...]]:
        """Document slug -> its topics, in the library's order."""
        found: dict[str, list[Topic]] = {}
        for topic in self.library.topics:
            for document in topic.documents:
                found.setdefault(document.slug, []).append(topic)
        return {slug: tuple(topics) for slug, topics in found.items()}

    @cached_property
    def position_of(self) -> Mapping[str, int]:
        """Document slug -> place in the library's order, newest first, from 0."""
        return {document.slug: place for place, document in enumerate(self.library.documents)}

    @cached_property
    def by_folder(self) -> Mapping[str, Document]:
        """Folder of index.md -> document: documents link by folder, which need not be the slug."""
        return {posixpath.dirname(document.file): document for document in self.library.documents}

    def digest_of(self, document: Document) -> Digest:
        """What sums the document up; empty for one that has nothing to sum up."""
        return self.library.digests.get(document.slug, _NO_DIGEST)
