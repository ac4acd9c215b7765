r"""Markdown kept out of a provider's reach.

    见[通知](https://a.example/b_c)，**务必**办理。     what stands in the catalog
    见[1]通知[2]，[3]务必[4]办理。                       what is sent
    See [1]the notice[2]; be [3]sure[4] to do so.      what comes back
    See [the notice](https://a.example/b_c); be **sure** to do so.

Services translate addresses, put spaces into `**` and drop backslashes; numbers in square brackets
they know from citations and leave alone. An answer that lost one, has one twice or crosses two is
rejected: a wrong link is worse than a missing translation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.content.markdown import escape, plain_text
from sitegen.translate.transport import Rejected

_CODE = r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
_ATOM = rf"{_CODE}|\[\^[^\]\s]+\]|<(?:https?:|mailto:)[^\s<>]+>|\{{\w*\}}|%\(\w+\)[sd]|\[\d+\]"
_LINK = (
    r"(?P<open>!?\[)(?P<inner>(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\](?:\([^()\s]*\))?)*)"
    r"(?P<close>\]\((?:[^()\n\\]|\\.|\([^()\n]*\))*\))"
)
_EMPHASIS = (
    r"(?P<marks>\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])(?P<stressed>.+?)(?<=[^\s*_])"
    r"(?P=marks)(?:(?<=\*)|(?!\w))"
)
_MARKED = re.compile(rf"\\(?P<escaped>[!-/:-@\[-`{{-~])|(?P<atom>{_ATOM})|{_LINK}|{_EMPHASIS}")
_TOKEN = re.compile(r"[\[［【〔]\s*(\d{1,3})\s*[\]］】〕]")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a token stands for."""

    mark: str
    """Markdown, as it stands in the source."""
    side: str
    """`open` or `close` for what encloses words, "" for what stands alone."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A text without Markdown, and what was taken out."""

    text: str
    kept: tuple[Kept, ...]
    """What token [1], [2] ... stand for."""


def protect(text: str) -> Protected:
    """Inline Markdown as plain text with tokens."""
    kept: list[Kept] = []
    return Protected("".join(_spans(text, kept)), tuple(kept))


def _spans(text: str, kept: list[Kept]) -> Iterator[str]:
    end = 0
    for match in _MARKED.finditer(text):
        yield text[end : match.start()]
        end = match.end()
        if match["escaped"]:
            yield match["escaped"]
        elif match["atom"]:
            yield _token(Kept(match["atom"], ""), kept)
        else:
            before, after = (match["open"] or match["marks"]), (match["close"] or match["marks"])
            yield _token(Kept(before, "open"), kept)
            yield from _spans(match["inner"] or match["stressed"] or "", kept)
            yield _token(Kept(after, "close"), kept)
    yield text[end:]


def _token(mark: Kept, kept: list[Kept]) -> str:
    kept.append(mark)
    return f"[{len(kept)}]"


def restore(answer: str, kept: Sequence[Kept]) -> str:
    """The answer with its marks put back; words that look like Markdown are escaped.

    Raises:
        Rejected: a mark is missing, comes twice, or two of them cross.
    """
    parts = _TOKEN.split(answer)
    numbers = [int(number) for number in parts[1::2]]
    _refuse_unlike(numbers, kept)
    words = parts[0::2]
    made = [_plain(words[0])]
    for number, following in zip(numbers, words[1:], strict=True):
        mark = kept[number - 1]
        made = _joined(made, mark)
        made.append(_plain(following.lstrip() if mark.side == "open" else following))
        if mark.side == "close" and following[:1].isalnum():
            made[-1] = " " + made[-1]
    return "".join(made)


def _joined(made: list[str], mark: Kept) -> list[str]:
    """What stands before a mark, with the space that it needs, and the mark."""
    before = "".join(made)
    if mark.side == "close":
        before = before.rstrip()
    elif mark.side == "open" and before[-1:].isalnum():
        before += " "
    return [before, mark.mark]


def _refuse_unlike(numbers: Sequence[int], kept: Sequence[Kept]) -> None:
    found = Counter(numbers)
    wanted = Counter(range(1, len(kept) + 1))
    if lost := wanted - found:
        raise Rejected(f"lost {', '.join(kept[number - 1].mark for number in sorted(lost))}")
    if found - wanted:
        raise Rejected(f"has a mark more: [{min(found - wanted)}]")
    open_marks: list[str] = []
    for number in numbers:
        mark = kept[number - 1]
        if mark.side == "open":
            open_marks.append(_closing(number, kept))
        elif mark.side == "close" and (not open_marks or open_marks.pop() != f"{number}"):
            raise Rejected(f"has its marks in the wrong order at {mark.mark}")


def _closing(number: int, kept: Sequence[Kept]) -> str:
    """The number of the token that closes what token `number` opens."""
    depth = 0
    for at in range(number - 1, len(kept)):
        depth += {"open": 1, "close": -1}.get(kept[at].side, 0)
        if depth == 0:
            return f"{at + 1}"
    raise AssertionError("every mark that opens is closed")


def _plain(words: str) -> str:
    """Words of an answer as Markdown that shows them as they are."""
    stripped = words.strip()
    if plain_text(stripped) == stripped:
        return words
    return words.replace(stripped, escape(stripped))
