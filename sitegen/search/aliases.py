"""Other words under which a text may say the same: what an alias key stands for, by build.

    key as typed          strength  words of the index
    拆迁                  40        征收 补偿            everyday speech (everyday.tsv)
    translating           90        translate            inflections of one stem
    affordable housing    80        保障性 住房          glossary and translated headings

All of it is prepared here, so that the browser needs neither a stemmer nor a model. Related words
learned from the collection (words that are telling in the same sections) were measured and
refused: they found no further answer and pushed others down.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import resources

from whoosh.lang.porter import stem

from sitegen.content.languages import SOURCE_LANG
from sitegen.content.library import Library
from sitegen.content.markdown import plain_text
from sitegen.search.fold import fold
from sitegen.search.tokens import Tokenizer

Alias = tuple[int, tuple[str, ...]]
"""How much of a word's own weight each of the words has, in percent; the words."""
Pairs = Iterable[tuple[str, str]]
"""(English, Chinese) of a term."""

EVERYDAY = 40
TRANSLATION = 80
INFLECTION = 90

MOST_WORDS = 4
"""Words of the index for one key: each may cost a reader one more shard."""
LONGEST_TERM = 8
"""Words of an English term that is looked for."""

_ENGLISH = re.compile(r"[a-z]{3,}")
_TERM_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_SUFFIXES = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ment", "ion", "ions")


def aliases(
    words: Collection[str], tokenizer: Tokenizer, terms: Pairs = ()
) -> Mapping[str, list[Alias]]:
    """Alias keys, folded, with what they stand for among the words of an index."""
    found: defaultdict[str, list[Alias]] = defaultdict(list)
    for key, meant in _everyday():
        _add(found, key, EVERYDAY, _known(meant, words, tokenizer))
    for english, chinese in terms:
        key = term_key(english)
        if key:
            _add(found, key, TRANSLATION, _known([fold(chinese)], words, tokenizer))
    for key, others in _inflections(words):
        _add(found, key, INFLECTION, others)
    return dict(found)


def term_key(english: str) -> str:
    """Words of an English term, folded and joined by single spaces; "" if it is no such term.

    >>> term_key("Affordable  Housing")
    'affordable housing'
    """
    parts = _TERM_WORD.findall(fold(english))
    is_term = 0 < len(parts) <= LONGEST_TERM and all(map(str.isascii, parts))
    return " ".join(parts) if is_term else ""


def library_terms(library: Library) -> Iterator[tuple[str, str]]:
    """English and Chinese of the glossary, then of titles and headings."""
    for term in library.glossary:
        yield term.en, term.zh
    for document in library.documents:
        if document.meta.lang != SOURCE_LANG:
            continue
        titles = {document.meta.title, *(section.title for section in document.walk())}
        for title in sorted(titles - {""}):
            for lang in library.languages[1:]:
                shown = library.translate(document, title, lang)
                if not shown.is_fallback:
                    yield plain_text(shown.text), plain_text(title)


def _everyday() -> Iterator[tuple[str, list[str]]]:
    table = resources.files(__package__).joinpath("everyday.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        said, meant = line.split("\t")
        for key in said.split():
            yield fold(key), [fold(word) for word in meant.split()]


def _known(meant: Iterable[str], words: Collection[str], tokenizer: Tokenizer) -> list[str]:
    """Words of the index that say it: each term whole, else the words that it is cut into."""
    known: dict[str, None] = {}
    for term in meant:
        cut = [word for word, _, _ in tokenizer.cut_for_search(term)]
        parts = [term] if term in words else [word for word in cut if word in words]
        known.update(dict.fromkeys(parts))
    return list(known)


def _add(
    found: defaultdict[str, list[Alias]], key: str, strength: int, words: Iterable[str]
) -> None:
    taken = {word for _, others in found[key] for word in others} if key in found else set()
    added = tuple(word for word in words if word != key and word not in taken)[:MOST_WORDS]
    if added:
        found[key].append((strength, added))


def _inflections(words: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """English words that share a stem, under each of them and under forms that are not there."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if _ENGLISH.fullmatch(word):
            families[stem(word)].append(word)
    for root, members in families.items():
        keys = {form for word in members for form in _forms(word) if stem(form) == root}
        for key in sorted(keys.union(members)):
            yield key, sorted(members, key=lambda member: (len(member), member))


def _forms(word: str) -> Iterator[str]:
    """Spellings that a reader may try of an English word."""
    bases = {word, word.removesuffix("e"), word + word[-1], word.removesuffix("y") + "i"}
    bases |= {word.removesuffix(suffix) for suffix in ("s", "es", "ed", "ing", "d", "er")}
    bases |= {base + "e" for base in bases}
    for base in bases:
        if len(base) > 2:
            yield base
            yield from (base + suffix for suffix in _SUFFIXES)
