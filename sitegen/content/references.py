"""What a document defines in one place and uses in others: addresses of links, and footnotes.

    见[通知][1]，收入900亿元[^2]。        见[通知](https://a.example/)，收入900亿元[^2]。
    [1]: https://a.example/
    [^2]: 未经审计。                      [^2]: 未经审计。

A block is shown, translated and searched alone, so that addresses are put where they are used. A
note is a paragraph where it stands: moving it to the end of the page, as mdit-py-plugins does,
takes it out of the section that speaks of it. What defines nothing that is used, or no address
(`[注]: 初步核算数。`), is a paragraph too: no line of a document vanishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from sitegen.content.slugs import slugify

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.utils import EnvType

_LABEL = r"\^(?P<label>[^\s\[\]^]{1,60})"
_MARK = re.compile(rf"\[{_LABEL}\]")
_NOTE = re.compile(rf"\[{_LABEL}\]:")
_REFERENCE = re.compile(
    r"""\\.                                             # is no mark
      | (?P<ticks>`+)(?!`) .+? (?<!`)(?P=ticks)(?!`)    # code
      | <[^<>\s]+>                                      # an address as it is
      | (?P<open>!?\[) (?P<inner> (?: \\. | [^\[\]\\] | \[(?:\\.|[^\[\]\\])*\] )* ) \]
        (?: \[ (?P<label> (?:\\.|[^\[\]\\])* ) \] | (?!\() )""",
    re.VERBOSE | re.DOTALL,
)
_INDENT = 4
"""Of what belongs to a note, as Pandoc has it."""
_ADDRESS = re.compile(r"[/.#:@]")
_PROSE = re.compile("[，。；：！？、“”（）《》]")
_PLAIN_TARGET = re.compile(r"[^\s()<>]+$")


def add_notes(parser: MarkdownIt) -> None:
    """Let a parser know marks of notes (`[^1]`) and what they stand for (`[^1]: …`)."""
    parser.inline.ruler.before("link", "note_mark", _mark)
    parser.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})


def note_anchor(text: str) -> str:
    """The anchor of a block that is a note, to which its marks lead; "" for all others."""
    found = _NOTE.match(text)
    return _anchor(found["label"]) if found else ""


def _anchor(label: str) -> str:
    return f"fn-{slugify(label) or 'note'}"


def _mark(state: StateInline, silent: bool) -> bool:
    """`[^1]` as a raised number that leads to its note; at the note itself it leads nowhere."""
    found = _MARK.match(state.src, state.pos)
    if not found:
        return False
    is_note = state.pos == 0 and state.src[found.end() :].startswith(":")
    if not silent:
        is_link = not is_note and not state.linkLevel
        state.push("sup_open", "sup", 1)
        if is_link:
            state.push("link_open", "a", 1).attrs = {"href": f"#{_anchor(found['label'])}"}
        state.push("text", "", 0).content = f"[{found['label']}]"
        if is_link:
            state.push("link_close", "a", -1)
        state.push("sup_close", "sup", -1)
    state.pos = found.end() + is_note
    return True


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A note is a paragraph even where CommonMark would see the definition of a link; what stands
    below it, indented, belongs to it.
    """
    from markdown_it.rules_block import paragraph  # noqa: PLC0415 - most of Chinese does without

    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not _NOTE.match(state.src, begin, state.eMarks[start]):
        return False
    if silent:
        return True
    paragraph(state, start, end, False)
    if state.blkIndent < _INDENT:  # no deeper: a note in a note is nobody's, or hostile
        state.blkIndent += _INDENT
        state.md.block.tokenize(state, state.line, end)
        state.blkIndent -= _INDENT
    return True


class References:
    """The definitions of a text, and which of them were used."""

    def __init__(self, env: EnvType, contents: Iterable[str]) -> None:
        """`env` is what the parser knows of the text, `contents` its inline Markdown."""
        known: Mapping[str, Any] = env.get("references", {})
        self._links = {label: _target(found) for label, found in known.items() if _leads(found)}
        self._notes = {name for text in contents if (name := note_anchor(text))}
        self._places = [(label, found["map"]) for label, found in known.items()]
        self._places += [("", found["map"]) for found in env.get("duplicate_refs", ())]
        self._used: set[str] = set()

    def put_in(self, text: str) -> str:
        """Inline Markdown with the addresses that its links mean; marks without a note are text."""
        if "[" not in text or not (self._links or "[^" in text):
            return text
        return _REFERENCE.sub(self._resolved, text)

    def unused(self) -> Iterator[tuple[int, int]]:
        """Lines, from 0, of the definitions that no link used: the first, and the one behind."""
        for label, (first, end) in self._places:
            if label not in self._used:
                yield first, end

    def _resolved(self, found: re.Match[str]) -> str:
        if found["open"] is None:
            return found[0]
        if mark := _MARK.match(found[0]):
            return found[0] if _anchor(mark["label"]) in self._notes else f"\\{found[0]}"
        from markdown_it.common.utils import normalizeReference  # noqa: PLC0415 - see above

        inner = self.put_in(found["inner"])
        label = normalizeReference(found["label"] or found["inner"])
        if label in self._links:
            self._used.add(label)
            return f"{found['open']}{inner}]({self._links[label]})"
        return found["open"] + inner + found[0][found.end("inner") - found.start() :]


def _leads(found: Mapping[str, Any]) -> bool:
    """Whether a definition gives an address rather than a remark."""
    href = unquote(found["href"])
    return bool(_ADDRESS.search(href)) and not _PROSE.search(href)


def _target(found: Mapping[str, Any]) -> str:
    href, title = found["href"], " ".join(found["title"].split())
    target = href if _PLAIN_TARGET.match(href) else f"<{href}>"
    if not title:
        return target
    title = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'{target} "{title}"'
