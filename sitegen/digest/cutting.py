"""Cutting the texts of one document into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

import numpy as np

from sitegen.digest.words import Cutter, Numbers, Words
from sitegen.search.grams import distinct
from sitegen.search.points import HAN, OTHER, Points, codes, points_of, text_of

_SPACE = ord(" ")


def words_of(texts: Sequence[tuple[int, str]], cutter: Cutter) -> Words:
    """Cut weighted texts, all of them in one call: a call for each costs more than the cutting."""
    written = "\n".join(text for _, text in texts)
    points = points_of(written)
    folded = text_of(points.folded)
    found, starts = _cut(points, folded, cutter)
    vocabulary = tuple(dict.fromkeys(found))
    number = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    ends = np.cumsum([len(text) + 1 for _, text in texts])
    return Words(
        vocabulary=vocabulary,
        numbers=np.fromiter(map(number.__getitem__, found), np.int32, len(found)),
        starts=starts,
        texts=np.searchsorted(ends, starts, "right").astype(np.int32),
        weights=np.array([weight for weight, _ in texts], np.int32),
        forms=dict(_forms(written, folded, found, starts)),
    )


def _cut(points: Points, folded: str, cutter: Cutter) -> tuple[list[str], Numbers]:
    """Every word and where it begins."""
    han = points.are(HAN)
    kept = np.flatnonzero(han | np.append(False, han[:-1]))  # one character behind each run
    pieces = cutter.cut_chinese(text_of(np.where(han, points.folded, _SPACE)[kept]))
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    starts = kept[np.cumsum(lengths) - lengths]
    is_word = han[starts]
    words, starts = list(compress(pieces, is_word.tolist())), starts[is_word]
    others = list(_others(points, folded, cutter))
    if others:
        words += [word for _, word in others]
        starts = np.append(starts, [start for start, _ in others])
        order = np.argsort(starts)
        words, starts = [words[place] for place in order.tolist()], starts[order]
    return words, starts.astype(np.int32)


def _others(points: Points, folded: str, cutter: Cutter) -> Iterator[tuple[int, str]]:
    """Words of alphabets, numbers, and characters that the cutter does not know."""
    other = points.are(OTHER).astype(np.int8)
    edges = np.diff(other, prepend=0, append=0)
    starts, ends = (edges > 0).nonzero()[0].tolist(), (edges < 0).nonzero()[0].tolist()
    for start, end in zip(starts, ends, strict=True):
        for at, word in cutter.cut_other(folded[start:end]):
            yield start + at, word


def _forms(
    written: str, folded: str, found: Sequence[str], starts: Numbers
) -> Iterator[tuple[int, str]]:
    if written == folded or not found:
        return
    differing = np.flatnonzero(codes(written) != codes(folded))
    for place in distinct(np.searchsorted(starts, differing, "right") - 1).tolist():
        start = int(starts[place]) if place >= 0 else 0
        form = written[start : start + len(found[place])]
        if place >= 0 and form != found[place]:
            yield place, form
