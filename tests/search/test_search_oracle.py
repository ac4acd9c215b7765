"""The browser against Whoosh, and against the texts themselves."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from browser import ask, needs_node, save
from builders import document, library, pseudo_document
from counting import counted_words
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from whoosh import fields, formats, query, scoring

from sitegen.content.library import Library
from sitegen.search.chunks import Chunk, chunks
from sitegen.search.codec import PrivateStorage
from sitegen.search.entries import Entry, Passage, entries
from sitegen.search.export import write
from sitegen.search.fold import fold, squeezed
from sitegen.search.index import SCALE, invert
from sitegen.search.layout import Layout
from sitegen.search.schema import TEXT, Bm25f
from sitegen.search.tokens import Tokenizer

SHARED = Path(__file__).parents[3] / "shared" / "seeds"
SMALL = Layout(shard=400, pack=900, overflow=60, inline=6, block=4, group=2, fanout=5)
TOKENIZER = Tokenizer()
WORDS = re.findall(
    r"\S+",
    "郑州 全市 经济 发展 保障性住房 城中村 改造 人工智能 产业链 重点项目 高质量 居民 收入 增长 "
    "7.4% 2024年 GDP 1,234万元 航空港 枢纽 枢纽建设 教育 医疗 养老服务 就业 创业 投资 消费 "
    "的 和 在 推进 加快 完成 目标 任务 covid-19 5G 黄河 生态 保护 农村 振兴 乡村振兴",
)


def shared_library() -> Library:
    return library(
        pseudo_document(f"seed-{i}", path.read_text(encoding="utf-8"))
        for i, path in enumerate(sorted(SHARED.glob("*.txt")))
    )


def generated_library() -> Library:
    chance = random.Random(7)

    def paragraph() -> str:
        sentence = "，".join("".join(chance.choices(WORDS, k=5)) for _ in range(4))
        return f"{sentence}。"

    return library(
        document(
            f"d{n}",
            "".join(chance.choices(WORDS, k=3)),
            [
                ("".join(chance.choices(WORDS, k=2)) if part else "", [paragraph() for _ in "abc"])
                for part in range(4)
            ],
        )
        for n in range(30)
    )


COLLECTIONS = [
    pytest.param(generated_library, id="generated"),
    pytest.param(
        shared_library,
        id="seeds",
        marks=pytest.mark.skipif(
            not SHARED.is_dir(), reason="the sample seeds are not beside the repository"
        ),
    ),
]


class Collection:
    """A library indexed once, with its runs of Chinese characters."""

    def __init__(self, made: Library, folder: Path, layout: Layout) -> None:
        self.entries = list(entries(made))
        self.chunks = list(chunks(self.entries, 400))
        index = invert(self.chunks, TOKENIZER, layout=layout)
        self.folder = save(write(self.chunks, index, layout, TOKENIZER), folder)
        self.texts = [[p.text for p in entry.passages] for entry in self.entries]

    def holds(self, run: str) -> list[Entry]:
        return [
            entry
            for entry in self.entries
            if any(run in squeezed(fold(text)) for text in passages_of(entry))
        ]

    def runs(self, chance: random.Random, sizes: Sequence[int], count: int) -> Iterator[str]:
        texts = [run for texts in self.texts for t in texts for run in re.findall("[一-鿕]{2,}", t)]
        while count:
            text, size = chance.choice(texts), chance.choice(sizes)
            if len(text) >= size:
                start = chance.randrange(len(text) - size + 1)
                yield text[start : start + size]
                count -= 1


def passages_of(entry: Entry) -> list[str]:
    return [entry.title, *(passage.text for passage in entry.passages)]


@pytest.fixture(scope="module", params=COLLECTIONS)
def collection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Collection:
    return Collection(request.param(), tmp_path_factory.mktemp("site"), SMALL)


@needs_node
def test_base_ranking_is_whooshs_own(collection: Collection) -> None:
    chance = random.Random(100)
    queries = list(collection.runs(chance, (4, 6, 8, 12), 80))
    pairs = collection.runs(chance, (2, 4), 120)
    queries += [f"{a} {b}" for a, b in zip(pairs, pairs, strict=True)]
    answers = ask(collection.folder, [{"query": q, "base": True} for q in queries])
    # A run that begins and ends inside words may have no word of its own.
    cut = [pair for pair in zip(queries, answers, strict=True) if pair[1]["words"]]
    assert len(cut) >= 100
    oracle = Oracle(collection.chunks)
    for typed, answer in cut:
        expected = oracle.scores(answer["words"])
        best = sorted(expected.values(), reverse=True)[:10]
        # Each impact is rounded to the nearest 1/SCALE before it is multiplied by the rarity.
        near = 0.51 * sum(map(oracle.rarity, answer["words"])) / SCALE
        assert len(answer["ranked"]) == len(best), typed
        for (chunk, score), whoosh in zip(answer["ranked"], best, strict=True):
            assert score / SCALE == pytest.approx(whoosh, abs=near), typed
            assert expected[chunk] == pytest.approx(whoosh, abs=2 * near), typed


def test_the_vectors_of_the_ranking_are_whooshs_own(vectors: Any) -> None:
    parameters = Bm25f()
    for case in vectors("rank")["bm25"]:
        points = scoring.bm25(1.0, case["count"], case["length"], 1.0, parameters.b, parameters.k1)
        assert points == pytest.approx(case["points"], abs=1e-6)
    for case in vectors("rank")["rarity"]:
        rarity = Weighted(case["chunks"], case["frequency"]).idf()
        assert rarity == pytest.approx(case["rarity"], abs=1e-6)


class Weighted:
    """What Whoosh's idf asks of a searcher, and its answer."""

    def __init__(self, chunks: int, frequency: int) -> None:
        self._chunks, self._frequency = chunks, frequency

    def idf(self) -> float:
        return float(scoring.BM25F().idf(self, TEXT, b""))

    def get_parent(self) -> Weighted:
        return self

    def doc_frequency(self, _field: str, _word: bytes) -> int:
        return self._frequency

    def doc_count_all(self) -> int:
        return self._chunks


