"""What `sitegen check` says of translations: how complete, how fresh, and what looks wrong.

A finding about one text names the line of the catalog where the English is to be mended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.content.languages import ENGLISH, SOURCE_LANG, locale_of
from sitegen.content.library import Library
from sitegen.content.markdown import plain_text
from sitegen.content.units import Unit, document_units
from sitegen.model import Catalog, Document, Problem, Severity, Term, TranslationState
from sitegen.translate.figures import disagreements
from sitegen.translate.glossary import find_terms

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?<=\w{3})(?:ies|es|s|ed|ing|y|e)$")
_LINKING = frozenset({"the", "a", "an", "of", "and", "for", "in", "on", "to"})

_COUNTED = (
    (TranslationState.MISSING, Severity.NOTE, "have no {lang} yet; {remedy}"),
    (TranslationState.OUTDATED, Severity.WARNING, "changed after they were translated to {lang}"),
    (TranslationState.MACHINE, Severity.NOTE, "are machine-made in {lang} and not yet reviewed"),
)
_HEADER = ("texts", "missing", "outdated", "machine", "terms", "figures", "catalog")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One document in one language."""

    file: str
    """The catalog, or where it would be."""
    texts: int
    states: Counter[TranslationState]
    terms: int
    """Glossary terms that the translation calls something else."""
    figures: int
    """Texts whose figures disagree."""
    problems: tuple[Problem, ...]

    @property
    def row(self) -> tuple[int, ...]:
        """The numbers of its line in the table."""
        counted = (self.states[state] for state, _, _ in _COUNTED)
        return (self.texts, *counted, self.terms, self.figures)


def review(library: Library) -> tuple[Problem, ...]:
    """Everything worth a look in the translations of the site, in the order of its documents."""
    return tuple(problem for found in reviewed(library) for problem in found.problems)


def reviewed(library: Library) -> tuple[Reviewed, ...]:
    """Every document in every other language of the site."""
    return tuple(
        _review(document, lang, library)
        for document in library.documents
        for lang in library.languages
        if lang != document.meta.lang and document.meta.lang == SOURCE_LANG
    )


def review_table(found: Sequence[Reviewed]) -> tuple[str, ...]:
    """Lines of a table: what waits for a person, and where; () when nothing does."""
    rows = [item for item in found if any(item.row[1:])]
    if not rows:
        return ()
    total = [sum(column) for column in zip(*(item.row for item in found), strict=True)]
    named = [*((item.row, item.file) for item in rows), (total, "all catalogs")]
    lines = [(*(f"{number}" for number in row), name) for row, name in named]
    return tuple(
        "".join(f"{cell:>10}" for cell in cells) + f"  {name}" for *cells, name in [_HEADER, *lines]
    )


def _review(document: Document, lang: str, library: Library) -> Reviewed:
    name = locale_of(lang).english_name or lang
    units = document_units(document)
    catalog = library.catalogs.get(document.slug, {}).get(lang) or Catalog(
        lang, f"{document.file.rpartition('/')[0]}/{lang}.po"
    )
    states = Counter(catalog.get(unit.text).state for unit in units)
    terms, figures = [], []
    for unit in units:
        shown = catalog.get(unit.text)
        if shown.state in {TranslationState.CURRENT, TranslationState.MACHINE}:
            chinese, english = plain_text(unit.text), plain_text(shown.text)
            place = _Place(document, catalog, unit)
            if lang != ENGLISH:  # whose figures and terms alone are understood
                continue
            figures += [
                place.problem(f"figures differ: {r}") for r in disagreements(chinese, english)
            ]
            terms += [place.problem(r) for r in missed_terms(chinese, english, library.glossary)]
    if catalog.entries:
        remedy = "run: sitegen translate" if lang == ENGLISH else f"write it into {catalog.file}"
        counts = _counts(document, len(units), states, name, remedy)
        problems = (*counts, *sorted([*figures, *terms]))
    else:
        remedy = f"make an empty file {catalog.file}, build, and write it there"
        if lang == ENGLISH:
            remedy = f"run: sitegen translate --document {document.slug}"
        message = f"has no {name} yet; {remedy}"
        problems = (Problem(document.file, 0, message, Severity.NOTE),)
    wrong = len({problem.line for problem in figures})
    return Reviewed(catalog.file, len(units), states, len(terms), wrong, problems)


@dataclass(frozen=True, slots=True)
class _Place:
    document: Document
    catalog: Catalog
    unit: Unit

    def problem(self, reason: str) -> Problem:
        """A finding at the entry of the catalog; at the source where that line is not known."""
        message = f"{reason} ({self.unit.text[:16]}…)"
        line = self.catalog.lines.get(self.unit.text, 0)
        if not line:
            return Problem(self.document.file, self.unit.lines[0], message, Severity.WARNING)
        return Problem(self.catalog.file, line, message, Severity.WARNING)


def _counts(
    document: Document,
    texts: int,
    states: Counter[TranslationState],
    name: str,
    remedy: str,
) -> Iterator[Problem]:
    for state, severity, message in _COUNTED:
        if states[state]:
            share = f"{states[state]} of {texts} texts "
            yield Problem(
                document.file, 0, share + message.format(lang=name, remedy=remedy), severity
            )


def missed_terms(chinese: str, english: str, glossary: Sequence[Term]) -> Iterator[str]:
    """A message for each glossary term of the Chinese that the English calls something else.

    Compared by the stems of its words in their order, whatever stands between them: inflected,
    hyphenated and capitalised forms count.
    """
    stems = [_stem(word) for word in _WORD.findall(english)]
    seen: set[str] = set()
    for _, term in find_terms(chinese, glossary):
        if term.zh not in seen and not _stands_in(_stems(term.en), stems):
            yield f"glossary: {term.zh} is {term.en!r}, which the English does not say"
        seen.add(term.zh)


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text) if word.lower() not in _LINKING]


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word.lower())


def _stands_in(wanted: Sequence[str], stems: Sequence[str]) -> bool:
    position = 0
    for stem in wanted:
        try:
            position = stems.index(stem, position) + 1
        except ValueError:
            return False
    return True
