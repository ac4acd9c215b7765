"""What each document says before anyone reads it: summary, keywords, related documents."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.digest.keywords import keywords, weigh
from sitegen.digest.related import related
from sitegen.digest.summary import summarize
from sitegen.digest.terms import Cutter, collect
from sitegen.model import Digest, Document

__all__ = ["digest_documents"]


def digest_documents(documents: Sequence[Document], tokenizer: Cutter) -> dict[str, Digest]:
    """The digest of every document, by slug; the same documents give the same digests.

    Keywords and related documents depend on the whole collection.
    """
    terms, vocabulary = collect(documents, tokenizer)
    weights = weigh(terms, vocabulary)
    neighbours = related(weights)
    return {
        document.slug: Digest(
            summary=summarize(document, weights[document.slug], said),
            keywords=keywords(weights[document.slug], said.counts, vocabulary),
            related=neighbours[document.slug],
        )
        for document, said in zip(documents, terms, strict=True)
    }
