"""What the steps of ingest pass to each other: a document as a flat list of pieces.

lines ──classify──> pieces ──flow──> paragraphs and headings ──articles──> one list each
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from sitegen.ingest.marks import Mark


class Kind(StrEnum):
    """What a piece is in the structure."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"


class Role(StrEnum):
    """What a text says about the document rather than in it."""

    BODY = ""
    BYLINE = "byline"
    DATE = "date"
    ISSUE = "issue line"
    SIGNATURE = "signature"
    ADDRESSEE = "addressee"
    CAPTION = "caption"
    ISSUER = "issuing authority"
    TITLE = "title"
    SPEAKER = "speaker"
    CONTINUED = "continuation mark"
    NUMBER = "document number"
    LABEL = "labelled line"
    COPY = "copy line"
    DEFINITION = "definition"


_TEXT, _ITEM, _BODY = Kind.TEXT, Kind.ITEM, Role.BODY
"""Asked of every piece many times; Python 3.11 takes its time over a member of an enumeration."""


class Piece(NamedTuple):
    """A heading, paragraph, list item or table, with the reason why it is one.

    A tuple, as a line and its mark are: a seed has thousands, and a dataclass is four times slower.
    """

    kind: Kind
    text: str
    line: int
    """1-based line of the seed on which it begins."""
    why: str = ""
    """For --explain: which rule decided."""
    level: int = 0
    """Headings: level in the written document (2..6), 0 while undecided; `#` marks give theirs."""
    mark: Mark | None = None
    role: Role = Role.BODY
    rows: tuple[tuple[str, ...], ...] = ()
    """Tables: cells, the header first."""
    marker: str = "-"
    """Items: `-` or `1.`."""
    markdown: bool = False
    """Whether `text` is Markdown already and must not be escaped."""
    width: int = 0
    """Length of the source line in characters: lines of one length were cut by layout."""
    fresh: bool = True
    """Whether an empty line stands before it; in Markdown only that parts paragraphs."""
    depth: int = 0
    """Items of Markdown: nesting depth, 0 at the top."""
    hangs: bool = False
    """Texts of Markdown: whether it is indented under the item above."""
    joined: tuple[int, ...] = ()
    """Lines that were joined to this one (column breaks)."""

    @property
    def is_body(self) -> bool:
        """Whether this is running text without a special role."""
        return self.kind is _TEXT and self.role is _BODY

    @property
    def is_open(self) -> bool:
        """Whether the next line may go on with it: body text, or an item of Markdown."""
        return self.is_body or (self.markdown and self.kind is _ITEM)


_CLOSERS = "\"'”’』」)）】》〉\\]"
TERMINAL = "。!?！？;；:：…"
_COMPLETE = re.compile(rf"(?:[{TERMINAL}][{_CLOSERS}]*|——|\.[{_CLOSERS}]*)\s*$")
_JUMP_TAIL = re.compile(
    r"[(\uff08【\[][^()\uff08\uff09]{0,4}(?:下转|转第|上接|紧接)[^()\uff08\uff09]{1,14}[)\uff09】\]]$"
)
"""`(下转三版)`: the end of what this page holds."""
_CREDIT_TAIL = re.compile(
    r"[。!?！？…”][\s]*[(（]?(?:本报)?(?:首席|见习|实习|全媒体)?(?:记者|通讯员|(?:责任|见习)?编辑|责编)"
    r"[\s:：][^。,，;；]{1,40}[)）]?$"
)


def is_complete(text: str) -> bool:
    """Whether a text ends where a sentence may end, or is a remark all in brackets.

    A byline behind the last sentence counts as its end.
    """
    if text[-1:] in TERMINAL or (text[:1] in "(（" and text[-1:] in ")）"):
        return True
    tail = text[-60:]
    if _JUMP_TAIL.search(tail):
        return True
    return bool(_COMPLETE.search(tail[-12:]) or _CREDIT_TAIL.search(tail))


def open_brackets(text: str) -> bool:
    """Whether a quotation or bracket that begins in the text is still open at its end."""
    pairs = ("“”", "《》", "()", "（）", "【】", "『』", "「」")
    return any(text.count(pair[0]) > text.count(pair[1]) for pair in pairs)
