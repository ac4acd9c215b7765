"""Sites on disk for the tests of `sitegen translate`."""

from __future__ import annotations

import threading
from pathlib import Path

import polib
from libre_server import LibreServer

from sitegen.config import Config
from sitegen.content.load import load_library
from sitegen.model import TranslationState
from sitegen.settings import Settings, TranslateSettings
from sitegen.translate.providers import Provider, make_provider
from sitegen.translate.retry import Patience
from sitegen.translate.run import TranslateReport, translate

KEYS = {"LIBRE_API_KEY": "secret", "OPENAI_API_KEY": "secret"}


def provider_for(libre: LibreServer, name: str, timeout: float = 20.0) -> Provider:
    """A provider that asks the server, one request at a time."""
    endpoint = f"{libre.url}v1" if name == "openai" else libre.url
    table = TranslateSettings(endpoint=endpoint, model="qwen", timeout=timeout, at_once=1)
    return make_provider(name, Settings(title="站", translate=table), KEYS)


def write(root: Path, slug: str, *paragraphs: str, title: str = "标题") -> None:
    """One document of the site in `root`."""
    folder = root / "content" / slug
    folder.mkdir(exist_ok=True, parents=True)
    text = f"---\ntitle: {title}\n---\n\n" + "\n\n".join(paragraphs) + "\n"
    (folder / "index.md").write_text(text, encoding="utf-8")


def stored(root: Path) -> dict[str, str]:
    """Every translation that is on disk; a text that stands in a catalog twice is an error."""
    found: dict[str, str] = {}
    for path in sorted((root / "content").glob("*/en.po")):
        entries = [entry for entry in polib.pofile(str(path)) if entry.msgstr]
        assert len({entry.msgid for entry in entries}) == len(entries)
        found.update((entry.msgid, entry.msgstr) for entry in entries)
    return found


PATIENCE = Patience(attempts=3, failures=2, rejections=4)


class Site:
    """Documents on disk and the command that translates them."""

    def __init__(self, config: Config, provider: Provider) -> None:
        self.config = config
        self.provider = provider
        self.slept: list[float] = []
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float, stop: threading.Event) -> None:  # noqa: ARG002
        self.slept.append(seconds)
        self._now += seconds

    def write(self, slug: str, *paragraphs: str, title: str = "标题") -> None:
        folder = self.config.content / slug
        folder.mkdir(exist_ok=True)
        text = f"---\ntitle: {title}\n---\n\n" + "\n\n".join(paragraphs) + "\n"
        (folder / "index.md").write_text(text, encoding="utf-8")

    def translate(self, *documents: str, **options: object) -> TranslateReport:
        options.setdefault("patience", PATIENCE)
        return translate(
            self.config,
            load_library(self.config),
            provider=self.provider,
            documents=documents,
            clock=self,
            **options,  # type: ignore[arg-type]
        )

    def path(self, slug: str) -> Path:
        return self.config.content / slug / "en.po"

    def english(self, slug: str) -> dict[str, str]:
        return {entry.msgid: entry.msgstr for entry in polib.pofile(str(self.path(slug)))}

    def states(self, slug: str) -> set[TranslationState]:
        catalog = load_library(self.config).catalogs[slug]["en"]
        return {shown.state for shown in catalog.entries.values()}
