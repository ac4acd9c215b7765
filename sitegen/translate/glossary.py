"""content/glossary.csv: how the site calls things in English.

The file is CSV with the header `zh,en,note`, as spreadsheets write it. A site with more languages
has a column for each: `zh,en,ja,note`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from babel import UnknownLocaleError

from sitegen.content.languages import locale_of
from sitegen.errors import ContentError
from sitegen.model import Problem, Term

HEADER = ("zh", "en", "note")
_REQUIRED = HEADER[:2]
_NOTE = HEADER[2]


def read_glossary(path: Path, *, file: str) -> tuple[Term, ...]:
    """The terms in the order of the file; () when there is none. `file` names it in messages.

    Raises:
        ContentError: one problem per wrong line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        message = "is not UTF-8; save it as CSV in UTF-8"
        raise ContentError(Problem(file, 0, message)) from None
    except OSError as error:
        raise ContentError(Problem(file, 0, f"cannot be read: {error.strerror}")) from None
    return parse_glossary(text, file=file)


def parse_glossary(text: str, *, file: str) -> tuple[Term, ...]:
    """The terms of a CSV text.

    Raises:
        ContentError: one problem per wrong line.
    """
    rows = list(_rows(text, file))
    if not rows:
        return ()
    columns = _columns(rows[0], file)
    problems = []
    terms: dict[str, Term] = {}
    for line, row in rows[1:]:
        reason = _fault(row, terms, len(columns))
        if reason:
            problems.append(Problem(file, line, reason))
        else:
            terms[row[0]] = _term(dict(zip(columns, row, strict=False)))
    if problems:
        raise ContentError(problems)
    return tuple(terms.values())


def _columns(header: tuple[int, Sequence[str]], file: str) -> tuple[str, ...]:
    """The names of the columns: zh, en, then further languages and note in any order."""
    line, cells = header
    columns = tuple(cell if _is_language(cell) else cell.lower() for cell in cells)
    if columns[:2] != _REQUIRED:
        message = f"begins with {','.join(cells)!r}; the first line must be: zh,en,note"
        raise ContentError(Problem(file, line, message))
    for position, name in enumerate(columns):
        if name in columns[:position] or (name != _NOTE and not _is_language(name)):
            message = (
                f"has a column {cells[position]!r}; columns are zh, en, note and codes of further"
                " languages, each once"
            )
            raise ContentError(Problem(file, line, message))
    return columns


def _is_language(name: str) -> bool:
    try:
        locale_of(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _term(cells: Mapping[str, str]) -> Term:
    others = {name: cell for name, cell in cells.items() if name not in HEADER and cell}
    return Term(cells["zh"], cells["en"], cells.get(_NOTE, ""), tuple(others.items()))


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"is not valid CSV: {error}; look for a quotation mark that is not closed"
        raise ContentError(Problem(file, line, message)) from None


def _fault(row: Sequence[str], terms: Mapping[str, Term], most: int) -> str:
    if len(row) > max(most, len(HEADER)):
        return f"has {len(row)} cells; write a cell that contains a comma in quotation marks"
    if len(row) < len(_REQUIRED) or not row[0] or not row[1]:
        return f"{row[0]!r} needs both languages: zh,en" if row[0] else "has no Chinese term"
    if row[0] in terms:
        return f"{row[0]!r} stands here again; keep one of the two lines"
    return ""


def find_terms(text: str, terms: Sequence[Term]) -> tuple[tuple[int, Term], ...]:
    """The terms that stand in a Chinese text, with offsets in code points.

    A term inside a longer one does not count: 城市更新 is no mention of 城市.
    """
    by_length = sorted(terms, key=lambda term: -len(term.zh))
    if not by_length:
        return ()
    pattern = re.compile("|".join(re.escape(term.zh) for term in by_length))
    by_name = {term.zh: term for term in terms}
    return tuple((match.start(), by_name[match[0]]) for match in pattern.finditer(text))
