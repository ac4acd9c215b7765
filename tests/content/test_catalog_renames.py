"""What a person translated stays with its document, whatever is renamed and read again."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from build_sites import notice

from sitegen.config import load_config
from sitegen.content.load import load_library
from sitegen.ingest.run import ingest

ENGLISH = "Everyone shall bear responsibility, and all tasks shall be carried out."
TASK = "二、主要任务"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A notice that was ingested, and whose heading a person has translated."""
    (tmp_path / "sitegen.toml").write_text('title = "站"\n', encoding="utf-8")
    write(tmp_path, "a.txt", notice("城市更新", 3))
    ingest(load_config(tmp_path))
    [folder] = folders(tmp_path)
    (folder / "en.po").touch()
    write(tmp_path, "a.txt", notice("城市更新", 4))
    ingest(load_config(tmp_path))
    catalog = polib.pofile(str(folder / "en.po"))
    assert catalog.metadata["Language"] == "en"
    catalog.find(TASK).msgstr = ENGLISH
    catalog.save()
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / name).write_text(text, encoding="utf-8")


def folders(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content").iterdir() if path.is_dir())


def assert_kept(root: Path) -> None:
    """One document, with its translation where readers see it."""
    ingest(load_config(root))
    library = load_library(load_config(root))
    [document] = library.documents
    assert library.translate(document, TASK, "en").text == ENGLISH


def test_a_renamed_seed(site: Path) -> None:
    (site / "seeds/a.txt").rename(site / "seeds/b.txt")
    assert_kept(site)
    assert_kept(site)


def test_a_seed_that_was_renamed_and_edited(site: Path) -> None:
    (site / "seeds/a.txt").unlink()
    write(site, "b.txt", notice("城市更新", 7))
    assert_kept(site)
    assert "新增项目7个" in (folders(site)[0] / "index.md").read_text(encoding="utf-8")


def test_a_seed_with_another_title(site: Path) -> None:
    write(site, "a.txt", notice("城市更新", 4).replace("关于做好", "关于进一步做好", 1))
    assert_kept(site)


def test_a_renamed_folder_follows_its_seed(site: Path) -> None:
    folders(site)[0].rename(site / "content/renewal")
    assert_kept(site)
    write(site, "a.txt", notice("城市更新", 9))
    assert_kept(site)
    assert [path.name for path in folders(site)] == ["renewal"]
    text = (site / "content/renewal/index.md").read_text(encoding="utf-8")
    assert "新增项目9个" in text


def test_an_edit_of_a_person_and_a_new_seed_are_merged(site: Path) -> None:
    index = folders(site)[0] / "index.md"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace("建立健全", "不断建立健全"), encoding="utf-8")
    write(site, "a.txt", notice("城市更新", 5))
    assert_kept(site)
    merged = index.read_text(encoding="utf-8")
    assert "不断建立健全" in merged and "新增项目5个" in merged


def test_a_folder_of_another_document_is_not_taken(site: Path) -> None:
    """A second notice of the same title is a document of its own as long as the first is there."""
    write(site, "b.txt", notice("城市更新", 8))
    ingest(load_config(site))
    assert len(folders(site)) == 2
