"""Texts to words, each a number that tells it from others.

A word of at most three characters is its code (grams.py); only longer ones, a tenth, are looked up
in a dictionary. numpy makes the codes of thousands of words in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, count

import numpy as np
import numpy.typing as npt

from sitegen.search.grams import Codes, code_of
from sitegen.search.points import codes as points_in
from sitegen.search.tokens import Tokenizer

Numbers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]

_SPACE = " "
LONG = np.uint64(1 << 63)
"""Above all codes: a word of more than three characters is this and a number."""
_TOGETHER = 1_000
"""Characters that are cut in one call, and the run that they end in."""
_CODE_OF_SPACE = np.uint64(ord(_SPACE) << 42)

Cut = tuple[Codes, Numbers]
"""Codes of the words of runs, and the part in which each stands."""


def cut_chinese(
    runs: str, parts: Numbers, tokenizer: Tokenizer, number: Mapping[str, int]
) -> tuple[Codes, Places, Numbers]:
    """Codes of the words of runs of the characters that jieba cuts, a space behind each run; for
    each word of all runs, which of these it is; and the part in which it stands.

    A run is cut once: in laws, a fifth of the text are runs that stand there already.
    """
    run: defaultdict[str, int] = defaultdict(count().__next__)
    pieces = runs.split(_SPACE)[:-1]
    which = np.fromiter(map(run.__getitem__, pieces), np.int32, len(pieces))
    shares = _stretches("".join([one + _SPACE for one in run]))
    found = _codes("\0".join(["\0".join(tokenizer.cut_runs([some])) for some in shares]), number)
    is_space = found == _CODE_OF_SPACE
    words, sizes = found[~is_space], np.diff(is_space.nonzero()[0], prepend=-1) - 1
    starts = np.cumsum(sizes) - sizes
    taken = sizes[which]
    ends = np.cumsum(taken)
    shifts = np.repeat(starts[which] - (ends - taken), taken)
    return words, np.arange(len(shifts)) + shifts, np.repeat(parts, taken)


def _stretches(runs: str) -> Iterator[str]:
    """Some runs at a time, without the last space: so much that the processor's cache has the
    words when they are read.
    """
    start = 0
    while start < len(runs):
        end = runs.index(_SPACE, min(start + _TOGETHER, len(runs) - 1))
        yield runs[start:end]
        start = end + 1


def cut_others(
    runs: str,
    parts: Numbers,
    tokenizer: Tokenizer,
    number: Mapping[str, int],
    others: dict[str, None],
) -> Cut:
    """Words of runs of other characters, which are added to `others`."""
    pieces = runs.split(_SPACE)[:-1]
    known = {piece: tokenizer.cut_piece(piece) for piece in dict.fromkeys(pieces)}
    words = list(chain.from_iterable(map(known.__getitem__, pieces)))
    others.update(dict.fromkeys(words))
    sizes = [len(known[piece]) for piece in pieces]
    return _codes("\0".join(words), number), np.repeat(parts, sizes)


def _codes(words: str, number: Mapping[str, int]) -> Codes:
    """What tells each of some words, with NUL between them, from others: the code of one of at
    most three characters, of another its number.
    """
    if not words:
        return np.empty(0, np.uint64)
    points = points_in(words + "\0\0")
    ends = (points == 0).nonzero()[0][:-1]
    starts = np.append(0, ends[:-1] + 1)
    # Behind a word of one or two characters stands a 0.
    thirds = np.where(ends - starts > 1, points[starts + 2], 0)
    codes = code_of(points[starts], points[starts + 1], thirds)
    long = (ends - starts > 3).nonzero()[0]
    spans = zip(starts[long].tolist(), ends[long].tolist(), strict=True)
    numbers = (number[words[start:end]] for start, end in spans)
    codes[long] = LONG + np.fromiter(numbers, np.uint64, len(long))
    return codes
