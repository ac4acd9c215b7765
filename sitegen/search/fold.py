"""Forms of characters made equal, one character for one, on both sides of the search.

The browser folds in the same way (templates/static/js/search/fold.js); tests/vectors/fold.json
holds both to it. Whole-string normalisation was refused: it changes lengths, and an offset in the
folded text must be an offset in the text that a reader sees.
"""

from __future__ import annotations

import re
import unicodedata

from sitegen.search.variants import simplified

KEPT = r"(?:[^\W_]|[\U00020000-\U0003ffff])"
"""Letters and digits are Unicode L* and N*, and the two planes of ideographs whole: Python and
browsers know different editions of Unicode, and ideographs are what new editions bring."""
DIGITS = "0123456789"
POINT = "."
"""Kept where it stands between two of the digits: 6.1 is no part of 0391-61."""

_KEPT = rf"{KEPT}|(?<=[{DIGITS}])\{POINT}(?=[{DIGITS}])"
_LETTER_OR_DIGIT = re.compile(_KEPT)
_OTHERS = re.compile(rf"(?:(?!{_KEPT}).)+", re.DOTALL)


class _FoldTable(dict[int, str]):
    """Folding of one character, computed when it is first met (for str.translate)."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    for change in (_compatible, str.lower):
        changed = change(character)
        if len(changed) == 1 and (ord(changed) > 0xFFFF) == (ord(character) > 0xFFFF):
            character = changed
    return simplified().get(character, character)


def _compatible(character: str) -> str:
    return unicodedata.normalize("NFKC", character)


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The text with full-width forms made half-width, capitals small, traditional simplified.

    Every character is replaced by one that takes as many UTF-16 units (NFKC, lower case and
    OpenCC where they give such a character, else itself): offsets hold here and in JavaScript.
    """
    return text.translate(_TABLE)


def squeeze(folded: str) -> tuple[str, list[int]]:
    """Letters, digits and decimal points of a folded text, and the offset of each in it (code
    points).
    """
    found = [(match.group(), match.start()) for match in _LETTER_OR_DIGIT.finditer(folded)]
    return "".join(character for character, _ in found), [offset for _, offset in found]


def squeezed(folded: str) -> str:
    """Letters, digits and decimal points of a folded text, without their offsets."""
    return _OTHERS.sub("", folded)
