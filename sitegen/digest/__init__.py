"""What each document says before anyone reads it: summary, keywords, related documents.

document --features--> words, sentences --┐
document --features--> words, sentences --┼-- Collection --> a digest for each
...                                      --┘
"""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.digest.collection import Collection
from sitegen.digest.features import Features, features
from sitegen.digest.words import Cutter
from sitegen.model import Digest, Document

__all__ = ["Collection", "Features", "digest_documents", "features", "sum_up"]


def digest_documents(documents: Sequence[Document], tokenizer: Cutter) -> dict[str, Digest]:
    """The digest of every document, by slug."""
    return sum_up([features(document, tokenizer) for document in documents])


def sum_up(documents: Sequence[Features]) -> dict[str, Digest]:
    """The digest of every document, by slug; the same documents give the same digests.

    Keywords and related documents depend on the whole collection.
    """
    by_key = {str(number): document for number, document in enumerate(documents)}
    return Collection().follow(list(by_key), by_key.__getitem__).digests()
