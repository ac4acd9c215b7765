"""Figures that disagree: does the English say 1.1 trillion where the Chinese says 1.1万亿?

Compared by value, and with the benefit of the doubt: what is reported should be worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sitegen.translate.figures_en import English, EnglishFigure, read_english
from sitegen.translate.figures_zh import codes, enumerator, figures, formulas, measured, mentioned
from sitegen.translate.figures_zh_types import Figure, Kind, fold
from sitegen.translate.measures import agree, comparable

_SMALL = 12
"""Numbers up to this may come from a month, an ordinal or a word."""
_YEARS = range(1900, 2101)


def disagreements(chinese: str, english: str) -> tuple[str, ...]:
    """What is wrong with the figures of an English text, one message a figure.

    Both texts are plain, without Markdown.
    """
    told = read_english(english)
    first, first_told = enumerator(chinese), told.enumerator
    if first and first_told and first != first_told:
        return (f"the Chinese has number {first}, the English number {first_told}",)
    said = [figure for figure in figures(chinese) if _must_be_told(figure, told)]
    known = mentioned(chinese)
    missing = [figure for figure in said if not any(_fits(figure, o, told) for o in told.figures)]
    extra = list(_unfounded(chinese, told, known))
    if not missing and not extra:
        missing, extra = _miscounted(said, told, known)
    return (*_messages(missing, extra, told), *_lost_codes(chinese, english))


def _lost_codes(chinese: str, english: str) -> Iterator[str]:
    told = _bare(english)
    for code in codes(chinese):
        if _bare(code) not in told:
            yield f"the Chinese says {code}, the English does not"
    said = {*formulas(english), *formulas(english.replace(" plus ", "+"))}
    for formula in formulas(chinese):
        if formula not in said:
            yield f"the Chinese says {formula}, the English does not"


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text))).casefold()


def _messages(
    missing: Sequence[Figure], extra: Sequence[EnglishFigure], told: English
) -> Iterator[str]:
    for position, figure in enumerate(missing):
        instead = extra[position].text if position < len(extra) else _likewise(figure, told)
        says = f"the English says {instead}" if instead else "the English does not"
        yield f"the Chinese says {figure.text}{_in_figures(figure)}, {says}"
    for too_many in extra[len(missing) :]:
        yield f"the English says {too_many.text}, the Chinese does not"


def _likewise(figure: Figure, told: English) -> str:
    """What the English measures as the figure does, or ""."""
    return next((o.text for o in told.figures if comparable(figure.measures, o.measures)), "")


def _in_figures(figure: Figure) -> str:
    """` (1,100,000,000,000)` for figures whose scale is easily mistaken."""
    value = max(figure.values)
    is_scaled = value >= 10_000 and figure.kind is not Kind.PERCENT and not figure.text.isdigit()
    return f" ({value.normalize():,f})" if is_scaled else ""


def _must_be_told(figure: Figure, told: English) -> bool:
    if figure.is_optional:
        return False
    counts_months = figure.kind is Kind.MONTH or "个月" in figure.text
    return not (counts_months and figure.values & told.months)


def _fits(figure: Figure, other: EnglishFigure, told: English) -> bool:
    if comparable(figure.measures, other.measures):
        return agree(figure.measures, other.measures)
    if figure.kind is Kind.SHARE:
        if not other.is_percent:
            return bool(figure.values & other.values)
        return not other.text.isalpha() and bool(figure.percent_values & other.values)
    if not figure.values & other.values or (figure.kind is Kind.MONTH and other.is_day):
        return False
    if figure.kind is Kind.PERCENT:
        return other.is_percent or (told.has_percent and not _is_scaled(other))
    return not other.is_percent or "倍" in figure.text


def _is_scaled(figure: EnglishFigure) -> bool:
    return any(value >= 1000 for value in figure.values)


def _unfounded(chinese: str, told: English, known: frozenset[Decimal]) -> Iterator[EnglishFigure]:
    """Figures of the English that the Chinese in no reading has."""
    measures = measured(chinese)
    # A single 1 may be told as `a`; a small number beside it may then be what it was mistaken for.
    singles = [figure for figure in figures(chinese) if figure.is_optional]
    are_told = all(any(_fits(one, other, told) for other in told.figures) for one in singles)
    for figure in told.figures:
        is_small = _is_small(figure) and (are_told or figure.is_day)
        is_harmless = figure.is_word or figure.is_aside or is_small or _is_year(figure)
        if is_harmless or figure.values & known or agree(measures, figure.measures):
            continue
        yield figure


def _miscounted(
    said: Sequence[Figure], told: English, known: frozenset[Decimal]
) -> tuple[list[Figure], list[EnglishFigure]]:
    """Figures that are left over when each one is paired off.

        8%以上 ... 9%以上 ... 8%以上    with    8% ... 9% ... 9%      8% and 9% are left

    Only where both texts have the same number of figures in digits: else one of them says a
    figure again, or in words, or not again.
    """
    values = frozenset(value for figure in said for value in figure.values)
    others = [
        figure
        for figure in told.figures
        if not figure.is_word
        and not figure.is_aside
        and (figure.values & values or not figure.values & known)
    ]
    if len(others) != len(said):
        return [], []
    missing = []
    for figure in said:
        match = next((other for other in others if _fits(figure, other, told)), None)
        if match:
            others.remove(match)
        else:
            missing.append(figure)
    return missing, others


def _is_small(figure: EnglishFigure) -> bool:
    value = max(figure.values)
    return not figure.is_percent and value <= _SMALL and value == value.to_integral_value()


def _is_year(figure: EnglishFigure) -> bool:
    return max(figure.values) in _YEARS and "," not in figure.text
