"""Articles that count on: most sections of a law are the next article of the page before them.

    第二十四条   di-san-zhang/#di-er-shi-si-tiao
    第二十五条   di-san-zhang/#di-er-shi-wu-tiao      follows from the line above

Heading and address of such a one are not written into packs: they were a twentieth of all that a
search reads. templates/static/js/search/articles.js finds them again; tests/vectors/articles.json
holds both to the same.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

LAST = 1999
"""The longest law has 1,260 articles."""

_DIGITS = "零一二三四五六七八九"
_SOUNDS = ("ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu")
_UNITS = ((1000, "千", "qian"), (100, "百", "bai"), (10, "十", "shi"), (1, "", ""))


def following(address: str, heading: str) -> tuple[str, str] | None:
    """Address and heading of the article after one; None where that is no article.

    An address is a URL with the article's anchor, or what is left of it.

    >>> following("#di-shi-jiu-tiao", "第十九条")
    ('#di-er-shi-tiao', '第二十条')
    """
    after = _after().get(heading)
    if after is None:
        return None
    written, spelled = after
    return f"{address.partition('#')[0]}#{spelled}", written


@cache
def _after() -> dict[str, tuple[str, str]]:
    """Heading of an article -> the next one, as headings and as anchors have it."""
    articles = [_article(number) for number in range(1, LAST + 1)]
    return {heading: after for (heading, _), after in pairwise(articles)}


def _article(number: int) -> tuple[str, str]:
    """第…条 in Chinese and, as anchors have it, in pinyin; for numbers below 10,000."""
    written, spelled = "", ["di"]
    skips = False
    for size, unit, sound in _UNITS:
        digit = number // size % 10
        if not digit:
            skips = bool(written)
            continue
        if skips:
            written, skips = written + _DIGITS[0], False
            spelled.append(_SOUNDS[0])
        if written or (size, digit) != (10, 1):  # 十九, but 一百一十九
            written += _DIGITS[digit]
            spelled.append(_SOUNDS[digit])
        written += unit
        spelled += [sound] if sound else []
    return f"第{written}条", "-".join((*spelled, "tiao"))
