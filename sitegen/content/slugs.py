"""Readable ASCII names for URLs and anchors: Chinese by pinyin, the rest as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sitegen.search.readings import kept_readings

MAX_LENGTH = 60
"""Longest slug in characters: file systems cap names, and longer ones help nobody."""

_MAX_INPUT = 40
_NOT_ALLOWED = re.compile(r"[^a-z0-9]+")
_COMMON = re.compile("[\u4e00-\u9fd5]")
"""Characters that the kept table tells of."""
_RUN = re.compile("[\u4e00-\u9fd5]+|[^\u4e00-\u9fd5]+")
_RARE = re.compile("[\u3007\u3400-\u4dbf\u9fd6-\u9fff\ue000-\ufaff\U00020000-\U0003ffff]")
"""All else that pypinyin could have a reading for."""


@lru_cache(maxsize=65536)
def slugify(text: str) -> str:
    """`城市更新 2025` as `cheng-shi-geng-xin-2025`; "" when nothing of it can be written in ASCII.

    Cut at a hyphen to at most `MAX_LENGTH` characters.
    """
    folded = unicodedata.normalize("NFKC", text[:_MAX_INPUT]).lower()
    spelled = folded if folded.isascii() else "-".join(_pinyin(folded))
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    slug = _NOT_ALLOWED.sub("-", ascii_only.lower()).strip("-")
    if len(slug) <= MAX_LENGTH:
        return slug
    return slug[: MAX_LENGTH + 1].rsplit("-", 1)[0][:MAX_LENGTH]


def _pinyin(text: str) -> Iterator[str]:
    """As `lazy_pinyin` spells the whole text, but each part once: headings share most of theirs.

    pypinyin itself is asked where the table that search keeps of it does not suffice.
    """
    if _RARE.search(text) or kept_readings() is None:
        from pypinyin.seg.simpleseg import seg  # noqa: PLC0415 - a third of a second and 50 MB

        for word in seg(text):
            yield from _syllables(word)
        return
    for run in _RUN.findall(text):
        yield from _syllables_of_run(run) if _COMMON.match(run) else (run,)


@lru_cache(maxsize=65536)
def _syllables_of_run(run: str) -> tuple[str, ...]:
    known = kept_readings()
    if known is None or not known.alone.keys() >= set(run):
        from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

        return tuple(lazy_pinyin(run, errors="default"))
    return tuple(known.of(run))


@lru_cache(maxsize=65536)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - see above

    return tuple(lazy_pinyin([word], errors="default"))


class Uniquifier:
    """Hands out names once: the second `a` becomes `a-2`."""

    def __init__(self) -> None:
        """Start with no name taken."""
        self._next: dict[str, int] = {}

    def __call__(self, name: str) -> str:
        """The name itself, or with the first free number behind it."""
        number = self._next.get(name, 1)
        candidate = name if number == 1 else f"{name}-{number}"
        while candidate in self._next:
            number += 1
            candidate = f"{name}-{number}"
        self._next[name] = number + 1
        if candidate != name:
            self._next[candidate] = 2
        return candidate
