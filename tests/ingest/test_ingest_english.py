"""Seeds in English: what becomes of their lines, and what readers of the site are told."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from sitegen.build import build_site
from sitegen.config import load_config
from sitegen.content.check import check_site
from sitegen.content.load import load_library
from sitegen.ingest.bylines import find_date
from sitegen.ingest.draft import Draft
from sitegen.ingest.read import Seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import body_text

NOTICE = """Notice on Water Supply
City Water Group
15 June 2025

Water will be cut on 28 June. The cut lasts six hours.
"""
PLAN = """City Plan for Housing and Water in 2025
Office of Planning
June 1, 2025

This plan sets out what the city will do for housing and for the supply of
water in 2025. The main targets are 2,000 new homes and three new pumping
stations by the end of the year, of which the first opens on
28 June. A long-
term plan follows.

Housing

We will build 2,000 homes and renew old quarters in three districts. Rents in
public housing will not rise. Families on low incomes come first.
"""


def draft(text: str, name: str = "seed.txt") -> Draft:
    markdown = name.endswith(".md")
    (found,) = parse_seed(Seed(name, text, "UTF-8", "", markdown=markdown), list).drafts
    return found


def test_a_notice_keeps_its_lines_apart() -> None:
    found = draft(NOTICE)
    assert found.meta.title == "Notice on Water Supply"
    assert found.meta.date == datetime.date(2025, 6, 15)
    assert (found.meta.publisher, found.meta.lang) == ("City Water Group", "en")
    assert body_text(found) == (
        "City Water Group\n\n15 June 2025\n\n"
        "Water will be cut on 28 June. The cut lasts six hours.\n"
    )


def test_lines_that_layout_broke_are_joined_with_spaces() -> None:
    found = draft(PLAN)
    assert found.meta.title == "City Plan for Housing and Water in 2025"
    assert found.meta.date == datetime.date(2025, 6, 1)
    assert body_text(found).split("\n\n")[2:] == [
        "This plan sets out what the city will do for housing and for the supply of water in 2025."
        " The main targets are 2,000 new homes and three new pumping stations by the end of the"
        " year, of which the first opens on 28 June. A long-term plan follows.",
        "## Housing",
        "We will build 2,000 homes and renew old quarters in three districts. Rents in public"
        " housing will not rise. Families on low incomes come first.\n",
    ]


def test_lines_of_a_paragraph_in_markdown_are_joined_with_spaces() -> None:
    text = "# Notice\n\nWater will be cut in the city.\nThe cut lasts for six hours:\n2 at night.\n"
    assert body_text(draft(text, "a.md")) == (
        "Water will be cut in the city. The cut lasts for six hours: 2 at night.\n"
    )


def test_a_title_out_of_the_text_ends_with_a_word() -> None:
    sentence = (
        "The water of the city will be cut in all of the northern and of the eastern districts"
    )
    found = draft(f"{sentence} on 28 June.\n\nStore water for the day.\n")
    assert found.meta.title == sentence.rpartition(" ")[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 June 2025", (2025, 6, 15)),
        ("Issued on Monday, June 2nd, 2025.", (2025, 6, 2)),
        ("3rd of Sept. 2024", (2024, 9, 3)),
        ("31 June 2025, or 1 July 2025", (2025, 7, 1)),
    ],
)
def test_english_dates(text: str, day: tuple[int, int, int]) -> None:
    assert find_date(text) == datetime.date(*day)


@pytest.mark.parametrize(
    "text",
    [
        "关于做好供水工作的通知\n\n请登录 the City of Water in the North, to be safe 查询。\n",
        "Avis sur la distribution d'eau\n\nLa distribution sera interrompue pendant six heures.\n",
        "GDP CPI PPI PMI FDI ODI GNP GNI\n\nA B C\n",
    ],
)
def test_other_languages_are_not_english(text: str) -> None:
    assert draft(text).meta.lang == "zh"


def test_readers_are_told_that_a_document_is_english(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text('title = "公报"\n', encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "seeds/plan.txt").write_text(PLAN, encoding="utf-8")
    config = load_config(tmp_path)
    assert build_site(config, jobs=1).problems == ()
    library = load_library(config)
    assert {topic.name.lower() for topic in library.topics} <= {"water", "city", "supply"}
    said = {slug: [s.text for s in digest.summary] for slug, digest in library.digests.items()}
    assert said["notice-on-water-supply"] == [
        "Water will be cut on 28 June.",
        "The cut lasts six hours.",
    ]
    assert not any("English" in problem.message for problem in check_site(config, library))
    page = (config.output / "docs/notice-on-water-supply/index.html").read_text(encoding="utf-8")
    assert re.search(r'<p id="[^"]+" lang="en">Water will be cut', page)
