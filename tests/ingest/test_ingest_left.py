"""Documents that no seed has any more are named, by whatever looks at the site, and stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.content.check import check_site
from sitegen.content.load import load_library
from sitegen.ingest.run import ingest
from sitegen.model import Severity

PAGE = """关于发展养老服务的通知
坚持居家为主,统筹推进社区养老服务建设。
"""
TWO = """春耕开始
本报讯(记者 李娜)全市春耕春播工作全面展开,农机手已经下田作业。
夏粮归仓
本报讯(记者 王芳)全市夏粮收获工作基本结束,各地粮库开始收粮。
"""
GONE = (
    "content/{0}/index.md: it comes from seeds/{1}, which is not there any more; "
    "delete content/{0}/, or remove the line `source:` to keep it as a document of its own"
)
TAKEN_OUT = (
    "content/{0}/index.md: its article is no longer in seeds/{1}; "
    "delete content/{0}/, or remove the line `source:` to keep it as a document of its own"
)
NOTICE, SPRING, SUMMER = (
    "guan-yu-fa-zhan-yang-lao-fu-wu-de-tong-zhi",
    "chun-geng-kai-shi",
    "xia-liang-gui-cang",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site with a notice, a page of two articles, and a document without a seed."""
    (tmp_path / "sitegen.toml").write_text('title = "公报"\n', encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/notice.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "seeds/page.txt").write_text(TWO, encoding="utf-8")
    (tmp_path / "content/typed").mkdir(parents=True)
    (tmp_path / "content/typed/index.md").write_text("# 手记\n\n正文在此。\n", encoding="utf-8")
    assert built(tmp_path) == []
    folders = {path.name for path in (tmp_path / "content").iterdir() if path.is_dir()}
    assert folders == {"typed", NOTICE, SPRING, SUMMER}
    return tmp_path


def built(site: Path, *, strict: bool = False) -> list[str]:
    """What a build warns of."""
    found = build_site(load_config(site), jobs=1, strict=strict).problems
    return [str(problem) for problem in found if problem.severity is Severity.WARNING]


def told(site: Path) -> list[str]:
    """What a build warns of: the same as a clean one, a strict one, ingest and check."""
    config = load_config(site)
    said = [str(problem) for problem in ingest(config, check=True).left]
    assert built(site) == said
    assert [str(problem) for problem in ingest(config).left] == said
    assert built(site) == said  # nothing to do
    shutil.rmtree(site / ".sitegen/cache")
    assert built(site) == said
    checked = [str(problem) for problem in check_site(config, load_library(config))]
    assert [line for line in checked if "source:" in line] == said
    assert [line for line in built(site, strict=True) if "source:" in line] == said
    return said


def test_a_deleted_seed_leaves_a_document_that_is_named(site: Path) -> None:
    (site / "seeds/notice.txt").unlink()
    assert told(site) == [GONE.format(NOTICE, "notice.txt")]
    assert (site / "public/docs" / NOTICE / "index.html").is_file()


def test_an_article_taken_out_of_its_seed_is_named(site: Path) -> None:
    rest = TWO[: TWO.index("夏粮归仓")]
    (site / "seeds/page.txt").write_text(rest, encoding="utf-8")
    assert told(site) == [TAKEN_OUT.format(SUMMER, "page.txt")]


def test_nothing_is_said_when_a_person_has_decided(site: Path) -> None:
    (site / "seeds/notice.txt").unlink()
    (site / "seeds/page.txt").unlink()
    assert len(told(site)) == 3
    for slug in (NOTICE, SPRING):
        shutil.rmtree(site / "content" / slug)
    index = site / "content" / SUMMER / "index.md"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("source: page.txt\n", ""), encoding="utf-8")
    assert told(site) == []
    assert (site / "public/docs" / SUMMER / "index.html").is_file()


def test_renamed_seeds_and_folders_are_not_gone(site: Path) -> None:
    (site / "seeds/notice.txt").rename(site / "seeds/2025-notice.txt")
    (site / "content" / SPRING).rename(site / "content/spring")
    assert told(site) == []


def test_a_seed_that_is_back_is_not_gone(site: Path) -> None:
    (site / "seeds/notice.txt").unlink()
    assert len(told(site)) == 1
    (site / "seeds/notice.txt").write_text(PAGE, encoding="utf-8")
    assert told(site) == []
