"""Markdown of content/ to headings and blocks, through markdown-it-py.

Nearly every line of an official document is a paragraph or a heading between two empty lines, and
in most of them nothing can mean anything else: those are read here, and the parser, which takes
twenty times as long, reads what stands between them. That this gives the blocks which the parser
finds in the whole text is tested with random texts. The parser's inline rules are off: of a
paragraph only its source is wanted, and whether it is an image.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.markdown import is_image, new_parser
from sitegen.content.references import References
from sitegen.model import BlockKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’…—"
_SOFT_BREAK = re.compile(r"(?<!\\)(?<!  )\n")
_LINE_END = re.compile(r"\r\n?|\n")
_HAN_EDGE = re.compile(rf"(?<=[{_HAN}])\n|\n(?=[{_HAN}])")

_FAR_REACHING = re.compile(r"```|~~~|\]:|[\r\0]")
"""What may have a meaning beyond an empty line: fences and definitions of links. Carriage returns
and NUL are other characters to the parser."""
_SIMPLE = re.compile(
    r"""(?: (?P<marks>\#{1,6})[ ]+(?=\S)(?P<heading>.*[^\s\#])   # not closed by further marks
        | (?! \d{1,9}[.)] )                                      # an ordered list
          [^\s\#>*+\-_`~\[!] (?: .*\S )? )$""",
    re.VERBOSE,
)
"""A line that, between two empty lines, is a heading or a paragraph whatever stands elsewhere."""


class RawBlock(NamedTuple):
    """A heading or block as the parser saw it, before ids and anchors are given."""

    kind: BlockKind | None
    """None for a heading."""
    text: str
    line: int
    level: int = 0
    """Headings: 1..6. Items: nesting depth from 0."""
    rows: tuple[tuple[str, ...], ...] = ()
    marker: str = ""


def parse_blocks(markdown: str, first_line: int = 1) -> Iterator[RawBlock]:
    """Headings and blocks of a Markdown text in reading order.

    `first_line` is the 1-based line of the file on which the text begins (after front matter).
    """
    if _FAR_REACHING.search(markdown):
        yield from _parsed(markdown, first_line)
        return
    lines = markdown.split("\n")
    start = 0  # of the lines that are left to the parser
    before, is_left = "", False
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        simple = None if before or after else _SIMPLE.match(line)
        if simple:
            if is_left:
                yield from _parsed("\n".join(lines[start:number]), first_line + start)
            yield _simple(simple, first_line + number)
            start, is_left = number + 1, False
        elif line:
            is_left = True
        before = line
    if is_left:
        yield from _parsed("\n".join(lines[start:]), first_line + start)


def _simple(line: re.Match[str], number: int) -> RawBlock:
    if line["marks"]:
        return RawBlock(None, _ALONE.put_in(line["heading"]), number, level=len(line["marks"]))
    return RawBlock(BlockKind.PARAGRAPH, _ALONE.put_in(line[0]), number)


@cache
def _parser() -> MarkdownIt:
    return new_parser().disable(["inline", "text_join"])


_ALONE = References({}, ())
"""Of a line in a text that defines nothing."""


def _parsed(markdown: str, first_line: int) -> Iterator[RawBlock]:
    env: EnvType = {}
    tokens = _parser().parse(markdown, env)
    references = References(env, (token.content for token in tokens if token.type == "inline"))
    found = list(_Walker(tokens, first_line, references).walk())
    if unused := list(references.unused()):
        lines = _LINE_END.split(markdown)
        for start, end in unused:
            text = join_soft_breaks("\n".join(line.strip("> \t") for line in lines[start:end]))
            found.append(RawBlock(BlockKind.PARAGRAPH, text, first_line + start))
        found.sort(key=lambda block: block.line)
    yield from found


class _Walker:
    """Turns the flat token list into raw blocks, with the stack of open lists in hand."""

    def __init__(self, tokens: list[Token], first_line: int, references: References) -> None:
        self._tokens = tokens
        self._references = references
        self._first_line = first_line
        self._lists: list[str] = []
        self._quotes = 0
        self._fresh_item = False

    def walk(self) -> Iterator[RawBlock]:
        position = 0
        while position < len(self._tokens):
            token = self._tokens[position]
            if token.type == "table_open":
                block, position = self._table(position)
                yield block
            elif token.type in {"paragraph_open", "heading_open"}:
                yield self._leaf(token, self._tokens[position + 1])
            elif token.type in {"fence", "code_block"}:
                yield RawBlock(BlockKind.CODE, token.content.rstrip("\n"), self._line(token))
            else:
                self._track(token)
            position += 1

    def _line(self, token: Token) -> int:
        return self._first_line + (token.map[0] if token.map else 0)

    def _track(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self._lists.append("-")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif token.type == "list_item_open":
            self._lists[-1] = f"{token.info}{token.markup}" if token.info else "-"
            self._fresh_item = True
        elif token.type in {"blockquote_open", "blockquote_close"}:
            self._quotes += token.nesting

    def _leaf(self, opening: Token, inline: Token) -> RawBlock:
        text = self._references.put_in(join_soft_breaks(inline.content))
        line = self._line(opening)
        if opening.type == "heading_open":
            return RawBlock(None, text, line, level=int(opening.tag[1]))
        if self._lists:
            marker = self._lists[-1] if self._fresh_item else ""
            self._fresh_item = False
            return RawBlock(BlockKind.ITEM, text, line, len(self._lists) - 1, marker=marker)
        kind = BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH
        if is_image(text):
            kind = BlockKind.IMAGE
        return RawBlock(kind, text, line)

    def _table(self, position: int) -> tuple[RawBlock, int]:
        line = self._line(self._tokens[position])
        rows: list[list[str]] = []
        while self._tokens[position].type != "table_close":
            token = self._tokens[position]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._references.put_in(token.content))
            position += 1
        return RawBlock(BlockKind.TABLE, "", line, rows=tuple(map(tuple, rows))), position


def join_soft_breaks(text: str) -> str:
    """Join source lines of one block: nothing beside Chinese characters, a space elsewhere."""
    if "\n" not in text:
        return text
    joined = _HAN_EDGE.sub(lambda m: m[0] if _is_hard(text, m.start()) else "", text)
    return _SOFT_BREAK.sub(" ", joined)


def _is_hard(text: str, position: int) -> bool:
    return text[:position].endswith(("\\", "  "))
