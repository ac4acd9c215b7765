"""Views of the pages that list documents, and of search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from sitegen.content.library import Topic, prefix
from sitegen.model import Document
from sitegen.render.entries import document_link, entry, topic_link
from sitegen.render.texts import Scope, language_name
from sitegen.render.views import (
    Alternate,
    DocumentsView,
    HomeView,
    Link,
    MissingView,
    SearchView,
    TopicSummary,
    TopicsView,
    TopicView,
    YearView,
)

HOME_DOCUMENTS = 10
"""Newest documents on the front page; the list of all is one link away."""

HOME_TOPICS = 16
OTHER_TOPICS = 8
TOPIC_DOCUMENTS = 3
"""Newest documents under each topic of the index."""


def home_view(scope: Scope) -> HomeView:
    """The front page."""
    documents = scope.library.documents
    dates = [document.meta.date for document in documents if document.meta.date]
    return HomeView(
        entries=tuple(entry(scope, document) for document in documents[:HOME_DOCUMENTS]),
        topics=_links(scope, _by_size(scope.library.topics)[:HOME_TOPICS]),
        total=len(documents),
        sections=sum(facts.sections for facts in scope.library.facts.values()),
        newest=max(dates, default=None),
    )


def documents_view(scope: Scope) -> DocumentsView:
    """Every document by year."""
    documents = scope.library.documents
    return DocumentsView(
        years=tuple(
            YearView(year, tuple(entry(scope, d, sentences=0, keywords=3) for d in group))
            for year, group in groupby(documents, key=_year)
        ),
        total=len(documents),
    )


def topics_view(scope: Scope) -> TopicsView:
    """Every topic."""
    return TopicsView(
        tuple(
            TopicSummary(
                topic_link(scope, topic),
                tuple(document_link(scope, d) for d in topic.documents[:TOPIC_DOCUMENTS]),
            )
            for topic in _by_size(scope.library.topics)
        )
    )


def topic_view(scope: Scope, topic: Topic) -> TopicView:
    """One topic."""
    topics_of = scope.site.topics_of
    shared = Counter(other.slug for d in topic.documents for other in topics_of[d.slug])
    del shared[topic.slug]
    near = sorted(
        (other for other in scope.library.topics if shared[other.slug]),
        key=lambda other: (-shared[other.slug], other.slug),
    )
    return TopicView(
        title=scope.tag(topic.name),
        entries=tuple(entry(scope, document) for document in topic.documents),
        others=_links(scope, near[:OTHER_TOPICS]),
    )


def search_view(scope: Scope) -> SearchView:
    """The search page before a script fills it."""
    years = {_year(document) for document in scope.library.documents} - {0}
    return SearchView(
        years=tuple(sorted(years, reverse=True)),
        languages=scope.library.languages,
        topics=_links(scope, _by_size(scope.library.topics)[:HOME_TOPICS]),
    )


def missing_view(scope: Scope) -> MissingView:
    """The page for addresses that do not exist."""
    others = (lang for lang in scope.library.languages if lang != scope.lang)
    return MissingView(
        tuple(Alternate(lang, scope.href(prefix(lang)), language_name(lang)) for lang in others)
    )


def _year(document: Document) -> int:
    return document.meta.date.year if document.meta.date else 0


def _by_size(topics: Sequence[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (-len(topic.documents), topic.slug))


def _links(scope: Scope, topics: Sequence[Topic]) -> tuple[Link, ...]:
    return tuple(topic_link(scope, topic) for topic in topics)
