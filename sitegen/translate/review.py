"""What `sitegen check` says of translations: how complete, how fresh, and what looks wrong.

Findings about one text name the line of index.md where it stands; the English to mend is the
entry of that text in the catalog beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from sitegen.content.library import LANGUAGES, SOURCE_LANG, Library
from sitegen.content.markdown import plain_text
from sitegen.content.units import Unit, document_units
from sitegen.model import Catalog, Document, Problem, Severity, Term, TranslationState
from sitegen.translate.figures import disagreements
from sitegen.translate.glossary import find_terms

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?<=\w{3})(?:ies|es|s|ed|ing|y|e)$")
_LINKING = frozenset({"the", "a", "an", "of", "and", "for", "in", "on", "to"})

_COUNTED = (
    (TranslationState.MISSING, Severity.NOTE, "have no {lang} yet; run: sitegen translate"),
    (TranslationState.OUTDATED, Severity.WARNING, "changed after they were translated to {lang}"),
    (TranslationState.MACHINE, Severity.NOTE, "are machine-made in {lang} and not yet reviewed"),
)


def review(library: Library) -> tuple[Problem, ...]:
    """Everything worth a look in the translations of the site, in the order of its documents."""
    return tuple(
        problem
        for document in library.documents
        for lang in LANGUAGES
        if lang != document.meta.lang and document.meta.lang == SOURCE_LANG
        for problem in _review(document, lang, library)
    )


def _review(document: Document, lang: str, library: Library) -> Iterator[Problem]:
    name = {"en": "English"}.get(lang, lang)
    units = document_units(document)
    catalog = library.catalogs.get(document.slug, {}).get(lang)
    if catalog is None or not catalog.entries:
        message = f"has no {name} yet; run: sitegen translate --document {document.slug}"
        yield Problem(document.file, 0, message, Severity.NOTE)
        return
    yield from _counts(document, units, catalog, name)
    for unit in units:
        shown = catalog.get(unit.text)
        if shown.state in {TranslationState.CURRENT, TranslationState.MACHINE}:
            for finding in _findings(unit.text, shown.text, library.glossary):
                message = f"{finding} ({PurePosixPath(catalog.file).name}: {unit.text[:16]}…)"
                yield Problem(document.file, unit.lines[0], message, Severity.WARNING)


def _counts(
    document: Document, units: Sequence[Unit], catalog: Catalog, name: str
) -> Iterator[Problem]:
    counts = Counter(catalog.get(unit.text).state for unit in units)
    for state, severity, message in _COUNTED:
        if counts[state]:
            share = f"{counts[state]} of {len(units)} texts "
            yield Problem(document.file, 0, share + message.format(lang=name), severity)


def _findings(source: str, english: str, glossary: Sequence[Term]) -> Iterator[str]:
    chinese, translated = plain_text(source), plain_text(english)
    yield from (f"figures differ: {reason}" for reason in disagreements(chinese, translated))
    yield from missed_terms(chinese, translated, glossary)


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
