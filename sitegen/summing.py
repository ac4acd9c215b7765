"""The digests of all documents, with the help of what was counted before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sitegen.cache.documents import digest_data, digest_from
from sitegen.cache.keys import Sources, digests_key
from sitegen.cache.stamps import digest
from sitegen.cache.store import Store
from sitegen.config import Config
from sitegen.content.library import Library
from sitegen.digest import Features, features, sum_up
from sitegen.model import Digest
from sitegen.search.tokens import tokenizer_of
from sitegen.workers import Crew, Held

KIND = "features"
"""Of what the store keeps."""


def key_of(sources: Sources, file: str) -> str:
    """Under which the store keeps the features of a document, given by its file."""
    return digest(sources.words, sources.text_of(file))


class Summing:
    """What single documents say is counted by all processes; one compares them."""

    def __init__(
        self,
        base: Held[tuple[Library, Config]],
        crew: Crew,
        store: Store,
        sources: Sources,
    ) -> None:
        """Hand out what has to be counted."""
        library = base.value[0]
        documents = library.documents
        self._store = store
        self._key = digests_key(library, sources)
        self._known: dict[str, Any] | None = store.get("digests", self._key)
        self._keys = [key_of(sources, one.file) for one in documents]
        if self._known is not None:
            self._keys = []
        self._data = [store.get_bytes(KIND, key) for key in self._keys]
        missing = [place for place, data in enumerate(self._data) if data is None]
        shares = min(crew.jobs, len(missing))
        self._shares = [missing[start::shares] for start in range(shares)]
        self._futures = [crew.pool.submit(_features, base, share) for share in self._shares]

    def wait(self) -> None:
        """Wait until everything is counted.

        Raises:
            ConfigError: the site's user dictionary cannot be read.
        """
        for share, future in zip(self._shares, self._futures, strict=True):
            for place, data in zip(share, future.result(), strict=True):
                self._data[place] = data
                self._store.put_bytes(KIND, self._keys[place], data)
        self._futures.clear()

    def finish(self) -> dict[str, Digest]:
        """The digest of every document by slug, when everything is counted."""
        if self._known is not None:
            return {slug: digest_from(value) for slug, value in self._known.items()}
        told = [Features.from_bytes(data) for data in self._data if data is not None]
        self._data.clear()
        found = sum_up(told)
        self._store.put("digests", self._key, {slug: digest_data(d) for slug, d in found.items()})
        return found


def _features(base: Held[tuple[Library, Config]], places: Sequence[int]) -> list[bytes]:
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    return [features(library.documents[place], tokenizer).to_bytes() for place in places]
