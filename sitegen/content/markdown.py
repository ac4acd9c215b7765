r"""Inline Markdown of content/ to text and HTML and back, through markdown-it-py without HTML.

Documents are data: markup in them is text, and a link leads only to http, https, mailto or a
relative address. `escape` is the inverse of `plain_text`, which is what lets ingest promise that
no character of a source is lost:

    plain_text(escape(line)) == line        for every line without control characters
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.content.references import add_notes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

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
_MAYBE_INLINE = re.compile(r"[`*_\[\\<&#]")
"""Without one of these nothing of it is there: asked first, since most lines have none."""
_AT_START = re.compile(
    r"""(\#{1,6}(?=\s|$)                 # heading
      | >                                # quotation
      | [-+](?=\s|$) | -{2,} | -(?=(\s*-)+\s*$) | ~{3,}
      | \|? \s* :?-+:? \s* (\|\s*:?-+:?\s*)* \|? $   # the rule of a table
      | \d{1,9}[.)](?=\s|$))            # ordered list""",
    re.VERBOSE,
)


def new_parser() -> MarkdownIt:
    """A parser of CommonMark with tables and notes, without HTML, whose links are safe."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most of Chinese does without

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = is_safe_link  # type: ignore[method-assign]
    add_notes(parser)
    return parser


@cache
def _parser() -> MarkdownIt:
    return new_parser()


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


def is_image(text: str) -> bool:
    """Whether inline Markdown is an image and nothing else."""
    if not text.startswith("!["):
        return False
    (whole,) = _parser().parseInline(text)
    children = whole.children or []
    return len(children) == 1 and children[0].type == "image"


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
    if _MAYBE_INLINE.search(line):
        line = _INLINE.sub(lambda match: "\\" + match[0], line)
    start = _AT_START.match(line)
    return _escape_start(start) + line[start.end() :] if start else line


def escape_cell(text: str) -> str:
    """Plain text as a table cell: `escape`, and bars as well."""
    return escape(text).replace("|", "\\|")


def _escape_start(match: re.Match[str]) -> str:
    mark = match[0]
    if mark[0].isdigit():
        return f"{mark[:-1]}\\{mark[-1]}"
    return "\\" + mark