class PostingAWord(fields.FieldType):
    """The words of a chunk as Whoosh itself would have them."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=True)

    def index(
        self, value: Mapping[str, int], **_options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in value.items():
            yield word.encode(), count, float(count), b""


class Oracle:
    """Whoosh's own files, reader and searcher over the same words."""

    def __init__(self, made: Sequence[Chunk]) -> None:
        index = PrivateStorage().create_index(fields.Schema(**{TEXT: PostingAWord()}))
        writer = index.writer()
        for words in counted_words(made, TOKENIZER):
            writer.add_document(**{TEXT: words})
        writer.commit()
        parameters = Bm25f()
        weighting = scoring.BM25F(B=parameters.b, K1=parameters.k1)
        self._searcher = index.searcher(weighting=weighting)
        self._weighting = weighting

    def rarity(self, word: str) -> float:
        return float(self._weighting.idf(self._searcher, TEXT, word.encode()))

    def scores(self, words: Sequence[str]) -> dict[int, float]:
        terms = [query.Term(TEXT, word) for word in words]
        results = self._searcher.search(query.Or(terms), limit=None)
        return {hit.docnum: hit.score for hit in results}


@needs_node
def test_what_you_can_read_you_can_find(collection: Collection) -> None:
    chance = random.Random(200)
    runs = list(collection.runs(chance, range(2, 9), 200))
    answers = ask(collection.folder, [{"query": run} for run in runs])
    for run, answer in zip(runs, answers, strict=True):
        holding = {entry.url.split("#")[0] for entry in collection.holds(run)}
        assert answer["problems"] == []
        first = answer["hits"][0]
        shown = squeezed(fold(first["snippet"])) + " " + squeezed(fold(first["title"]))
        assert run in shown, run
        assert first["url"].split("#")[0] in holding


@needs_node
def test_the_first_ten_hold_the_query_where_ten_do(collection: Collection) -> None:
    chance = random.Random(300)
    runs = list(collection.runs(chance, (2, 3, 4, 6), 80))
    answers = ask(collection.folder, [{"query": run} for run in runs])
    for run, answer in zip(runs, answers, strict=True):
        wanted = min(10, len(collection.holds(run)))
        shown = [squeezed(fold(f"{hit['snippet']} {hit['title']}")) for hit in answer["hits"]]
        assert [run in text for text in shown[:wanted]] == [True] * wanted, run


@needs_node
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.text(alphabet="郑州市保交房经济ab12 ，.", min_size=1, max_size=14),
        min_size=1,
        max_size=12,
    )
)
@example(texts=["12", "1.1"])
def test_every_run_of_a_text_finds_all_that_hold_it(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    found = [
        Entry("zh", f"d{n}", "题", "", f"docs/d{n}/", "", "", (Passage(f"p-{n}", text),))
        for n, text in enumerate(texts)
    ]
    layout = Layout(shard=60, pack=90, overflow=8, inline=2, block=2, group=3, fanout=2)
    made = [Chunk((one,)) for one in found]
    files = write(made, invert(made, TOKENIZER, layout=layout), layout, TOKENIZER)
    folder = save(files, tmp_path_factory.mktemp("site"))
    dense = {entry.document: squeezed(fold(entry.passages[0].text)) for entry in found}
    runs = {
        squeezed(text[start : start + size])
        for text in dense.values()
        for size in (1, 2, 3, 5, 7)
        for start in range(len(text) - size + 1)
    }
    holders = {run: {d for d, text in dense.items() if run in text} for run in runs - {""}}
    answers = ask(folder, [{"query": run, "options": {"limit": 50}} for run in holders])
    for (run, holding), answer in zip(holders.items(), answers, strict=True):
        hits = [hit["document"] for hit in answer["hits"]]
        assert set(hits[: len(holding)]) == holding, run
