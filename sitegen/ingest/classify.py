"""Lines to pieces: what each line says about itself by its marks.

Lines that carry no mark leave here as body text; `flow` decides which of them belong together
and which are headings that nothing marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from sitegen.content.blocks import join_soft_breaks
from sitegen.ingest import columns, tables
from sitegen.ingest.bylines import line_role, signed_line
from sitegen.ingest.lines import Line
from sitegen.ingest.marks import Mark, Style, parse_mark
from sitegen.ingest.numbering import article_lines, contents_lines, heading_lines
from sitegen.ingest.pages import page_furniture
from sitegen.ingest.pieces import Kind, Piece, Role
from sitegen.ingest.quotes import join_quotations
from sitegen.ingest.syntax import ATX, BULLET, COMMENT, DEFINITION, FENCE, RULE, SETEXT

_ASCII_MARKS = "<-*_=#"


def classify(
    lines: Sequence[Line],
    removed: Counter[str],
    *,
    markdown: bool = False,
    english: bool = False,
) -> list[Piece]:
    """Pieces in source order; characters that are layout (`|`, `▲`, `##`) count into `removed`.

    `markdown`: the seed is Markdown, so that its own lists and emphasis are kept. `english`: it is
    in English, where a number that begins a line may be one of the sentence (`28 June`).
    """
    if markdown:
        lines = join_quotations(lines, removed)
    return _Classifier(lines, removed, markdown, english).run()


class _Classifier:
    def __init__(
        self, lines: Sequence[Line], removed: Counter[str], markdown: bool, english: bool
    ) -> None:
        self._lines = lines
        self._removed = removed
        self._markdown = markdown
        self._marks = [parse_mark(line.text) for line in lines]
        if english:
            self._marks = [
                None if mark and mark.style is Style.TITLED else mark for mark in self._marks
            ]
        self._contents = contents_lines(lines)
        self._pages = page_furniture(lines)
        found = [] if markdown else columns.find(lines, self._contents | self._pages)
        self._columns = {table.start: table for table in found}
        rows = (range(table.start, table.end) for table in found)
        for position in chain(self._contents, *rows):
            self._marks[position] = None
        self._headings = heading_lines(lines, self._marks)
        self._articles = article_lines(lines, self._marks, self._headings)
        self._open: list[int] = []  # indents of the items that the next one may stand in
        self._is_parted = False  # whether a line was taken out that ends a paragraph of Markdown

    def run(self) -> list[Piece]:
        pieces: list[Piece] = []
        position = 0
        while position < len(self._lines):
            block = self._block(position)
            found, position = block or (list(self._line(position)), position + 1)
            if found:
                self._is_parted = False
            pieces.extend(found)
            if pieces and not (pieces[-1].kind is Kind.ITEM or pieces[-1].hangs):
                self._open.clear()
        return pieces

    def _block(self, position: int) -> tuple[list[Piece], int] | None:
        """A table or fenced code that begins here, with the position behind it."""
        line = self._lines[position]
        if self._markdown and (fence := FENCE.match(line.text)):
            return self._code(position, fence[1])
        if self._markdown and DEFINITION.match(line.text):
            return self._definition(position)
        if self._markdown and (setext := self._setext(position)):
            return [setext], position + 2
        if table := self._columns.get(position):
            return [table.piece], table.end
        if "|" in line.text:
            return tables.read(self._lines, position, self._removed, markdown=self._markdown)
        return None

    def _definition(self, position: int) -> tuple[list[Piece], int]:
        """A link's address or a note, each a paragraph of its own, with the lines that go on."""
        end = position + 1
        while end < len(self._lines) and self._goes_on(self._lines[end]):
            end += 1
        text = join_soft_breaks("\n".join(line.text for line in self._lines[position:end]))
        why, number = "defines a link or note", self._lines[position].number
        piece = Piece(Kind.TEXT, text, number, why, role=Role.DEFINITION, markdown=True)
        return [piece], end

    @staticmethod
    def _goes_on(line: Line) -> bool:
        starts = (DEFINITION, FENCE, ATX, BULLET, RULE)
        return not line.blank_before and not any(start.match(line.text) for start in starts)

    def _setext(self, position: int) -> Piece | None:
        """A heading underlined with `===` or `---` on the very next line."""
        line = self._lines[position]
        below = self._lines[position + 1] if position + 1 < len(self._lines) else None
        if below is None or below.blank_before or not line.blank_before:
            return None
        if not SETEXT.match(below.text) or ATX.match(line.text) or BULLET.match(line.text):
            return None
        self._removed["heading underline"] += len(below.text)
        level = 1 if below.text[0] == "=" else 2
        why = f"underlined with {below.text[0]}"
        mark = parse_mark(line.text)
        return Piece(
            Kind.HEADING, line.text, line.number, why, level=level, mark=mark, markdown=True
        )

    def _code(self, position: int, fence: str) -> tuple[list[Piece], int]:
        end = position + 1
        while end < len(self._lines) and not self._lines[end].text.startswith(fence):
            end += 1
        self._removed["code fence"] += 2 * len(fence)
        body = "\n".join(" " * line.indent + line.text for line in self._lines[position + 1 : end])
        first = self._lines[position].number
        return [Piece(Kind.CODE, body, first, "fenced code")], min(end + 1, len(self._lines))

    def _line(self, position: int) -> Iterator[Piece]:
        line = self._lines[position]
        text, number = line.text, line.number
        if text[0] in _ASCII_MARKS and (marked := self._marked(text, number)) is not None:
            self._is_parted = self._markdown and not marked
            yield from marked
        elif position in self._contents:
            self._removed["table of contents"] += len("".join(text.split()))
        elif position in self._pages:
            self._removed["page number or running head"] += len("".join(text.split()))
        elif position in self._articles:
            yield from self._article(line, self._marks[position])
        elif position in self._headings and not self._is_markdown_list(position):
            yield self._numbered(position)
        elif signed := self._signed(position):
            yield from signed
        else:
            yield from self._text(line, self._marks[position])

    def _marked(self, text: str, number: int) -> list[Piece] | None:
        """What a line is that its first character may show to be a comment, rule or heading."""
        if COMMENT.match(text):
            self._removed["HTML comment"] += len(text)
            return []
        if RULE.match(text):
            self._removed["rule"] += len(text)
            return []
        atx = ATX.match(text)
        return [self._atx(atx, number)] if atx else None

    def _is_markdown_list(self, position: int) -> bool:
        mark = self._marks[position]
        return self._markdown and mark is not None and mark.style is Style.DIGIT

    def _atx(self, match: re.Match[str], number: int) -> Piece:
        text = match[2] or ""
        self._removed["heading mark #"] += match[0].count("#") - text.count("#")
        if line_role(text) is Role.BYLINE:
            return Piece(Kind.TEXT, text, number, "looks like a byline", role=Role.BYLINE)
        return Piece(
            Kind.HEADING,
            text,
            number,
            f"marked with {match[1]}",
            level=len(match[1]),
            mark=parse_mark(text),
            markdown=self._markdown,
        )

    def _numbered(self, position: int) -> Piece:
        line, mark = self._lines[position], self._marks[position]
        style = mark.style if mark else ""
        text = line.text
        if text.endswith("|"):
            self._removed["|"] += 1
            text = text.rstrip("| ")
        why = f"short line numbered in the style {style}"
        return Piece(Kind.HEADING, text, line.number, why, mark=mark, markdown=self._markdown)

    def _signed(self, position: int) -> list[Piece]:
        """Signature and date that stand in one line, as two pieces; [] for any other line."""
        line = self._lines[position]
        if self._markdown or self._marks[position]:
            return []
        who, day = signed_line(line.text, closes=position == len(self._lines) - 1)
        if not who:
            return []
        return [
            Piece(Kind.TEXT, who, line.number, "signs beside the date", role=Role.SIGNATURE),
            Piece(Kind.TEXT, day, line.number, "looks like a date", role=Role.DATE),
        ]

    def _article(self, line: Line, mark: Mark | None) -> Iterator[Piece]:
        """`第一条 为了…`: the number is a heading of its own, the text its first paragraph."""
        head, rest = (mark.head, mark.rest) if mark else (line.text, "")
        why = "number of an article"
        number = line.number
        yield Piece(Kind.HEADING, head.strip(), number, why, mark=mark, markdown=self._markdown)
        if rest:
            yield Piece(
                Kind.TEXT,
                rest,
                number,
                "text of an article",
                markdown=self._markdown,
                width=len(line.text),
            )

    def _text(self, line: Line, mark: Mark | None) -> Iterator[Piece]:
        bullet = BULLET.match(line.text)
        role = line_role(line.text)
        if (
            role is not Role.BYLINE
            and bullet
            and (bullet[1] or self._markdown or bullet[2] in "-*•·")
        ):
            yield from self._items(line, bullet)
        elif self._markdown and mark and mark.style is Style.DIGIT:
            marker = mark.head.strip()
            self._removed["list mark"] += len(marker)
            yield Piece(
                Kind.ITEM,
                mark.rest,
                line.number,
                "list",
                marker=f"{mark.number}.",
                markdown=True,
                depth=self._depth(line),
            )
        else:
            yield Piece(
                Kind.TEXT,
                line.text,
                line.number,
                f"looks like a {role}" if role else "no mark",
                mark=mark,
                role=role,
                markdown=self._markdown,
                width=len(line.text),
                fresh=line.blank_before or self._is_parted,
                hangs=bool(self._open) and line.indent >= self._open[-1] + 2,
            )

    def _depth(self, line: Line) -> int:
        """How deep an item stands: in the one above when its indent is two characters more, as
        wide as the mark of that one, or wider.
        """
        while self._open and line.indent < self._open[-1] + 2:
            self._open.pop()
        self._open.append(line.indent)
        return len(self._open) - 1

    def _items(self, line: Line, bullet: re.Match[str]) -> Iterator[Piece]:
        depth = self._depth(line) if self._markdown else 0
        symbol = bullet[1]
        texts = line.text.split(symbol)[1:] if symbol else [line.text[bullet.end() :]]
        for text in texts:
            self._removed[symbol or "list mark"] += 1
            item = text.strip()
            if item:
                yield Piece(
                    Kind.ITEM,
                    item,
                    line.number,
                    "begins with a bullet",
                    markdown=self._markdown,
                    depth=depth,
                )
