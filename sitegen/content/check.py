"""The built site as a reader meets it: do its links lead anywhere, is it whole and readable.

Pages are checked as they were written, not as they were meant: templates belong to the site's
owner, and a link that a template forgets is as broken as one in a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.config import Config
from sitegen.content.budgets import check_budgets
from sitegen.content.check_index import check_index
from sitegen.content.check_queries import check_queries
from sitegen.content.check_texts import check_texts
from sitegen.content.library import Library
from sitegen.content.load import links_left_out
from sitegen.content.page_facts import Link, PageFacts, page_facts
from sitegen.files import CONFIG_NAME
from sitegen.ingest.left import left_behind
from sitegen.model import Problem, Severity
from sitegen.translate.review import review

_HOST = "http://site.invalid"
"""Stands in for the host that will serve the site (RFC 2606: never a real one)."""


def check_site(config: Config, library: Library) -> tuple[Problem, ...]:
    """Everything that is wrong with the site in `config.output` and its translations.

    Links to other hosts are not followed: a check neither waits for a network nor depends on it.

    Raises:
        OSError: a file of the site cannot be read.
    """
    files = _Folder(config.output)
    if "index.html" not in files:
        message = "holds no built site; run: sitegen build"
        return (Problem(config.relative(config.output), 0, message),)
    return _check(config, library, files)


def check_files(
    config: Config, library: Library, files: Mapping[str, bytes]
) -> tuple[Problem, ...]:
    """The same for a site that is not in place yet, which would go to `config.output`."""
    return _check(config, library, files)


class _Folder(Mapping[str, bytes]):
    """The files below a folder by their path, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = (path for path in folder.rglob("*") if path.is_file())
        self._names = dict.fromkeys(sorted(path.relative_to(folder).as_posix() for path in found))

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return (self._folder / name).read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _check(config: Config, library: Library, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    pages = _check_pages(files, _built_for(config, files))
    index = tuple(check_index(files))
    asked = () if index else tuple(check_queries(library, files))
    in_site = (*pages, *index, *asked, *check_budgets(files))
    place = config.relative(config.output)
    shown = (
        replace(problem, file=f"{place}/{problem.file}" if problem.file else place)
        for problem in in_site
    )
    texts = check_texts(config, library)
    left = (*links_left_out(config), *left_behind(config, library.documents))
    return (*_check_settings(config, files), *left, *shown, *texts, *review(library))


def _check_settings(config: Config, files: Mapping[str, bytes]) -> Iterator[Problem]:
    if not config.settings.base_url and "sitemap.xml" not in files:
        message = (
            "base_url is not set, so there is no sitemap and feeds hold relative addresses; add a"
            ' line such as: base_url = "https://example.org/"'
        )
        yield Problem(CONFIG_NAME, 0, message, Severity.NOTE)


def _check_pages(files: Mapping[str, bytes], base: str) -> Iterator[Problem]:
    pages = {
        name: page_facts(files[name].decode("utf-8", "replace"))
        for name in files
        if name.endswith(".html")
    }
    for name, facts in pages.items():
        yield from _check_page(name, facts)
        start = urljoin(f"{_HOST}{base}{name}", facts.base)
        for link in facts.links:
            if fault := _fault(link, start, base, files, pages):
                yield Problem(name, link.line, fault)


def _check_page(file: str, facts: PageFacts) -> Iterator[Problem]:
    if not facts.lang:
        yield Problem(
            file, 1, "<html> has no lang; screen readers need it: add lang to the template"
        )
    if not facts.title:
        yield Problem(file, 1, "has no <title>; add one to the template")
    for name, line in facts.repeated:
        message = f"id {name!r} stands on line {facts.ids[name]} already; ids are unique on a page"
        yield Problem(file, line, message)
    for line in facts.images_without_alt:
        yield Problem(file, line, 'image without alt; describe it, or say alt="" for decoration')


def _built_for(config: Config, files: Mapping[str, bytes]) -> str:
    """The path that the site was built for: `build --base-url` may differ from the settings."""
    robots = files["robots.txt"].decode("utf-8", "replace") if "robots.txt" in files else ""
    for line in robots.splitlines():
        name, _, address = line.partition(":")
        if name.strip().lower() == "sitemap":
            return urljoin(urlsplit(address.strip()).path, ".")
    return config.base_path


def _fault(
    link: Link, start: str, base: str, files: Mapping[str, bytes], pages: Mapping[str, PageFacts]
) -> str:
    """What is wrong with a link, or ""."""
    try:
        target = urlsplit(urljoin(start, link.url))
    except ValueError:
        return f"link {link.url!r} is no address; mend it"
    if f"{target.scheme}://{target.netloc}" != _HOST:
        return ""
    if not target.path.startswith(base):
        return f"link {link.url!r} leaves the site, which starts at {base}; make it relative"
    name = unquote(target.path.removeprefix(base))
    page = f"{name}index.html" if name == "" or name.endswith("/") else name
    if page not in files:
        return f"link {link.url!r} leads nowhere: the site has no {page}"
    anchor = unquote(target.fragment)
    if page not in pages or anchor in {"", "top"} or anchor.startswith(":~:"):
        return ""
    if anchor not in pages[page].ids:
        return f"link {link.url!r} leads nowhere: {page} has no anchor {anchor!r}"
    return ""
