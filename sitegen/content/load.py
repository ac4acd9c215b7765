"""content/ on disk to a `Library`.

Every wrong file is reported, not only the first: an editor mends them in one go.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from sitegen.config import Config
from sitegen.content import frontmatter
from sitegen.content.blocks import RawBlock, parse_blocks
from sitegen.content.catalog import read_catalog
from sitegen.content.languages import ENGLISH, site_languages
from sitegen.content.library import Library, slug_in
from sitegen.content.markdown import plain_text
from sitegen.content.references import note_anchor
from sitegen.content.slugs import Uniquifier, slugify
from sitegen.digest import digest_documents
from sitegen.digest.topics import topics
from sitegen.errors import ContentError, SitegenError
from sitegen.files import too_long
from sitegen.model import Block, BlockKind, Catalog, Digest, Document, Problem, Section, Severity
from sitegen.progress import Progress, Silent
from sitegen.search.tokens import tokenizer_of
from sitegen.translate.glossary import read_glossary

INDEX = "index.md"


ReadDocument = Callable[[Path], Document]
"""What reads an index.md, as `read_document` does."""
ReadCatalog = Callable[[Path, str], Catalog]
"""What reads a catalog of a language, as `read_catalog` does."""


def load_library(config: Config, progress: Progress | None = None) -> Library:
    """Read every document, catalog and the glossary of the site, and sum the documents up.

    Raises:
        ContentError: one problem per wrong file, and per slug that two documents share.
    """
    library = read_library(config, progress)
    return with_digests(library, digests_of(library, config))


def read_library(
    config: Config,
    progress: Progress | None = None,
    *,
    document: ReadDocument | None = None,
    catalog: ReadCatalog | None = None,
) -> Library:
    """The same without digests and topics, which need all documents together.

    `document` and `catalog` may know the answer from before.

    Raises:
        ContentError: as `load_library`.
        ThemeError: a folder of interface strings is not named by a language.
    """
    languages = site_languages(config)
    reading = _Reading(
        config,
        languages,
        document or (lambda path: read_document(path, config)),
        catalog or (lambda path, lang: read_catalog(path, file=config.relative(path), lang=lang)),
    )
    documents, catalogs = reading.all(progress or Silent())
    glossary = read_glossary(config.content / "glossary.csv", file="content/glossary.csv")
    return Library(
        documents=tuple(sorted(documents, key=_newest_first)),
        catalogs=catalogs,
        glossary=tuple(glossary),
        topics=(),
        digests={},
        tags=tuple(read_glossary(config.content / "tags.csv", file="content/tags.csv")),
        languages=languages,
    )


def digests_of(library: Library, config: Config) -> dict[str, Digest]:
    """Summary, keywords and related documents of every document, by slug.

    Raises:
        ConfigError: the site's user dictionary cannot be read.
    """
    return digest_documents(library.documents, tokenizer_of(config.user_dictionary))


def with_digests(library: Library, digests: Mapping[str, Digest]) -> Library:
    """The library with what sums its documents up, and the topics that follow from it."""
    keywords = {slug: digest.keywords for slug, digest in digests.items()}
    return replace(library, digests=digests, topics=topics(library.documents, keywords))


def _newest_first(document: Document) -> tuple[int, str]:
    day = document.meta.date
    return (-day.toordinal() if day else 0, document.slug)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything that is needed to read content/."""

    config: Config
    languages: Sequence[str]
    document: ReadDocument
    catalog: ReadCatalog

    def all(self, progress: Progress) -> tuple[list[Document], Mapping[str, Mapping[str, Catalog]]]:
        documents: list[Document] = []
        catalogs: dict[str, dict[str, Catalog]] = {}
        problems: list[Problem] = []
        for path in progress.track(document_files(self.config.content), "Reading content"):
            try:
                document = self.document(path)
                catalogs[document.slug] = self._catalogs(path.parent, document)
                documents.append(document)
            except SitegenError as error:
                problems.extend(error.problems)
        problems.extend(_clashes(documents))
        if problems:
            raise ContentError(sorted(problems))
        return documents, catalogs

    def _catalogs(self, folder: Path, document: Document) -> dict[str, Catalog]:
        found = {}
        for lang in self.languages:
            path = folder / f"{lang}.po"
            if lang != document.meta.lang and path.is_file():
                found[lang] = self.catalog(path, lang)
        return found


def document_files(content: Path) -> list[Path]:
    """Every content/<slug>/index.md in a stable order; links that leave content/ are left out."""
    return [path for path, is_inside in _document_files(content) if is_inside]


def links_left_out(config: Config) -> Iterator[Problem]:
    """A warning for each document that is left out because it is a link that leaves content/, or
    leads to nothing.
    """
    away = "is left out: it is a symbolic link that leaves content/; put a copy of the file here"
    broken = "is left out: it is a symbolic link that leads to nothing; remove it or mend it"
    for path, is_inside in _document_files(config.content):
        if not is_inside:
            yield Problem(config.relative(path), 0, away, Severity.WARNING)
    for path in _broken_links(config.content):
        yield Problem(config.relative(path), 0, broken, Severity.WARNING)


