"""A second reading of the exported files, as plain as can be: the model for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sitegen.model import OutputFile
from sitegen.search.articles import following
from sitegen.search.numbers import decode


class Exported:
    """Every posting and text of an index, read whole."""

    def __init__(self, files: Iterable[OutputFile]) -> None:
        self.files = {file.path.removeprefix("search-index/"): file.data for file in files}
        self.manifest = self.json("manifest.json")
        self.shards = self._leaves("terms", self.manifest["terms"])
        self.packs = self._leaves("text", self.manifest["text"])

    def json(self, name: str) -> Any:
        return json.loads(self.files[name])

    def _leaves(self, kind: str, table: Any) -> list[tuple[Any, Any]]:
        keys = table["keys"]
        if isinstance(keys, str):
            keys = _sums(decode(keys))
        leaves = []
        name = f"{kind}-table" if table["depth"] else kind
        for i, key in enumerate(keys):
            group, number = divmod(i, table["group"])
            value = self.json(f"{name}-{table['digests'][group]}-{number}.json")
            if table["depth"]:
                assert value["depth"] == table["depth"] - 1
                leaves += self._leaves(kind, value)
            else:
                leaves.append((key, value))
        return leaves

    def words(self) -> dict[str, dict[int, int]]:
        """Word -> chunk -> impact."""
        found: dict[str, dict[int, int]] = {}
        for _, shard in self.shards:
            words = shard.get("words", "").split()
            impacts = iter(decode(shard.get("impacts", "")))
            lists = _lists(shard.get("counts", ""), shard.get("chunks", ""))
            for word, chunks in zip(words, lists, strict=True):
                assert word not in found
                found[word] = {chunk: next(impacts) for chunk in chunks}
                for bound, chunks_, impacts_ in self._more("words", word, shard, len(chunks)):
                    assert bound == max(impacts_)
                    found[word] |= dict(zip(chunks_, impacts_, strict=True))
            assert next(impacts, None) is None
        return found

    def grams(self) -> dict[str, list[int]]:
        """Gram -> chunks in order, for grams of several chunks; the words say more."""
        found: dict[str, list[int]] = {}
        for _, shard in self.shards:
            lists = _lists(shard.get("sizes", ""), shard.get("places", ""))
            for gram, chunks in zip(_names(shard), lists, strict=True):
                assert gram not in found
                found[gram] = chunks
                for bound, chunks_, _ in self._more("grams", gram, shard, len(chunks)):
                    assert bound == chunks_[0]
                    found[gram] = [*found[gram], *chunks_]
        return found

    def once(self) -> dict[str, set[tuple[str, int]]]:
        """First character -> (digit, chunk) of its grams of one chunk."""
        found: dict[str, set[tuple[str, int]]] = {}
        for _, shard in self.shards:
            gaps = iter(decode(shard.get("where", "")))
            for first, digits in shard.get("once", {}).items():
                chunks = _sums([next(gaps) for _ in digits])
                found.setdefault(first, set()).update(zip(digits, chunks, strict=True))
            assert next(gaps, None) is None
        return found

    def _more(
        self, kind: str, term: str, shard: Any, inline: int
    ) -> list[tuple[int, list[int], list[int]]]:
        listed = shard.get("more", {}).get(kind, {}).get(term)
        if listed is None:
            return []
        frequency, *rest = listed
        blocks = []
        for bound, digest in zip(rest[::2], rest[1::2], strict=True):
            count, *numbers = decode(self.json(f"more-{digest}.json")[kind][term])
            blocks.append((bound, _sums(numbers[:count]), numbers[count:]))
        assert inline + sum(len(chunks) for _, chunks, _ in blocks) == frequency
        return blocks

    def sections(self) -> list[tuple[int, str, str, str, list[str]]]:
        """(chunk, slug, URL, heading, texts) of every section, in order."""
        found = []
        for first, pack in self.packs:
            assert first == pack["first"]
            for number, (index, rows) in enumerate(pack["chunks"], start=first):
                slug, base = pack["documents"][index][0], pack["documents"][index][4]
                address, title = "", ""
                for row in rows:
                    if row[0] == 0:  # counts on from the one before
                        counted = following(address, title)
                        assert counted
                        (address, title), passages = counted, row[1:]
                    else:
                        address, title, *passages = row
                    texts = [text if isinstance(text, str) else text[0] for text in passages]
                    found.append((number, slug, base + address, title, texts))
        return found


def _names(shard: Any) -> list[str]:
    names = []
    for first, tails in shard.get("grams", {}).items():
        width = 2 if first < "\u2e80" else 1
        names += [(first + tails[i : i + width]).rstrip() for i in range(0, len(tails), width)]
    return names


def _lists(counts: str, gaps: str) -> list[list[int]]:
    numbers = iter(decode(gaps))
    lists = [_sums([next(numbers) for _ in range(count)]) for count in decode(counts)]
    assert next(numbers, None) is None
    return lists


def _sums(gaps: list[int]) -> list[int]:
    total = 0
    return [total := total + gap for gap in gaps]
