"""Gettext PO files, read by polib and written back with every untouched line as it was.

polib alone would rewrite the whole file: Poedit, Weblate and gettext wrap lines each in their own
way, and one new sentence would show up in git as a change of every entry. So each entry remembers
the lines it was read from, and only groups of lines (comments, references, flags, texts) whose
meaning changed are written anew, unwrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib

from sitegen.content.po_syntax import po_faults
from sitegen.errors import ContentError
from sitegen.files import write_text
from sitegen.model import Problem

NO_WRAP = 0
"""polib's wrap width for lines that we write: one line a text, as in index.md. Poedit and Weblate
keep the wrapping of the file they open."""

_GROUPS = ("#", "#.", "#:", "#,", "#|", "body")
_CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([\w\-]+)", re.IGNORECASE)
_UTF8_NAMES = {"utf-8", "utf8", "us-ascii", "ascii", "charset"}
_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: {project}\\n"
"PO-Revision-Date: \\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n\""""


@dataclass(slots=True)
class Item:
    """One entry with the lines that it was read from (none for a new one)."""

    entry: polib.POEntry
    line: int = 0
    """1-based line of its msgid."""
    _lines: Sequence[str] = ()
    _was: str = ""

    def text(self) -> str:
        """The entry as it goes into the file, without a newline at the end."""
        now = self.entry.__unicode__(NO_WRAP)
        if now == self._was:
            return "\n".join(self._lines)
        old, before, after = map(_grouped, (self._lines, self._was.split("\n"), now.split("\n")))
        kept = [old[name] if before[name] == after[name] else after[name] for name in _GROUPS]
        return "\n".join(line for group in kept for line in group)


@dataclass(slots=True)
class PoFile:
    """A PO file in hand: its items may be changed, reordered and added to."""

    items: list[Item] = field(default_factory=list)
    header: str = ""
    """The header entry with the comments above it, as it stood in the file."""
    tail: str = ""
    """Comments after the last entry."""
    newline: str = "\n"
    unchanged: str = ""
    """What `text` gave when the file was read."""

    def text(self) -> str:
        """The whole file."""
        parts = [self.header, *(item.text() for item in self.items), self.tail]
        return ("\n\n".join(part for part in parts if part) + "\n").replace("\n", self.newline)


def new_po(project: str, lang: str) -> PoFile:
    """An empty catalog.

    The header carries no clock, so that equal input gives equal bytes; every field that
    `msgfmt --check` asks for is there.
    """
    return PoFile(header=_HEADER.format(project=project, lang=lang))


def read_po(path: Path, *, file: str) -> PoFile:
    """Read a PO file; `file` is its name in messages.

    Raises:
        ContentError: it cannot be read, is not UTF-8, is no PO, or has one msgid twice (merges in
            git do that, and msgfmt refuses it).
    """
    text = _decode(_read_bytes(path, file), file)
    plain = text.replace("\r\n", "\n")
    if faults := po_faults(plain, file):
        raise ContentError(faults)
    chunks = list(_split(plain))
    po = PoFile(newline="\r\n" if "\r\n" in text else "\n")
    if chunks and not chunks[-1][0]:
        po.tail = "\n".join(chunks.pop()[1])
    if chunks and _is_header(chunks[0][1]):
        po.header = "\n".join(chunks.pop(0)[1])
    entries = _parse(plain, file, with_header=bool(po.header))
    if len(entries) != len(chunks):
        message = "has a header entry that is not the first; move it to the top or delete it"
        raise ContentError(Problem(file, 0, message))
    po.items = [
        Item(entry, line, tuple(lines), entry.__unicode__(NO_WRAP))
        for entry, (line, lines) in zip(entries, chunks, strict=True)
    ]
    _refuse_duplicates(po.items, file)
    po.unchanged = po.text()
    return po


def write_po(path: Path, po: PoFile, *, file: str) -> bool:
    """Write the file where something changed; the old file or the new one, never a part.

    Returns:
        Whether the file was written.

    Raises:
        ContentError: the folder or the disk refuses.
    """
    text = po.text()
    if text == po.unchanged:
        return False
    try:
        write_text(path, text)
    except OSError as error:
        raise ContentError(Problem(file, 0, f"cannot be written: {error.strerror}")) from None
    return True


def _read_bytes(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ContentError(Problem(file, 0, f"cannot be read: {error.strerror}")) from None


def _decode(data: bytes, file: str) -> str:
    charset = _CHARSET.search(data)
    if charset and charset[1].decode().lower() not in _UTF8_NAMES:
        line = data[: charset.start()].count(b"\n") + 1
        name = charset[1].decode()
        message = f"says charset={name}; save it as UTF-8 and say charset=UTF-8"
        raise ContentError(Problem(file, line, message))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError(Problem(file, line, "is not UTF-8; save it as UTF-8")) from None


class _Lines(str):
    """A text that splits at newlines only: polib would also split at U+2028 and its like."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: ARG002
        return self.split("\n")


def _parse(text: str, file: str, *, with_header: bool) -> list[polib.POEntry]:
    # polib writes `#~|` above obsolete entries, and forgets it when it reads them.
    readable = re.sub(r"^#~\|", "#|", text, flags=re.MULTILINE)
    try:
        parsed = polib.pofile(_Lines(readable), encoding="utf-8")
    except OSError as error:
        found = re.search(r"\(line (\d+)\)(?:: (.+))?", str(error))
        number, reason = (int(found[1]), found[2]) if found else (0, None)
        message = f"is not valid PO: {reason or 'syntax error'}; mend this line"
        raise ContentError(Problem(file, number, message)) from None
    if parsed and parsed.header and not with_header:
        # polib takes comments at the top for the file's, even where no header entry follows.
        parsed[0].tcomment = "\n".join(line.removeprefix(" ") for line in parsed.header.split("\n"))
    return list(parsed)


def _split(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each entry's lines with the line number of its msgid; 0 for comments after the last."""
    lines: list[str] = []
    msgid = 0
    complete = False
    for number, line in enumerate(text.split("\n"), start=1):
        word = re.sub(r"^#~ +", "", line.strip())
        if not word:
            continue
        if complete and not word.startswith(('"', "msgstr")):
            yield msgid, lines
            lines, msgid, complete = [], 0, False
        lines.append(line)
        if word.startswith("msgid") and not msgid:
            msgid = number
        complete = complete or word.startswith("msgstr")
    if lines:
        yield msgid, lines


def _is_header(lines: Sequence[str]) -> bool:
    body = [line.strip() for line in _grouped(lines)["body"]]
    return body[:1] == ['msgid ""'] and any(line.startswith("msgstr") for line in body[1:2])


def _grouped(lines: Sequence[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {name: [] for name in _GROUPS}
    for line in lines:
        groups["body" if groups["body"] else _group(line.strip())].append(line)
    groups["body"] = [line for line in groups["body"] if line]
    return groups


def _group(line: str) -> str:
    if line.startswith("#~|"):
        return "#|"
    if not line.startswith("#") or line.startswith("#~"):
        return "body"
    return line[:2] if line[:2] in _GROUPS else "#"


def _refuse_duplicates(items: Sequence[Item], file: str) -> None:
    seen: dict[str, Item] = {}
    problems = []
    for item in items:
        first = seen.setdefault(item.entry.msgid_with_context, item)
        if first is not item:
            message = (
                f"has {item.entry.msgid[:20]!r} again, after line {first.line}; "
                "keep one of the two entries"
            )
            problems.append(Problem(file, item.line, message))
    if problems:
        raise ContentError(problems)
