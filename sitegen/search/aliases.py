"""Other words under which a text may say the same: what an alias key stands for, by build.

    key as typed          strength  words of the index
    拆迁                  40        征收 补偿            everyday speech (everyday/)
    translating           90        translate            inflections of one stem
    affordable housing    80        保障性 住房          glossary and translated headings

All of it is prepared here, so that the browser needs neither a stemmer nor a model. Related words
learned from the collection (words that are telling in the same sections) were measured and
refused: they found no further answer and pushed others down.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from weakref import WeakKeyDictionary

from sitegen.content.languages import SOURCE_LANG
from sitegen.content.library import Library
from sitegen.content.markdown import plain_text
from sitegen.model import Document
from sitegen.search.fold import fold
from sitegen.search.inflections import Forms, inflections
from sitegen.search.tokens import Tokenizer

Alias = tuple[int, tuple[str, ...]]
"""How much of a word's own weight each of the words has, in percent; the words."""
Cut = Callable[[str], list[str]]
"""Cuts a folded text into words."""
Pairs = Iterable[tuple[str, str]]
"""(English, Chinese) of a term."""

COLLOQUIAL = 65
"""Everyday speech that the collection does not speak itself: the official words must do."""
EVERYDAY = 40
"""Everyday speech that stands in the collection too, or has many meanings."""
TRANSLATION = 80
INFLECTION = 90

EVERYDAY_TABLES = resources.files(__package__).joinpath("everyday")
"""A file for each field of life. A line is what people say, a tab, and what officials write."""
AMBIGUOUS_TABLES = ("asking.tsv", "verbs.tsv")
"""What is said there is said of many things."""

MOST_WORDS = 4
"""Words of the index for one key: each may cost a reader one more shard."""
PARTS = 2
"""Words that stand for an official term which is no word itself: its rarest ones."""
SPREAD = 6
"""A part of a term that is so much more frequent than the rarest part says nothing of it."""
RIVAL = 4
"""A key is foreign to a collection that has an official word so many times as often."""
LONGEST_TERM = 8
"""Words of an English term that is looked for."""

_TERM_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")


def aliases(
    frequencies: Mapping[str, int],
    tokenizer: Tokenizer,
    terms: Pairs = (),
    forms: Forms | None = None,
) -> Mapping[str, list[Alias]]:
    """Alias keys, folded, with what they stand for among the words of an index.

    `frequencies` tells for each word of the index in how many entries it stands, `forms` what is
    known of the inflections of its English words.
    """
    found: dict[str, list[Alias]] = {}
    cut = _remembered(tokenizer)
    telling: dict[tuple[str, ...], list[str]] = {}  # many keys mean the same
    for name, key, meant in everyday():
        if meant not in telling:
            telling[meant] = _telling(meant, frequencies, cut)
        known = telling[meant]
        if known:
            is_plain = name not in AMBIGUOUS_TABLES and _is_foreign(key, known, frequencies)
            _add(found, key, COLLOQUIAL if is_plain else EVERYDAY, known)
    for english, chinese in terms:
        key = term_key(english)
        if key:
            _add(found, key, TRANSLATION, _known(fold(chinese), frequencies, tokenizer.cut))
    for key, others in inflections(frequencies, forms or {}):
        _add(found, key, INFLECTION, others)
    return found


def term_key(english: str) -> str:
    """Words of an English term, folded and joined by single spaces; "" if it is no such term.

    >>> term_key("Affordable  Housing")
    'affordable housing'
    """
    parts = _TERM_WORD.findall(fold(english))
    is_term = 0 < len(parts) <= LONGEST_TERM and all(map(str.isascii, parts))
    return " ".join(parts) if is_term else ""


def document_terms(library: Library, document: Document) -> Iterator[tuple[str, str]]:
    """Translations of a document's title and headings with what they translate."""
    languages = library.languages[1:]
    if document.meta.lang != SOURCE_LANG or not library.has_parallel(document):
        return
    titles = {document.meta.title, *(section.title for section in document.walk())}
    for title in sorted(titles - {""}):
        for lang in languages:
            shown = library.translate(document, title, lang)
            if not shown.is_fallback:
                yield plain_text(shown.text), plain_text(title)


@cache
def everyday() -> list[tuple[str, str, tuple[str, ...]]]:
    """Name of a table, what people say, official terms for it, the most telling first."""
    tables = sorted(EVERYDAY_TABLES.iterdir(), key=lambda file: file.name)
    return [
        (table.name, key, tuple(meant))
        for table in tables
        for key, meant in _terms_of(fold(table.read_text(encoding="utf-8"))).items()
    ]


def _terms_of(table: str) -> Mapping[str, list[str]]:
    said_for: defaultdict[str, list[str]] = defaultdict(list)
    for line in table.splitlines():
        if not line.startswith("#"):
            said, meant = line.split("\t")
            for key in said.split():
                said_for[key] += meant.split()
    return said_for


_cut_before: WeakKeyDictionary[Tokenizer, dict[str, list[str]]] = WeakKeyDictionary()


def _remembered(tokenizer: Tokenizer) -> Cut:
    """Cuts terms of the tables: a preview does it again and again, with the same result."""
    known = _cut_before.setdefault(tokenizer, {})

    def cut(term: str) -> list[str]:
        if term not in known:
            known[term] = tokenizer.cut(term)
        return known[term]

    return cut


def _telling(terms: Iterable[str], frequencies: Mapping[str, int], cut: Cut) -> list[str]:
    """Words of the index that say the terms: the rarest two of each, the first term first."""
    told: dict[str, None] = {}
    for term in terms:
        known = sorted(_known(term, frequencies, cut), key=frequencies.__getitem__)
        for word in known[:PARTS]:
            if frequencies[word] <= SPREAD * frequencies[known[0]]:
                told[word] = None
    return list(told)


def _is_foreign(key: str, words: Iterable[str], frequencies: Mapping[str, int]) -> bool:
    written = max((frequencies[word] for word in words), default=0)
    return RIVAL * frequencies.get(key, 0) < written


def _known(term: str, frequencies: Collection[str], cut: Cut) -> list[str]:
    """Words of the index that say a term: the whole of it, else the words that it is cut into."""
    if term in frequencies:
        return [term]
    parts = [word for word in cut(term) if word in frequencies]
    return [word for word in parts if len(word) > 1] or parts


def _add(found: dict[str, list[Alias]], key: str, strength: int, words: Iterable[str]) -> None:
    before = found.get(key)
    if before is None:
        added = [word for word in words if word != key]
    else:
        taken = {key}.union(*(others for _, others in before))
        added = [word for word in words if word not in taken]
    if added:
        found.setdefault(key, []).append((strength, tuple(added[:MOST_WORDS])))
