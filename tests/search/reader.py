"""A second reading of the exported files, as plain as can be: the model for the tests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sitegen.model import OutputFile
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
        """Word -> entry -> impact."""
        found: dict[str, dict[int, int]] = {}
        for _, shard in self.shards:
            for word, raw in shard["words"].items():
                assert word not in found
                found[word] = {}
                for numbers in self._lists("words", word, raw):
                    found[word] |= _impacts(numbers)
        return found

    def grams(self) -> dict[str, list[int]]:
        """Gram -> entries in order."""
        found: dict[str, list[int]] = {}
        for _, shard in self.shards:
            for gram, raw in shard["grams"].items():
                assert gram not in found
                found[gram] = [
                    entry
                    for numbers in self._lists("grams", gram, raw)
                    for entry in _entries(numbers)
                ]
        return found

    def _lists(self, kind: str, term: str, raw: Any) -> list[list[int]]:
        if isinstance(raw, str):
            return [decode(raw)]
        frequency, inline, *blocks = raw
        texts = [self.json(f"more-{digest}.json")[kind][term] for _, digest in blocks]
        lists = [decode(text) for text in [inline, *texts]]
        assert sum(numbers[0] for numbers in lists) == frequency
        for (bound, _), numbers in zip(blocks, lists[1:], strict=True):
            assert bound == (numbers[1] if kind == "grams" else max(numbers[1 + numbers[0] :]))
        return lists


def _entries(numbers: list[int]) -> list[int]:
    return _sums(numbers[1 : 1 + numbers[0]])


def _sums(gaps: list[int]) -> list[int]:
    total = 0
    return [total := total + gap for gap in gaps]


def _impacts(numbers: list[int]) -> dict[int, int]:
    count = numbers[0]
    return dict(zip(_entries(numbers), numbers[1 + count : 1 + 2 * count], strict=True))
