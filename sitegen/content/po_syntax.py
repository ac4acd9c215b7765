"""What is wrong with the text of a PO file, by line.

polib takes many broken entries without a word: text behind a closing quote, a msgid without a
msgstr, unknown escapes. What it drops would be lost for good at the next write. msgfmt would tell,
but a site must build without gettext's tools.

    comments  [msgctxt]  msgid  [msgid_plural]  msgstr | msgstr[0] msgstr[1] ...

Each keyword stands on a line of its own, as all PO tools write it; `#~` and `#|` go before the
lines of obsolete entries and of what was translated before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.model import Problem

_LINE = re.compile(r"(?P<mark>#~\||#\||#~)?\s*(?P<word>[^\s\"#\[]+(?:\[[^\]]*\])?)?\s*(?P<rest>.*)")
_MARKED = re.compile(r"#(?:[.:,|]|~\|?)?(?: |$)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE = re.compile(r"\\(.)")
_KNOWN_ESCAPES = frozenset('ntrvbf"\\')
_CONFLICT = re.compile(r"(?:<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)")
_INDEX = re.compile(r"msgstr\[(\d+)\]")
_SHOWN = 40
"""Characters of a line that a message quotes."""

_BEFORE = {
    "msgctxt": {"", "msgstr"},
    "msgid": {"", "msgctxt", "msgstr"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid", "msgid_plural", "msgstr"},
}
"""Keyword -> what may stand before it; "" for nothing."""


def po_faults(text: str, file: str) -> tuple[Problem, ...]:
    """One problem for every line that is wrong, in order; `file` is the name in messages.

    Of a merge conflict only its beginning: the rest follows from it.
    """
    lines = [line.strip() for line in text.split("\n")]
    for number, line in enumerate(lines, start=1):
        if _CONFLICT.match(line):
            message = "has an unresolved merge conflict; keep one side and delete the markers"
            return (Problem(file, number, message),)
    reader = _Reader(file)
    found = [problem for n, line in enumerate(lines, start=1) for problem in reader.read(n, line)]
    by_line: dict[int, Problem] = {}
    for problem in (*found, *reader.finish()):
        by_line.setdefault(problem.line, problem)
    return tuple(by_line[number] for number in sorted(by_line))


@dataclass(slots=True)
class _Reader:
    file: str
    state: str = ""
    """The keyword that was read last, without its index; "" before the first."""
    begun: int = 0
    """Line of the msgctxt or msgid of the entry that is being read; 0 once it has a msgstr."""
    index: int = -1
    """Of the last msgstr[...]; -1 for none."""
    is_obsolete: bool = False
    is_plural: bool = False
    is_lost: bool = False
    """Whether the entry has a fault, so that more of them would be its consequences."""
    is_after_blank: bool = False
    before: tuple[str, ...] = ()
    """Keywords of the `#|` or `#~|` lines above the entry."""
    before_from: int = 0
    """Their first line."""
    before_obsolete: bool = False

    def read(self, number: int, line: str) -> Iterator[Problem]:
        """The fault of one line; after one, nothing more of the same entry."""
        if not line:
            self.is_after_blank = True
            if self.is_lost:
                self.is_lost, self.begun, self.state, self.before = False, 0, "msgstr", ()
            return
        if not self.is_lost:
            for problem in self._line(number, line):
                self.is_lost = True
                yield problem
                break
        self.is_after_blank = False

    def finish(self) -> Iterator[Problem]:
        """The fault of an entry that the end of the file cuts off."""
        if self.begun and not self.is_lost:
            yield self._problem(self.begun, "has an entry without msgstr; add it, or remove it")
        elif self.before and not self.is_lost:
            yield self._problem(self.before_from, "has #| without an entry below; remove it")

    def _line(self, number: int, line: str) -> Iterator[Problem]:
        match = _LINE.match(line)
        mark = (match and match["mark"]) or ""
        word, rest = (match and match["word"]) or "", (match and match["rest"]) or ""
        if line.startswith("#") and not _MARKED.match(line):
            sign = re.match(r"#(?:[.:,|]|~\|?)?", line)
            yield self._problem(number, f"has no space after {sign and sign[0]}; put one in")
        elif word and rest.startswith('"') and f"{word} " not in line:
            yield self._problem(number, f"has no space after {word}; put one in")
        elif line.startswith("#") and not mark:
            if self.begun and self.is_after_blank:
                yield from self._unfinished()
            elif self.begun or self.before:
                yield self._problem(number, "has a comment inside an entry; move it above")
        elif mark.endswith("|"):
            yield from self._previous(number, word, rest, is_obsolete=mark == "#~|")
        else:
            yield from self._keyword(number, word, is_obsolete=bool(mark))
            yield from self._string(number, rest)

    def _unfinished(self) -> Iterator[Problem]:
        """The fault of an entry that another one cuts off, which is read from its beginning."""
        yield from self.finish()
        self.begun, self.state = 0, ""

    def _keyword(self, number: int, word: str, *, is_obsolete: bool) -> Iterator[Problem]:
        if not word:
            if not self.state or self.before or is_obsolete != self.is_obsolete:
                yield self._problem(number, "has a text that belongs to no msgid or msgstr")
            return
        name = "msgstr" if _INDEX.fullmatch(word) else word
        if name not in _BEFORE:
            names = "msgid, msgstr, msgctxt, msgid_plural or a quoted text"
            yield self._problem(number, f"begins with {word[:_SHOWN]!r}; expected is {names}")
            return
        if name in {"msgctxt", "msgid"} and self.begun and self.state != "msgctxt":
            yield from self._unfinished()
        if self.before and is_obsolete != self.before_obsolete:
            yield self._problem(
                number, f"has {word} below lines that begin otherwise; use one sign"
            )
        if self.state not in _BEFORE[name] or (self.begun and is_obsolete != self.is_obsolete):
            after = f"after {self.state}" if self.state else "without a msgid above it"
            yield self._problem(number, f"has {word} {after}; mend the order of the entry")
        elif name == "msgstr":
            yield from self._msgstr(number, word)
        if name in {"msgctxt", "msgid"}:
            self.begun = self.begun or number
            self.index, self.is_plural, self.is_obsolete = -1, False, is_obsolete
        self.before = ()
        self.is_plural = self.is_plural or name == "msgid_plural"
        self.begun = 0 if name == "msgstr" else self.begun
        self.state = name

    def _msgstr(self, number: int, word: str) -> Iterator[Problem]:
        found = _INDEX.fullmatch(word)
        if bool(found) != self.is_plural:
            wanted = "msgstr[0]" if self.is_plural else "msgstr"
            yield self._problem(number, f"has {word} where {wanted} is expected")
        elif found and int(found[1]) != self.index + 1:
            yield self._problem(number, f"has {word} where msgstr[{self.index + 1}] is expected")
        elif not found and self.state == "msgstr":
            yield self._problem(number, "has a second msgstr for one msgid; keep one")
        self.index = int(found[1]) if found else -1

    def _previous(
        self, number: int, word: str, rest: str, *, is_obsolete: bool
    ) -> Iterator[Problem]:
        if self.begun and self.is_after_blank:
            yield from self._unfinished()
        known = {"msgctxt", "msgid", "msgid_plural"} - {*self.before}
        if self.begun or (word and word not in known) or not (word or self.before):
            message = (
                f"has {(word or rest)[:_SHOWN]!r} behind #|; expected is one msgid above an entry"
            )
            yield self._problem(number, message)
        self.before_from = self.before_from if self.before else number
        self.before_obsolete = is_obsolete
        self.before += (word,) if word else ()
        yield from self._string(number, rest)

    def _string(self, number: int, text: str) -> Iterator[Problem]:
        match = _STRING.match(text)
        if not match:
            reason = "is not closed" if text.startswith('"') else "is missing"
            quoted = f" in {text[:_SHOWN]!r}" if text else ""
            yield self._problem(number, f"has a quotation mark that {reason}{quoted}")
        elif match.end() < len(text):
            rest = text[match.end() :].strip()[:_SHOWN]
            message = f'has {rest!r} behind a closing quotation mark; write \\" inside a text'
            yield self._problem(number, message)
        else:
            unknown = [c for c in _ESCAPE.findall(match[0]) if c not in _KNOWN_ESCAPES]
            if unknown:
                message = f"has an escape that is not known: \\{unknown[0]}; write \\\\ for a \\"
                yield self._problem(number, message)

    def _problem(self, number: int, message: str) -> Problem:
        return Problem(self.file, number, f"is not valid PO: it {message}")
