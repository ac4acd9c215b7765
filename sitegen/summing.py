"""The digests of all documents, with the help of what was counted before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from sitegen.cache.documents import digest_data, digest_from
from sitegen.cache.keys import Sources, digests_key
from sitegen.cache.stamps import digest
from sitegen.cache.store import Store
from sitegen.content.library import Base
from sitegen.digest import Collection, Features, features
from sitegen.digest.kept import from_bytes, to_bytes
from sitegen.held import Held
from sitegen.model import Digest
from sitegen.workers import Crew, Result, alone

KIND = "features"
"""Of what the store keeps of single documents."""
FEW = 2
"""Documents that are counted sooner here than by another process."""
_ALL = "collection"
"""Of what it keeps of all together: one entry, which each build overwrites."""


def key_of(sources: Sources, file: str) -> str:
    """Under which the store keeps the features of a document, given by its file."""
    return digest(sources.words, sources.text_of(file))


def keep_features(store: Store, sources: Sources, found: Iterable[tuple[str, bytes]]) -> None:
    """Keep the features of documents, given by their files."""
    for file, told in found:
        store.put_bytes(KIND, key_of(sources, file), told)


class Summing:
    """What single documents say is counted by all processes; one compares them."""

    def __init__(
        self,
        base: Held[Base],
        crew: Crew,
        store: Store,
        sources: Sources,
    ) -> None:
        """Hand out what has to be counted."""
        library = base.value[0]
        self._base = base
        self._store = store
        self._key = digests_key(library, sources)
        self._collection_key = digest(_ALL, sources.words)
        self._keys = [key_of(sources, one.file) for one in library.documents]
        self._asked = (base, store, self._keys, self._collection_key)
        self._collection = Collection()
        self._known: dict[str, Any] | None = store.get("digests", self._key)
        missing = [] if self._known is not None else self._uncounted()
        is_little = len(missing) <= FEW
        shares = min(1 if is_little or crew.jobs < 2 else crew.jobs, len(missing))
        self._shares = [missing[start::shares] for start in range(shares)]
        self._futures = [_hand_out(crew, is_little)(_features, base, one) for one in self._shares]
        self._compared: Result[dict[str, Digest]] | None = None
        is_heavy = self._known is None and not missing and crew.jobs > 1 and crew.inherits
        if is_heavy and not crew.is_helped:  # who stands by has the index to make
            self._compared = crew.aside(_compared, *self._asked)

    def _uncounted(self) -> list[int]:
        """Places of the documents of which nothing is known."""
        self._collection = _collection(self._store, self._collection_key)
        counted = set(self._collection.keys)
        # What is counted is kept too: an edit elsewhere may make it count again.
        return [
            place
            for place, key in enumerate(self._keys)
            if not self._store.has(KIND, key) and key not in counted
        ]

    def wait(self) -> None:
        """Wait until everything is counted.

        Raises:
            ConfigError: the site's user dictionary cannot be read.
        """
        for share, future in zip(self._shares, self._futures, strict=True):
            for place, data in zip(share, future.result(), strict=True):
                self._store.put_bytes(KIND, self._keys[place], data)
        self._futures.clear()

    def is_done(self) -> bool:
        """Whether `finish` waits for nobody."""
        return self._compared is None or self._compared.done()

    def finish(self) -> dict[str, Digest]:
        """The digest of every document by slug, when everything is counted."""
        if self._known is not None:
            return {slug: digest_from(value) for slug, value in self._known.items()}
        if self._compared:
            found = self._compared.result()
            self._store.use(_ALL, self._collection_key)
        else:
            found = _compared(*self._asked, self._collection)
        self._collection = Collection()
        self._store.put("digests", self._key, {slug: digest_data(d) for slug, d in found.items()})
        return found


def _collection(store: Store, key: str) -> Collection:
    """That of the last build, if it was counted in the same way."""
    data = store.get_bytes(_ALL, key)
    return Collection() if data is None else from_bytes(data)


def _compared(
    base: Held[Base],
    store: Store,
    keys: Sequence[str],
    kept_as: str,
    before: Collection | None = None,
) -> dict[str, Digest]:
    """The digest of every document by slug; `before` is the collection that the store has."""
    made = (before or _collection(store, kept_as)).follow(keys, partial(_load, base, store, keys))
    store.put_bytes(_ALL, kept_as, to_bytes(made))
    digests = made.digests()
    return {one.slug: digests[one.slug] for one in base.value[0].documents}


def _load(base: Held[Base], store: Store, keys: Sequence[str], key: str) -> Features:
    """The features of a document; should the store have lost them, they are counted here."""
    data = store.get_bytes(KIND, key)
    if data is None:
        [data] = _features(base, [keys.index(key)])
        store.put_bytes(KIND, key, data)
    return Features.from_bytes(data)


def _hand_out(crew: Crew, is_little: bool) -> Callable[..., Result[list[bytes]]]:
    """Who counts: a helper what is not worth more processes, without one this process."""
    if crew.is_helped and (is_little or crew.jobs < 2):
        return crew.aside
    return (alone() if is_little else crew).pool.submit


def _features(base: Held[Base], places: Sequence[int]) -> list[bytes]:
    # What cuts texts takes a fifth of a second to load: what was counted before needs it not.
    from sitegen.search.tokens import tokenizer_of  # noqa: PLC0415

    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    return [features(library.documents[place], tokenizer).to_bytes() for place in places]
