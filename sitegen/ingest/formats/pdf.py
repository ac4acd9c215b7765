"""Text of a PDF in reading order: columns one after the other, no running heads, no page numbers.

The page is cut where white runs through it, first the widest gap (a recursive X-Y cut: Nagy and
Seth, 1984), which reads a headline over three columns in the order in which a person does.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pdfplumber

from sitegen.errors import SeedError
from sitegen.model import Problem

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／]\s*\d{1,4}|\s*共\s*\d+\s*页)?[-—–·\s]*$"
)
_HYPHEN = re.compile(r"([A-Za-z]{2,})-\n([a-z]{2,})")
_MARGIN = 0.12
"""Share of a page's height, at top and bottom, in which running heads stand."""


@dataclass(frozen=True, slots=True)
class Box:
    """A word or line with its place, in points from the top left of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


def read(data: bytes, file: str) -> str:
    """Lines of a PDF with a text layer, an empty line between blocks.

    Raises:
        SeedError: it is no PDF, is locked, or is a scan without text.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [(_words(page), float(page.height)) for page in pdf.pages]
            pictures = sum(bool(page.images) for page in pdf.pages)
    except Exception as error:  # noqa: BLE001 - the library raises whatever a damaged file meets
        message = f"is no readable PDF ({type(error).__name__}); open it and print it to a new PDF"
        raise SeedError(Problem(file, 0, message)) from None
    if sum(len(word.text) for words, _ in pages for word in words) < 20 * max(1, len(pages)) ** 0.5:
        what = "a scan: pictures of pages without text" if pictures else "a PDF without text"
        message = f"is {what}; run it through OCR (for example ocrmypdf -l chi_sim) first"
        raise SeedError(Problem(file, 0, message))
    blocks = [[_lines(block) for block in xy_cut(words)] for words, _ in pages]
    running = _running_heads(blocks, [height for _, height in pages])
    text = "\n\n".join(
        "\n".join(line.text for line in block if not _is_running(line, height, running))
        for page, (_, height) in zip(blocks, pages, strict=True)
        for block in page
    )
    return _HYPHEN.sub(r"\1\2", text)


def _words(page: pdfplumber.page.Page) -> list[Box]:
    return [
        Box(w["text"], w["x0"], w["x1"], w["top"], w["bottom"])
        for w in page.extract_words(x_tolerance=1.5, keep_blank_chars=False)
    ]


def xy_cut(words: Sequence[Box]) -> Iterator[list[Box]]:
    """Blocks of words in reading order, cut at the widest white gap again and again."""
    if not words:
        return
    size = median(word.bottom - word.top for word in words)
    across = _widest_gap([(word.x0, word.x1) for word in words])
    down = _widest_gap([(word.top, word.bottom) for word in words])
    if across[0] > 0.9 * size and across[0] * 1.2 >= down[0]:
        middle = across[1]
        yield from xy_cut([word for word in words if word.x1 <= middle])
        yield from xy_cut([word for word in words if word.x1 > middle])
    elif down[0] > 0.9 * size:
        middle = down[1]
        yield from xy_cut([word for word in words if word.bottom <= middle])
        yield from xy_cut([word for word in words if word.bottom > middle])
    else:
        yield list(words)


def _widest_gap(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Width and middle of the widest stretch that no span covers; (0, 0) for none."""
    best = (0.0, 0.0)
    end = None
    for start, stop in sorted(spans):
        if end is not None and start - end > best[0]:
            best = (start - end, (start + end) / 2)
        end = stop if end is None else max(end, stop)
    return best


def _lines(block: Sequence[Box]) -> list[Box]:
    """Words of a block as lines, top to bottom."""
    lines: list[list[Box]] = []
    for word in sorted(block, key=lambda w: (w.top, w.x0)):
        middle = (word.top + word.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(sorted(line, key=lambda w: w.x0)) for line in lines]


def _line(words: Sequence[Box]) -> Box:
    text = words[0].text
    for before, word in pairwise(words):
        wide = word.x0 - before.x1 > 0.6 * (word.bottom - word.top)
        latin = text[-1:].isascii() and word.text[:1].isascii()
        text += (" " if wide or latin else "") + word.text
    return Box(
        text,
        words[0].x0,
        words[-1].x1,
        min(w.top for w in words),
        max(w.bottom for w in words),
    )


def _running_heads(pages: Sequence[Sequence[Sequence[Box]]], heights: Sequence[float]) -> set[str]:
    """Texts, digits aside, that stand in the margin of at least half of three pages or more."""
    seen: Counter[str] = Counter()
    for page, height in zip(pages, heights, strict=True):
        seen.update(
            {_shape(line.text) for block in page for line in block if _at_edge(line, height)}
        )
    return {text for text, count in seen.items() if count >= 3 and count * 2 >= len(pages)}


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _at_edge(line: Box, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _is_running(line: Box, height: float, running: set[str]) -> bool:
    if not _at_edge(line, height):
        return False
    return _shape(line.text) in running or bool(_PAGE_NUMBER.match(line.text))
