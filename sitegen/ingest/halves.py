"""Articles that a paper prints in two halves: joined where a seed holds both.

    … 记者在现场看到(下转三版)        first half, ends with a mark
    ## 城市更新提速(上接一版)          second half, begins with one

A half alone keeps its mark as a note of the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sitegen.ingest import bylines
from sitegen.ingest.articles import Article
from sitegen.ingest.layout import glue
from sitegen.ingest.pieces import Kind, Piece, is_complete


def join_halves(articles: Sequence[Article], removed: Counter[str]) -> list[Article]:
    """The articles with second halves put behind their first; what goes counts as `removed`."""
    result = list(articles)
    ends = [a for a in result if _mark(a.pieces[-1:], "转")]
    begins = [a for a in result if _mark(a.pieces[:1], "接")]
    for first in ends:
        second = _other_half(first, ends, begins)
        if second is None:
            continue
        begins.remove(second)
        position = result.index(first)
        result[position] = _joined(first, second, removed)
        result.remove(second)
    return result


def _mark(pieces: Sequence[Piece], direction: str) -> bool:
    return any(
        piece.kind is Kind.TEXT and direction in bylines.continuation(piece.text)
        for piece in pieces
    )


def _other_half(
    first: Article, ends: Sequence[Article], begins: Sequence[Article]
) -> Article | None:
    """The second half with the most similar title, or the only one there is."""
    candidates = [article for article in begins if article is not first]
    if len(candidates) == 1 and len(ends) == 1:
        return candidates[0]
    alike = [(_likeness(first, other), other) for other in candidates]
    best = max(alike, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= 0.3 else None


def _likeness(a: Article, b: Article) -> float:
    """Share of common character pairs of two titles (Jaccard)."""
    left, right = (_pairs(article) for article in (a, b))
    return len(left & right) / max(1, len(left | right))


def _pairs(article: Article) -> set[str]:
    text = article.title.text if article.title else ""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _joined(first: Article, second: Article, removed: Counter[str]) -> Article:
    head, last = list(first.pieces[:-1]), first.pieces[-1]
    opening, tail = second.pieces[0], list(second.pieces[1:])
    ending = bylines.without_continuation(last.text)
    beginning = bylines.without_continuation(opening.text)
    marks = len(last.text) + len(opening.text) - len(ending) - len(beginning)
    removed["continuation mark"] += marks
    titles = "".join(piece.text for piece in (*second.before, *second.head))
    removed["headline of a second half"] += len("".join(titles.split()))
    if ending and beginning and not is_complete(ending):
        middle = [last._replace(text=glue([ending, beginning]))]
    else:
        halves = (last._replace(text=ending), opening._replace(text=beginning))
        middle = [piece for piece in halves if piece.text]
    return replace(first, pieces=(*head, *middle, *tail))
