"""Nothing is lost and nothing invented: kept + named as removed = all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content.load import parse_document
from sitegen.content.markdown import plain_text
from sitegen.ingest.draft import Draft
from sitegen.ingest.read import Seed, read_seed
from sitegen.ingest.seed import Parsed, parse_seed
from sitegen.ingest.write import document_text
from sitegen.model import Meta
from sitegen.search.tokens import Tokenizer

CUT = Tokenizer().cut
ROOT = Path(__file__).parents[2]
INVISIBLE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def visible(text: str) -> str:
    return INVISIBLE.sub("", text)


def shown(draft: Draft) -> str:
    """All text of a document as its index.md shows it once read back."""
    meta = draft.meta
    slugged = Meta(**{**{f: getattr(meta, f) for f in Meta.__slots__}, "slug": "a"})
    document = parse_document(document_text(draft, slugged), file="index.md", folder="a")
    parts = [meta.kicker, meta.title, meta.subtitle]
    parts += [note.removeprefix("continued: ") for note in meta.notes if ":" in note]
    for section in document.walk():
        parts += [plain_text(section.title), *(block.plain for block in section.blocks)]
    return visible("".join(parts))


def account(parsed: Parsed, source: str) -> None:
    kept = "".join(shown(draft) for draft in parsed.drafts)
    invented = Counter(kept) - Counter(visible(source))
    assert not invented
    removed = sum(n for name, n in parsed.removed.items() if "zero-width" not in name)
    assert len(kept) + removed == len(visible(source))


def real_seeds(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.txt"))


@pytest.mark.parametrize("path", real_seeds(ROOT / "seeds"), ids=lambda path: path.name)
def test_demo_seeds(path: Path) -> None:
    seed = read_seed(path, path.name, file=path.name)
    account(parse_seed(seed, CUT), seed.text)


def test_real_seeds(shared: Path) -> None:
    paths = real_seeds(shared / "seeds")
    assert len(paths) == 5
    total = 0
    for path in paths:
        seed = read_seed(path, path.name, file=path.name)
        parsed = parse_seed(seed, CUT)
        account(parsed, seed.text)
        total += len(parsed.drafts)
    assert total >= 10


LINES = st.one_of(
    st.sampled_from(
        [
            "一、总体目标",
            "二、主要任务",
            "(一)突出重点",
            "（二）抓好落实",
            "第一章 总则",
            "第一条 为了规范管理,制定本办法。",
            "一是加强领导。各单位要落实责任。",
            "## 城市更新提速",
            "(上接一版)",
            "本报讯(记者 城建组)昨日,项目开工。",
            "记者 综合部/文",
            "2024年3月14日",
            "市人民政府办公室",
            "我市已建成公园游",
            "园1200个,主城区绿化覆盖率41%以上。",
            "▲第一项。▲第二项。 |",
            "专栏1:轨道交通 |",
            "指标 | 2023 | 2024",
            "就业 | 12万人 | 13万人",
            "指标\t2023\t2024",
            "就业\t\t13万人",
            "马　骏　市教育局",
            "品名  单位",
            "市信访局　2025年7月8日",
            "- 第一项",
            "1. 落实政策。",
            "创新郑州 科技添动力",
            "1 关于项目",
            "2 关于更新",
            "3 关于消费",
            "*星号* 与 _下划线_ 和 [括号](x) 以及 <b>标签</b> &amp; `代码`",
        ]
    ),
    st.text(alphabet="郑州更新0123%,。“”()、：#|*>-_[]<&\\ab ", max_size=30),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_any_mix_of_lines(lines: list[str], newline: str) -> None:
    source = newline.join(lines)
    parsed = parse_seed(Seed("a.txt", source, "UTF-8", ""), CUT)
    derived = [d for d in parsed.drafts if _is_derived(d, source)]
    if not derived:  # a title made of the first clause stands twice
        account(parsed, source)


def _is_derived(draft: Draft, source: str) -> bool:
    title = visible(draft.meta.title)
    text = "".join(visible(piece.text) for piece in draft.pieces)
    return title in text or not title or draft.meta.title == "无题"
