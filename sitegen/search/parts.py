"""The pieces of work that make an index (indexing.py): with Whoosh and jieba, which take a while to
import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sitegen.content.library import Base, Library
from sitegen.held import Held
from sitegen.model import Document
from sitegen.search.aliases import aliases, document_terms, everyday
from sitegen.search.chunks import chunks
from sitegen.search.entries import document_entries
from sitegen.search.export import names_in, text_files, word_files
from sitegen.search.groups import groups
from sitegen.search.index import merge
from sitegen.search.layout import Layout
from sitegen.search.manifest import Part
from sitegen.search.points import points_of
from sitegen.search.readings import readings
from sitegen.search.segment import Segment, segment
from sitegen.search.shown import Shown, shown
from sitegen.search.texts import Texts
from sitegen.search.tokens import tokenizer_of
from sitegen.search.wanted import SHOWN, WORDS, Entries, Found, Wanted


def make(base: Held[Base], wanted: Sequence[Wanted]) -> list[bytes]:
    """What is wanted of groups, in order of the groups."""
    library, config = base.value
    tokenizer = tokenizer_of(config.user_dictionary)
    found = groups(library)
    made = []
    for place, members in groupby(wanted, key=lambda one: one.place):
        group = found[place]
        pieces = list(chunks(entry for one in group for entry in document_entries(library, *one)))
        for one in members:
            if one.kind == WORDS:
                made.append(segment(Texts.of(pieces), tokenizer).to_bytes())
            else:
                terms = [pair for member in group for pair in _terms(library, *member)]
                made.append(shown(pieces, tokenizer, terms).to_bytes())
    return made


def _terms(library: Library, lang: str, document: Document) -> Iterator[tuple[str, str]]:
    """Each once, with the text in its own language."""
    if lang == document.meta.lang:
        yield from document_terms(library, document)


def word_part(base: Held[Base], found: Held[Found]) -> Part:
    """What leads from words to chunks."""
    library, config = base.value
    texts = [*map(Shown.head_of, _gathered(base, found.value, SHOWN))]
    glossary = [(term.en, term.zh) for term in library.glossary]
    headings = [(english, chinese) for one in texts for english, chinese in one.terms]
    index = merge(  # which is the last to need the segments
        [*map(Segment.from_bytes, _gathered(base, found.value, WORDS))],
        tokenizer_of(config.user_dictionary),
        terms=(*glossary, *headings),
    )
    return word_files(index, names_in(texts), Layout())


def text_part(base: Held[Base], found: Held[Found]) -> Part:
    """What a search shows."""
    return text_files([*map(Shown.from_bytes, _gathered(base, found.value, SHOWN))], Layout())


_read_ahead: dict[tuple[str, str], bytes] = {}
"""Of what is kept, see `get_ready`; empty in all processes but a helper."""


def _gathered(base: Held[Base], found: Found, kind: str) -> list[bytes]:
    """What is needed of each group; what nobody has is made now."""
    wanted = [one for one in found.wanted if one.kind == kind]
    data = {one: found.made[one] for one in wanted if one in found.made}
    for one in wanted:
        if found.kept and one not in data:
            read = _read_ahead.pop((one.kind, one.key), None)
            read = read or found.kept.get_bytes(one.kind, one.key)
            if read is not None:
                data[one] = read
    missing = [one for one in wanted if one not in data]
    for one, made in zip(missing, make(base, missing) if missing else (), strict=True):
        data[one] = made
        if found.kept:
            found.kept.put_bytes(one.kind, one.key, made)
    return [data[one] for one in wanted]


def get_ready(kept: Entries, dictionary: Path | None) -> None:
    """Read what every index needs, and what the last one was merged from: most of it will do.

    Raises:
        ConfigError: the site's user dictionary cannot be read.
    """
    aliases({}, tokenizer_of(dictionary))  # which cuts the terms of tables
    readings()
    points_of("".join(key for _, key, _ in everyday()))  # most characters that texts have
    for kind in (SHOWN, WORDS):
        for key in kept.keys(kind):
            if (data := kept.get_bytes(kind, key)) is not None:
                _read_ahead[kind, key] = data
