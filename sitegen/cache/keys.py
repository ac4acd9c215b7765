"""What pages and other parts of the site are made from, as digests.

A key has to cover everything that can reach the page, so each part of the library that a view
reads is in it whole: a key that is too wide costs time, one that is too narrow costs the truth.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from sitegen.cache.stamps import Stamps, digest, summary
from sitegen.content.library import Library, Topic
from sitegen.content.load import INDEX
from sitegen.files import INGESTED
from sitegen.model import Document
from sitegen.render.routes import Route
from sitegen.render.site import Site


class Sources:
    """Digests of the files behind the documents."""

    def __init__(self, inputs: Mapping[str, Stamps], setup: str, code: str) -> None:
        """Take a look at the inputs (cache/inputs.py), and the digests of settings and code."""
        self._inputs = inputs
        content = inputs["content"]
        self._folders: dict[str, dict[str, str]] = {}
        for name, stamp in content.items():
            folder, slash, inner = name.partition("/")
            self._folders.setdefault(folder if slash else "", {})[inner or name] = stamp.digest
        self._folders.get("", {}).pop(INGESTED, None)
        shared = digest(*self._shared_parts())
        self.words = digest(code, summary(inputs.get("dictionary", {})))
        """Of what cuts text into words."""
        self.search = digest(self.words, setup, shared)
        """Of what every entry of the search index depends on."""
        self.pages = digest(self.search, summary(inputs["theme"]), summary(inputs["templates"]))
        """Of what every page depends on."""

    def _shared_parts(self) -> Iterator[str]:
        """The files that stand in content/ itself, such as the glossary."""
        for name, found in sorted(self._folders.get("", {}).items()):
            yield name
            yield found

    def of(self, document: Document) -> str:
        """Digest of everything in the document's folder."""
        folder = posixpath.basename(posixpath.dirname(document.file))
        files = sorted(self._folders.get(folder, {}).items())
        return digest(document.file, *(part for item in files for part in item))

    def words_of(self, document: Document) -> str:
        """Digest of what the words of a document and of its translations are cut from and by."""
        return digest(self.words, self.of(document))

    def shown_of(self, document: Document, languages: Sequence[str]) -> str:
        """Digest of all that a search shows of a document, on a site with some languages."""
        return digest(self.search, *languages, self.of(document))

    def translations_of(self, document: Document) -> str:
        """Digest of everything in the document's folder but index.md."""
        folder = posixpath.basename(posixpath.dirname(document.file))
        files = sorted(self._folders.get(folder, {}).items())
        return digest(*(part for item in files if item[0] != INDEX for part in item))

    def text_of(self, file: str) -> str:
        """Digest of an index.md alone."""
        return digest(file, self.found(file))

    def found(self, file: str) -> str:
        """Digest of the bytes of an index.md or a catalog; "" for one that was not there."""
        folder, name = posixpath.split(file)
        return self._folders.get(posixpath.basename(folder), {}).get(name, "")


def digests_key(library: Library, sources: Sources) -> str:
    """Of what all summaries and keywords are made from."""
    return digest(
        "digests", sources.words, *(sources.text_of(one.file) for one in library.documents)
    )


def search_key(library: Library, sources: Sources) -> str:
    """Of what the search index is made from."""
    return digest("search", sources.search, *library.languages, *map(sources.of, library.documents))


class PageKeys:
    """The key of every page of a site."""

    def __init__(self, site: Site, sources: Sources) -> None:
        """The site whose pages these are, with its sources."""
        self._site = site
        self._sources = sources
        documents = site.library.documents
        self._cards = {one.slug: self._card(one) for one in documents}
        self._listed = {one.slug: self._list_card(one) for one in documents}

    def of(self, route: Route) -> str:
        """Digest of everything that the page shows."""
        made_from = route.make.keywords if isinstance(route.make, partial) else {}
        if document := made_from.get("document"):
            parts = self._around(document)
        elif topic := made_from.get("topic"):
            parts = self._of_topic(topic)
        else:
            parts = (self._lists,)
        return digest(self._sources.pages, route.template, repr(sorted(route.urls.items())),
                      route.lang, *parts)  # fmt: skip

    def _card(self, document: Document) -> str:
        """Of a document whole."""
        return digest(self._sources.of(document), repr(self._site.digest_of(document)))

    def _list_card(self, document: Document) -> str:
        """Of what lists and neighbouring pages show: the digest, and translations of what it
        quotes.
        """
        summed = self._site.digest_of(document)
        translations = quoted = ""
        if self._site.library.catalogs.get(document.slug):
            translations = self._sources.translations_of(document)
            anchors = " ".join(sorted({sentence.anchor for sentence in summed.summary}))
            quoted = document.once("quoted", partial(_quoted, anchors=anchors), anchors)
        return digest(document.file, repr(document.meta), repr(summed), translations, quoted)

    @cached_property
    def _everything(self) -> str:
        return digest(*self._cards.values(), self._lists)

    @cached_property
    def _lists(self) -> str:
        library = self._site.library
        sections = sum(facts.sections for facts in library.facts.values())
        return digest(str(sections), repr(list(map(_name, library.topics))), *self._listed.values())

    def _of_topic(self, topic: Topic) -> tuple[str, ...]:
        topics_of = self._site.topics_of
        return (
            repr(_name(topic)),
            *(self._listed[one.slug] for one in topic.documents),
            repr([[_name(other) for other in topics_of[one.slug]] for one in topic.documents]),
        )

    def _around(self, document: Document) -> tuple[str, ...]:
        """What the pages of a document show: itself, its neighbours, what it is related to."""
        if document.slug in self._site.library.with_links:
            return self._cards[document.slug], self._everything
        documents = self._site.library.documents
        at = self._site.position_of[document.slug]
        near = (*documents[max(0, at - 1) : at], *documents[at + 1 : at + 2])
        related = self._site.digest_of(document).related
        return (
            self._cards[document.slug],
            digest(str(at == 0), *(self._listed[other.slug] for other in near)),
            digest(*(self._listed.get(slug, "") for slug in related)),
            repr([_name(topic) for topic in self._site.topics_of.get(document.slug, ())]),
        )


def _quoted(document: Document, anchors: str) -> str:
    """Of the blocks with some anchors, as lists quote their translations."""
    wanted = set(anchors.split())
    return digest(*(block.text for block in document.blocks() if block.anchor in wanted))


def _name(topic: Topic) -> tuple[str, str, int]:
    return topic.name, topic.slug, len(topic.documents)
