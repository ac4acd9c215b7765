"""Running ingest on a site: what is written, what is kept, what is said."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from sitegen.config import load_config
from sitegen.errors import ContentError, SeedError
from sitegen.ingest import read as reading
from sitegen.ingest.run import IngestReport, ingest
from sitegen.model import Severity

NOTICE = """关于做好城市更新工作的通知
一、总体要求
坚持规划先行,分步实施,逐年推进各项工作。
二、主要任务
全年更新改造老旧小区120个,惠及居民3万户。
"""
SLUG = "guan-yu-zuo-hao-cheng-shi-geng-xin-gong-zuo-de-tong-zhi"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "sitegen.toml").write_text('title = "试验"\n', encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/notice.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


def run(site: Path, *sources: str, check: bool = False) -> IngestReport:
    return ingest(load_config(site), [Path(s) for s in sources], check=check)


def index(site: Path, slug: str = SLUG) -> Path:
    return site / "content" / slug / "index.md"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_seed_becomes_a_document_that_reads_as_typed(site: Path) -> None:
    report = run(site)
    assert report.written == 1
    assert index(site).read_text("utf-8") == (
        f"---\ntitle: 关于做好城市更新工作的通知\nslug: {SLUG}\nsource: notice.txt\n---\n\n"
        "## 一、总体要求\n\n坚持规划先行,分步实施,逐年推进各项工作。\n\n"
        "## 二、主要任务\n\n全年更新改造老旧小区120个,惠及居民3万户。\n"
    )
    assert "2 headings (2 numbered)" in "\n".join(report.seeds[0].lines())


def test_a_second_run_changes_nothing_and_reads_nothing(site: Path) -> None:
    run(site)
    before = snapshot(site / "content")
    report = run(site)
    assert (report.seeds, report.written) == ((), 0)
    assert snapshot(site / "content") == before


def test_seeds_that_are_known_not_to_have_changed_are_not_read(site: Path) -> None:
    run(site)
    for seed in (site / "seeds").iterdir():
        seed.write_bytes(b"\x00\xff")
    names = {seed.name for seed in (site / "seeds").iterdir()}
    report = ingest(load_config(site), settled=names)
    assert (report.seeds, report.problems) == ((), ())
    assert ingest(load_config(site)).problems


def test_naming_an_unchanged_seed_reads_it_again_with_the_same_result(site: Path) -> None:
    run(site)
    before = snapshot(site / "content")
    assert len(run(site, "seeds/notice.txt").seeds) == 1
    assert snapshot(site / "content") == before


def test_check_shows_a_diff_and_writes_nothing(site: Path) -> None:
    before = snapshot(site)
    report = run(site, check=True)
    assert "+## 一、总体要求" in report.diff
    assert snapshot(site) == before


def test_a_changed_seed_replaces_a_document_that_nobody_edited(site: Path) -> None:
    run(site)
    (site / "seeds/notice.txt").write_text(NOTICE.replace("120个", "130个"), encoding="utf-8")
    assert run(site).written == 1
    assert "130个" in index(site).read_text("utf-8")


def test_an_edit_and_a_changed_seed_are_merged(site: Path) -> None:
    run(site)
    edited = index(site).read_text("utf-8").replace("## 一、总体要求", "## 一、要求")
    index(site).write_text(edited, encoding="utf-8")
    (site / "seeds/notice.txt").write_text(NOTICE.replace("120个", "130个"), encoding="utf-8")
    report = run(site)
    assert not report.problems
    text = index(site).read_text("utf-8")
    assert "## 一、要求" in text
    assert "130个" in text


def test_where_both_changed_the_same_line_the_person_wins_and_hears_of_it(site: Path) -> None:
    run(site)
    edited = index(site).read_text("utf-8").replace("120个", "一百二十个")
    index(site).write_text(edited, encoding="utf-8")
    (site / "seeds/notice.txt").write_text(NOTICE.replace("120个", "130个"), encoding="utf-8")
    report = run(site)
    assert "一百二十个" in index(site).read_text("utf-8")
    (problem,) = report.problems
    assert problem.severity is Severity.WARNING
    line = index(site).read_text("utf-8").split("\n")[problem.line - 1]
    assert "一百二十个" in line


def test_without_the_old_text_the_persons_text_is_kept_whole(site: Path) -> None:
    run(site)
    edited = index(site).read_text("utf-8") + "\n人写的一句话。\n"
    index(site).write_text(edited, encoding="utf-8")
    for base in (site / ".sitegen/ingested").iterdir():
        base.unlink()
    (site / "seeds/notice.txt").write_text(NOTICE.replace("120个", "130个"), encoding="utf-8")
    report = run(site)
    assert index(site).read_text("utf-8") == edited
    assert "kept your text" in str(report.problems[0])


def test_a_document_of_a_person_with_the_same_slug_is_not_touched(site: Path) -> None:
    index(site).parent.mkdir(parents=True)
    index(site).write_text("---\ntitle: 自己写的\n---\n\n正文。\n", encoding="utf-8")
    run(site)
    assert "自己写的" in index(site).read_text("utf-8")
    assert index(site, SLUG + "-2").is_file()


def test_an_english_catalog_follows_the_document(site: Path) -> None:
    run(site)
    catalog = index(site).parent / "en.po"
    catalog.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "全年更新改造老旧小区120个,惠及居民3万户。"\nmsgstr "By a person."\n',
        encoding="utf-8",
    )
    (site / "seeds/notice.txt").write_text(NOTICE.replace("120个", "130个"), encoding="utf-8")
    run(site)
    text = catalog.read_text("utf-8")
    assert "fuzzy" in text
    assert "By a person." in text
    assert "130个" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\xe3\x80\x80\n", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"PK\x03\x04\x00\x00\x00\x08" * 100, "binary"),
        (b"\xff\xfe\x00", "UTF-16"),
        ("通知".encode() + b"\xff\xfe\xfd" * 40, "UTF-8"),
    ],
)
def test_a_seed_that_is_no_text_is_one_problem_and_costs_nothing(
    site: Path, data: bytes, words: str
) -> None:
    run(site)
    before = snapshot(site / "content")
    (site / "seeds/bad.txt").write_bytes(data)
    report = run(site)
    (problem,) = report.problems
    assert problem.file == "seeds/bad.txt"
    assert problem.severity is Severity.ERROR
    assert words in problem.message
    assert snapshot(site / "content") == before


def test_a_seed_too_large_is_refused_before_it_is_read(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    (site / "seeds/big.txt").write_bytes(b"a" * 1001)
    (problem,) = run(site).problems
    assert "split it" in problem.message


def test_other_files_in_seeds_are_named(site: Path) -> None:
    (site / "seeds/page.xyz").write_bytes(b"x")
    (site / "seeds/.DS_Store").write_bytes(b"x")
    (problem,) = run(site).problems
    assert problem.file == "seeds/page.xyz"
    assert problem.severity is Severity.WARNING


def test_a_source_outside_seeds_is_refused(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere.txt"
    outside.write_text(NOTICE, encoding="utf-8")
    with pytest.raises(SeedError, match="copy it there first"):
        run(site, str(outside))


def test_a_damaged_record_is_one_line(site: Path) -> None:
    run(site)
    (site / "content/.ingest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ContentError, match="restore it"):
        run(site)
    newer = json.dumps({"format": 99, "seeds": {}})
    (site / "content/.ingest.json").write_text(newer, encoding="utf-8")
    with pytest.raises(ContentError, match="newer"):
        run(site)


def test_a_link_out_of_seeds_is_not_followed(site: Path, tmp_path: Path) -> None:
    secret = tmp_path.parent / f"{tmp_path.name}-secret.txt"
    secret.write_text("不该出现的内容。\n", encoding="utf-8")
    (site / "seeds/link.txt").symlink_to(secret)
    run(site)
    assert all("不该出现" not in p.read_text("utf-8") for p in site.glob("content/*/index.md"))


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
    ],
)
def test_encodings_are_told_apart(encoding: str, name: str) -> None:
    text, found = reading.decode(NOTICE.encode(encoding), file="a.txt")
    assert (text.removeprefix("\ufeff"), found) == (NOTICE, name)


def test_big5_is_told_from_gb18030() -> None:
    text = "關於做好城市更新工作的通知\n全年更新改造老舊小區，惠及居民。\n"
    assert reading.decode(text.encode("big5"), file="a.txt") == (text, "Big5")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_text_is_told_and_left_out(site: Path) -> None:
    """As archives packed on Chinese Windows have them."""
    name = os.fsdecode("文件.txt".encode("gbk"))
    (site / "seeds" / name).write_text(NOTICE, encoding="utf-8")
    report = run(site)
    assert report.written == 1
    [problem] = report.problems
    assert "its name is not UTF-8" in str(problem)
    str(problem).encode()
    with pytest.raises(SeedError, match="its name is not UTF-8"):
        run(site, str(site / "seeds" / name))


def test_what_is_no_file_of_the_site_is_told_and_left_out(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text(NOTICE, encoding="utf-8")
    seeds = site / "seeds"
    (seeds / "leaves.txt").symlink_to(outside)
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "nowhere.txt").symlink_to(site / "none.txt")
    os.mkfifo(seeds / "pipe.txt")
    report = run(site)
    assert report.written == 1
    told = {problem.file: problem.message for problem in report.problems}
    assert "leaves the site" in told.pop("seeds/leaves.txt")
    assert {*told} == {"seeds/loop.txt", "seeds/nowhere.txt", "seeds/pipe.txt"}
    assert all("is left out" in message for message in told.values())
