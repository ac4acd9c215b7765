"""Topics: what several documents are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sitegen.content.library import Topic
from sitegen.content.slugs import Uniquifier, slugify
from sitegen.model import Document

LEAST_DOCUMENTS = 2
MOST_FROM_KEYWORDS = 60
"""A page of topics longer than this helps nobody; tags, which people chose, are all kept."""


def topics(
    documents: Sequence[Document], keywords: Mapping[str, Sequence[str]]
) -> tuple[Topic, ...]:
    """Every tag of the front matter, and every keyword that at least two documents share.

    `keywords` gives the keywords of each document by its slug. Topics with most documents come
    first; the documents of each are newest first.
    """
    tagged: dict[str, set[str]] = defaultdict(set)
    shared: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for tag in document.meta.tags:
            tagged[tag].add(document.slug)
        for keyword in keywords.get(document.slug, ()):
            shared[keyword].add(document.slug)
    groups = {tag: slugs | shared.get(tag, set()) for tag, slugs in tagged.items()}
    extra = [
        name
        for name, slugs in shared.items()
        if name not in groups and len(slugs) >= LEAST_DOCUMENTS
    ]
    extra.sort(key=lambda name: (-len(shared[name]), name))
    groups |= {name: shared[name] for name in extra[:MOST_FROM_KEYWORDS]}
    return _named(groups, sorted(documents, key=_newest_first))


def _named(groups: Mapping[str, set[str]], documents: Sequence[Document]) -> tuple[Topic, ...]:
    unique = Uniquifier()
    ranked = sorted(groups, key=lambda name: (-len(groups[name]), slugify(name), name))
    slugs = {name: unique(slugify(name) or "topic") for name in sorted(groups)}
    return tuple(
        Topic(name, slugs[name], tuple(d for d in documents if d.slug in groups[name]))
        for name in ranked
    )


def _newest_first(document: Document) -> tuple[int, str]:
    day = document.meta.date
    return (-day.toordinal() if day else 0, document.slug)
