"""Figures that disagree: does the English say 1.1 trillion where the Chinese says 1.1万亿?

Compared by value, and with the benefit of the doubt: what is reported should be worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.translate.figures_en import English, EnglishFigure, read_english
from sitegen.translate.figures_zh import Figure, Kind, figures, mentioned

_SMALL = 12
"""Numbers up to this may come from a month, an ordinal or a word."""
_YEARS = range(1900, 2101)


def disagreements(chinese: str, english: str) -> tuple[str, ...]:
    """What is wrong with the figures of an English text, one message a figure.

    Both texts are plain, without Markdown.
    """
    told = read_english(english)
    missing = [figure for figure in figures(chinese) if not _is_told(figure, told)]
    extra = list(_unfounded(chinese, told))
    messages = []
    for position, figure in enumerate(missing):
        instead = extra[position].text if position < len(extra) else ""
        says = f"the English says {instead}" if instead else "the English does not"
        messages.append(f"the Chinese says {figure.text}{_in_figures(figure)}, {says}")
    for figure_too_many in extra[len(missing) :]:
        messages.append(f"the English says {figure_too_many.text}, the Chinese does not")
    return tuple(messages)


def _in_figures(figure: Figure) -> str:
    """` (1,100,000,000,000)` for figures whose scale is easily mistaken."""
    value = max(figure.values)
    is_scaled = value >= 10_000 and figure.kind is not Kind.PERCENT and not figure.text.isdigit()
    return f" ({value.normalize():,f})" if is_scaled else ""


def _is_told(figure: Figure, told: English) -> bool:
    if figure.is_optional or figure.kind is Kind.CONVERTIBLE:
        return True
    counts_months = figure.kind is Kind.MONTH or "个月" in figure.text
    if counts_months and figure.values & told.months:
        return True
    return any(_fits(figure, other, told) for other in told.figures)


def _fits(figure: Figure, other: EnglishFigure, told: English) -> bool:
    if not figure.values & other.values:
        return False
    if figure.kind is Kind.PERCENT:
        return other.is_percent or (told.has_percent and not _is_scaled(other))
    return not other.is_percent or "倍" in figure.text


def _is_scaled(figure: EnglishFigure) -> bool:
    return any(value >= 1000 for value in figure.values)


def _unfounded(chinese: str, told: English) -> Iterator[EnglishFigure]:
    """Figures of the English that the Chinese in no reading has."""
    if any(figure.kind is Kind.CONVERTIBLE for figure in figures(chinese)):
        return
    known = mentioned(chinese)
    for figure in told.figures:
        is_harmless = figure.is_word or figure.is_aside or _is_small(figure) or _is_year(figure)
        if not is_harmless and not figure.values & known:
            yield figure


def _is_small(figure: EnglishFigure) -> bool:
    value = max(figure.values)
    return not figure.is_percent and value <= _SMALL and value == value.to_integral_value()


def _is_year(figure: EnglishFigure) -> bool:
    return max(figure.values) in _YEARS and "," not in figure.text
