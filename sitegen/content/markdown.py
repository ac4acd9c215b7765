r"""Markdown of content/ to blocks and back, through markdown-it-py with HTML switched off.

Documents are data: markup in them is text, and a link leads only to http, https, mailto or a
relative address. `escape` is the inverse of `plain_text`, which is what lets ingest promise that
no character of a source is lost:

    plain_text(escape(line)) == line        for every line without control characters
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.model import BlockKind

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff“”‘’…—"
_SOFT_BREAK = re.compile(r"(?<!\\)(?<!  )\n")
_HAN_EDGE = re.compile(rf"(?<=[{_HAN}])\n|\n(?=[{_HAN}])")

_MARKUP = re.compile(r"[\\`*_\[\]<>&!\"\n]")
"""Without one of these, inline Markdown is its own text and its own HTML: most of Chinese."""

# What CommonMark gives a meaning to inside a line, and what does so at its beginning only.
_INLINE = re.compile(
    r"""[`*_\[]                           # code, emphasis, links
      | \\(?=[!-/:-@\[-`{-~]|$)          # a backslash that would escape something
      | <(?=[A-Za-z/!?])                 # an autolink or tag
      | &(?=\#?[A-Za-z0-9]+;)            # an entity
      | (?<!\#)\#+$                      # the closing marks of a heading""",
    re.VERBOSE,
)
_AT_START = re.compile(
    r"""^(\#{1,6}(?=\s|$)                 # heading
      | >                                # quotation
      | [-+](?=\s|$) | -{2,} | -(?=(\s*-)+\s*$) | ~{3,}
      | \|? \s* :?-+:? \s* (\|\s*:?-+:?\s*)* \|? $   # the rule of a table
      | \d{1,9}[.)](?=\s|$))            # ordered list""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A heading or block as the parser saw it, before ids and anchors are given."""

    kind: BlockKind | None
    """None for a heading."""
    text: str
    line: int
    level: int = 0
    """Headings: 1..6. Items: nesting depth from 0."""
    rows: tuple[tuple[str, ...], ...] = ()
    marker: str = ""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = is_safe_link  # type: ignore[method-assign]
    return parser


def is_safe_link(url: str) -> bool:
    """Whether a link target is http(s), mailto or relative (no scheme, no `//host`)."""
    if re.search(r"[\x00-\x20\\]", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme.lower() in {"http", "https", "mailto"}
    return not parts.netloc and ":" not in url.split("/", 1)[0]


def inline_html(text: str) -> str:
    """Inline Markdown as HTML that is safe to insert into a page."""
    if not _MARKUP.search(text):
        return text
    return str(_parser().renderInline(text)).replace("\n", "")


def plain_text(text: str) -> str:
    """What a reader sees of inline Markdown: no marks, links as their text, images as their alt."""
    if not _MARKUP.search(text):
        return text
    tokens = _parser().parseInline(text)
    return _plain(tokens[0].children or []) if tokens else ""


def _plain(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            parts.append(_plain(token.children or []))
    return "".join(parts)


def escape(line: str) -> str:
    """Plain text (one line) as Markdown that shows exactly that text.

    Only what CommonMark would read as markup gets a backslash, so that files stay pleasant to
    edit.
    """
    escaped = _INLINE.sub(lambda match: "\\" + match[0], line)
    return _AT_START.sub(_escape_start, escaped)


def escape_cell(text: str) -> str:
    """Plain text as a table cell: `escape`, and bars as well."""
    return escape(text).replace("|", "\\|")


def _escape_start(match: re.Match[str]) -> str:
    mark = match[0]
    if mark[0].isdigit():
        return f"{mark[:-1]}\\{mark[-1]}"
    return "\\" + mark


def parse(markdown: str, first_line: int = 1) -> Iterator[RawBlock]:
    """Headings and blocks of a Markdown text in reading order.

    `first_line` is the 1-based line of the file on which the text begins (after front matter).
    """
    yield from _Walker(_parser().parse(markdown), first_line).walk()


class _Walker:
    """Turns the flat token list into raw blocks, with the stack of open lists in hand."""

    def __init__(self, tokens: list[Token], first_line: int) -> None:
        self._tokens = tokens
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
        text = join_soft_breaks(inline.content)
        line = self._line(opening)
        if opening.type == "heading_open":
            return RawBlock(None, text, line, level=int(opening.tag[1]))
        if self._lists:
            marker = self._lists[-1] if self._fresh_item else ""
            self._fresh_item = False
            return RawBlock(BlockKind.ITEM, text, line, len(self._lists) - 1, marker=marker)
        kind = BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH
        children = inline.children or []
        if len(children) == 1 and children[0].type == "image":
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
                rows[-1].append(token.content)
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
