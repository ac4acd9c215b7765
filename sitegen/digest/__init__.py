"""What each document says before anyone reads it: summary, keywords, related documents.

document --features--> words, sentences --┐
document --features--> words, sentences --┼-- sum_up --> a digest for each
...                                      --┘
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.digest.features import Features, features
from sitegen.digest.keywords import keywords, weigh
from sitegen.digest.related import related
from sitegen.digest.summary import summarize
from sitegen.digest.terms import collect
from sitegen.digest.words import Cutter
from sitegen.model import Digest, Document

__all__ = ["Features", "digest_documents", "features", "sum_up"]


def digest_documents(documents: Sequence[Document], tokenizer: Cutter) -> dict[str, Digest]:
    """The digest of every document, by slug."""
    return sum_up([features(document, tokenizer) for document in documents])


def sum_up(documents: Sequence[Features]) -> dict[str, Digest]:
    """The digest of every document, by slug; the same documents give the same digests.

    Keywords and related documents depend on the whole collection.
    """
    terms = collect([document.words for document in documents])
    weights = weigh(terms, len(documents))
    neighbours = related(weights, [document.slug for document in documents])
    return {
        document.slug: Digest(
            summary=summarize(document.sentences, document.length, heaviest, said),
            keywords=keywords(heaviest, terms),
            related=near,
        )
        for document, heaviest, said, near in zip(
            documents, weights, terms.said, neighbours, strict=True
        )
    }
