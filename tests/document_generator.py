"""Documents that no editor would write: fragments of every kind in random order.

Each fragment that could become markup carries `canary`, so that a page tells whether it did.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from build_sites import built

from sitegen.errors import SitegenError

MARKUP = (
    "<script>canary()</script>",
    "<canary-tag onclick=canary()>",
    "<img src=canary onerror=canary()>",
    '"><iframe src="//canary.example"></iframe>',
    "</title></head></main></body><style>canary{}</style>",
    "<svg/onload=canary()>",
    "<!-- canary --><base href=//canary.example>",
    "<![CDATA[canary]]><?canary?>",
    "[甲](javascript:canary())",
    "[乙](JaVa&#x09;ScRiPt&colon;canary())",
    "[丙](data:text/html,canary)",
    "![丁](vbscript:canary)",
    "<javascript:canary()>",
    '[戊](https://example.org/"onmouseover="canary())',
    "[己]: javascript:canary()\n[己]",
    "{{ canary }}{% canary %}{# canary #}",
    "&lt;canary&gt;&#60;canary&#62;&canary;",
    "<a href='canary' style='canary'>",
    "`<canary>` **<canary>** *<canary>*",
)
CONTROLS = "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\u200b\u200e\u202e\u2066\u2069\ufeff\ufffe\uffff"
ODD = (
    *CONTROLS,
    "\U000e0001",
    "\u0301" * 40,
    "𠮷野家𪚥",
    "👨‍👩‍👧‍👦",
    "Ａ１！",
    "ﷺ",
    "\u2028\u2029",
    "a" * 300,
    "字" * 700,
    "　" * 30,
)
LINES = (
    "一、总体要求",
    "（一）主要目标。到2027年，覆盖率达到90%。",
    "第一章 总则",
    "第三条 本办法自公布之日起施行。",
    "1. 第一项",
    "① 甲 ② 乙",
    "▲图为现场。 新华社发",
    "市人民政府办公室",
    "2025年3月9日",
    "2025年13月45日",
    "（上接一版）",
    "本报记者 王某 报道",
    "各区县人民政府：",
    "全市完成投资12.5亿元，同比增长3.1%，新增2.37万张床位。",
    "Total investment rose by 3.1 percent to 1.25 billion yuan.",
)
BLOCKS = (
    "# 标题",
    "## {}",
    "###### {}",
    "####### {}",
    "Setext {}\n======",
    "- {}\n  - {}\n    1. {}",
    "> {}\n>> {}",
    "| {} | {} |\n|---|:-:|\n| {} | |",
    "| {} |\n|---|\n",
    "```\n{}\n```",
    "~~~ {}\n{}",
    "    {}",
    "---",
    "[^1]: {}\n\n{}[^1]",
    "![{}](p.png)",
    "[{}](../nowhere/#x)",
    "<https://example.org/?a=1&b=2> {}",
    "{}  \n{}\\\n{}",
    "* * *\n+ {}\n1) {}",
    "|{}\t{}\t{}",
    ">" * 60 + " {}",
    "[" * 60 + "{}" + "]" * 60,
    "**" * 30 + "{}",
)
KEYS = (
    "subtitle: {}",
    "kicker: {}",
    "publisher: {}",
    "authors: [{}, {}]",
    "tags: [{}, {}]",
    "notes: [{}]",
    "date: 2025-02-03",
    "lang: en",
    "source: {}",
)
WRONG = ("slug: ../../x", "date: 2025-13-45", "tags: &a [*a]", "x: !!python/object:os.system", "{")
"""Front matter that has to be refused in a line."""
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16")


class Generator:
    """Documents by chance; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def site(self, root: Path, count: int) -> None:
        """Write a site of `count` documents, half of them seeds, with translations."""
        (root / "seeds").mkdir(parents=True)
        title = MARKUP[self._chance.randrange(len(MARKUP))].replace("\n", " ")
        (root / "sitegen.toml").write_text(f"title = '''{title}'''\n", encoding="utf-8")
        for number in range(count):
            if number % 2:
                self._content(root / "content" / f"d{number}")
            else:
                self._seed(root / "seeds" / f"s{number}")
        terms = "".join(f'词{n},"{self._inline()}",\n' for n in range(3)).replace('""', "")
        (root / "content").mkdir(exist_ok=True)
        (root / "content" / "glossary.csv").write_text("zh,en,note\n" + terms, encoding="utf-8")

    def _seed(self, path: Path) -> None:
        suffix = self._chance.choice((".txt", ".txt", ".md"))
        data = self._body().encode(self._chance.choice(ENCODINGS), "ignore")
        if self._chance.random() < 0.05:
            data = data[: self._chance.randrange(len(data) + 1)]
        path.with_suffix(suffix).write_bytes(data)

    def _content(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        lines = [f"title: {_quoted(self._inline())}"]
        for key in self._chance.sample(KEYS, self._chance.randrange(len(KEYS))):
            lines.append(key.format(*(_quoted(self._inline()) for _ in range(key.count("{}")))))
        if self._chance.random() < 0.02:
            lines.append(self._chance.choice(WRONG))
        body = self._body()
        front = "\n".join(lines)
        (folder / "index.md").write_text(f"---\n{front}\n---\n{body}", "utf-8", "replace")
        if self._chance.random() < 0.5:
            (folder / "en.po").write_text(self._catalog(body), "utf-8", "replace")

    def _catalog(self, body: str) -> str:
        entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
        for line in sorted({line.strip() for line in body.splitlines()}):
            if line.isprintable() and line and self._chance.random() < 0.6:
                unit = line.lstrip("# >-")
                entries.append(f"msgid {_po(unit)}\nmsgstr {_po('English ' + self._inline())}\n")
        return "\n".join(dict.fromkeys(entries))

    def _body(self) -> str:
        return "\n\n".join(self._block() for _ in range(self._chance.randrange(1, 14)))

    def _block(self) -> str:
        kind = self._chance.random()
        if kind < 0.35:
            return "\n".join(self._chance.choices(LINES, k=self._chance.randrange(1, 4)))
        if kind < 0.5:
            return self._inline()
        shape = self._chance.choice(BLOCKS)
        return shape.format(*(self._inline() for _ in range(shape.count("{}"))))

    def _inline(self) -> str:
        pools = (MARKUP, LINES, ODD)
        picked = (self._chance.choice(self._chance.choice(pools)) for _ in range(3))
        return " ".join(picked).replace("\n", " ") if self._chance.random() < 0.9 else ""


def _quoted(text: str) -> str:
    inside = "".join(sign for sign in text if sign.isprintable() or sign == " ")
    return "'" + inside.replace("'", "''") + "'"


def _po(text: str) -> str:
    inside = "".join(sign for sign in text if sign.isprintable() or sign == " ")
    return '"' + inside.replace("\\", "\\\\").replace('"', '\\"') + '"'


def built_without_wrong_ones(root: Path) -> list[str]:
    """Build a site as an editor would who takes out each document that is refused.

    Returns what was said of those. Anything but such a line is raised.
    """
    said: list[str] = []
    while True:
        try:
            built(root)
        except SitegenError as error:
            said += map(str, error.problems)
            for file in {problem.file for problem in error.problems}:  # one may have several
                _take_out(root, file)
        else:
            return said


def _take_out(root: Path, file: str) -> None:
    path = root / file
    if path.name == "index.md":
        shutil.rmtree(path.parent)
    elif path.parent.is_dir():  # else it went with its document
        path.unlink()  # raises for a problem that names no file: nobody could mend it
