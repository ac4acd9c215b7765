"""Traditional characters and their simplified forms, one for one.

The table is OpenCC's for single characters. Its tables of phrases were refused: they change
lengths and need a segmentation, and what is folded on both sides need not be good prose. A browser
gets the few that the texts have with the manifest, the whole table when a query needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import opencc

from sitegen.model import OutputFile
from sitegen.search.layout import json_file

_IDEOGRAPHS = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))


@cache
def simplified() -> Mapping[str, str]:
    """Traditional character -> simplified, both in Unicode's basic plane."""
    characters = list(map(chr, _IDEOGRAPHS))
    # A line for each keeps the converter from seeing phrases.
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    direct = {
        before: after
        for before, after in zip(characters, converted, strict=True)
        if before != after and len(after) == 1 and ord(after) <= 0xFFFF
    }
    return {before: direct.get(after, after) for before, after in direct.items()}


def is_common(character: str) -> bool:
    """Whether it is of GB 2312, whose 6,763 ideographs are the simplified ones in use."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def variants_of(characters: Iterable[str]) -> str:
    """Pairs (traditional, simplified) that must be known to fold texts with these characters.

    Those of GB 2312 are always there: a browser asks for the whole table when it meets an
    ideograph outside of it.
    """
    present = frozenset(characters)
    pairs = simplified()
    wanted = sorted(key for key in pairs if key in present or is_common(key))
    return "".join(key + pairs[key] for key in wanted)


def variants_file() -> tuple[str, OutputFile]:
    """The whole table as {"pairs": "鄭郑..."}, with its digest."""
    pairs = "".join(key + value for key, value in simplified().items())
    return json_file("variants", {"pairs": pairs})