def _broken_links(content: Path) -> Iterator[Path]:
    """Links that lead to nothing where a document or its folder would stand."""
    for place in sorted(content.iterdir()) if content.is_dir() else []:
        for path in (place, place / INDEX):
            if path.is_symlink() and not path.exists():
                yield path


def _document_files(content: Path) -> Iterator[tuple[Path, bool]]:
    """Every content/<slug>/index.md, and whether it lies in content/ really."""
    if not content.is_dir():
        return
    inside = content.resolve()
    for folder in sorted(os.scandir(content), key=lambda entry: entry.name):
        path = Path(folder.path, INDEX)
        if folder.is_dir() and path.is_file():
            is_link = folder.is_symlink() or path.is_symlink()
            yield path, not is_link or path.resolve().is_relative_to(inside)


def read_document(path: Path, config: Config) -> Document:
    """One content/<slug>/index.md as a `Document`.

    Raises:
        ContentError: it is no UTF-8, too long, or its front matter is wrong.
    """
    file = config.relative(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); save it as UTF-8"
        raise ContentError(Problem(file, 0, message)) from None
    except OSError as error:
        raise ContentError(Problem(file, 0, f"cannot be read: {error.strerror}")) from None
    if message := too_long(text):
        raise ContentError(Problem(file, 0, message))
    return parse_document(text, file=file, folder=path.parent.name)


def parse_document(text: str, *, file: str, folder: str) -> Document:
    """The text of an index.md as a `Document`; `folder` is its default slug."""
    yaml_text, body, first_line = frontmatter.split(text.replace("\r\n", "\n"))
    raw = list(parse_blocks(body, first_line))
    title = ""
    if raw and raw[0].kind is None and raw[0].level == 1 and "title:" not in yaml_text:
        title = plain_text(raw.pop(0).text)
    slug = slugify(folder)
    meta = frontmatter.read_meta(yaml_text, file=file, slug=slug, title=title)
    lead, sections = _Outline().build(raw)
    return Document(meta=meta, file=file, lead=lead, sections=sections)


class _Outline:
    """Gives ids and anchors, and nests sections by the levels of their headings."""

    def __init__(self) -> None:
        self._unique = Uniquifier()

    def build(self, raw: Sequence[RawBlock]) -> tuple[Section, tuple[Section, ...]]:
        starts = [i for i, block in enumerate(raw) if block.kind is None]
        first = (*starts, len(raw))[0]
        lead_id = self._unique("text")
        lead = Section(lead_id, "", 1, 1, self._blocks(raw[:first]))
        flat = []
        for start, end in pairwise((*starts, len(raw))):
            heading = raw[start]
            plain = plain_text(heading.text)
            section_id = self._unique(slugify(plain) or "section")
            level = max(2, heading.level)
            blocks = self._blocks(raw[start + 1 : end])
            flat.append(Section(section_id, heading.text, level, heading.line, blocks))
        return lead, nest(flat)

    def _blocks(self, raw: Iterable[RawBlock]) -> tuple[Block, ...]:
        return tuple(self._block(item) for item in raw)

    def _block(self, raw: RawBlock) -> Block:
        plain = _plain(raw)
        digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:6]
        return Block(
            kind=raw.kind or BlockKind.PARAGRAPH,
            text=raw.text,
            plain=plain,
            anchor=self._unique(_note(raw) or f"p-{digest}"),
            line=raw.line,
            rows=raw.rows,
            marker=raw.marker,
            depth=raw.level if raw.kind is BlockKind.ITEM else 0,
        )


def _note(raw: RawBlock) -> str:
    return note_anchor(raw.text) if raw.kind is not BlockKind.CODE else ""


def _plain(raw: RawBlock) -> str:
    if raw.kind is BlockKind.TABLE:
        return "\n".join(" ".join(map(plain_text, row)) for row in raw.rows)
    if raw.kind is BlockKind.CODE:
        return raw.text
    return plain_text(raw.text)


def nest(flat: Sequence[Section]) -> tuple[Section, ...]:
    """Sections in reading order as a forest: each under the nearest earlier one of lower level."""
    top: list[Section] = []
    position = 0
    while position < len(flat):
        head = flat[position]
        end = position + 1
        while end < len(flat) and flat[end].level > head.level:
            end += 1
        children = nest(flat[position + 1 : end])
        top.append(Section(head.id, head.title, head.level, head.line, head.blocks, children))
        position = end
    return tuple(top)


def _clashes(documents: Sequence[Document]) -> Iterator[Problem]:
    """Slugs that two documents want; an English one leaves its document's other slug taken, since
    old English addresses lead on.
    """
    taken: dict[str, Document] = {}
    for document in documents:
        for slug in dict.fromkeys((document.slug, slug_in(document, ENGLISH))):
            other = taken.setdefault(slug, document)
            if other is not document:
                message = f"slug `{slug}` is already taken by {other.file}; change one of the two"
                yield Problem(document.file, 1, message)
