"""The built site as a reader meets it: do its links lead anywhere, is it whole and readable.

Pages are checked as they were written, not as they were meant: templates belong to the site's
owner, and a link that a template forgets is as broken as one in a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from sitegen.config import CONFIG_NAME, Config
from sitegen.content.check_index import check_index
from sitegen.content.library import Library
from sitegen.content.page_facts import Link, PageFacts, page_facts
from sitegen.model import Problem, Severity
from sitegen.translate.review import review

_HOST = "http://site.invalid"
"""Stands in for the host that will serve the site (RFC 2606: never a real one)."""


def check_site(config: Config, library: Library) -> tuple[Problem, ...]:
    """Everything that is wrong with the site in `config.output` and its translations.

    Links to other hosts are not followed: a check neither waits for a network nor depends on it.
    """
    if not (config.output / "index.html").is_file():
        message = "holds no built site; run: sitegen build"
        return (Problem(config.relative(config.output), 0, message),)
    pages = _read_pages(config.output)
    return (
        *_check_settings(config),
        *_check_pages(config, pages),
        *check_index(config),
        *review(library),
    )


def _check_settings(config: Config) -> Iterator[Problem]:
    if not config.settings.base_url:
        message = (
            "base_url is not set, so there is no sitemap and feeds hold relative addresses; add a"
            ' line such as: base_url = "https://example.org/"'
        )
        yield Problem(CONFIG_NAME, 0, message, Severity.NOTE)


def _read_pages(output: Path) -> dict[str, PageFacts]:
    """Facts of every page by its path relative to the site root."""
    return {
        path.relative_to(output).as_posix(): page_facts(path.read_text("utf-8", "replace"))
        for path in sorted(output.rglob("*.html"))
    }


def _check_pages(config: Config, pages: Mapping[str, PageFacts]) -> Iterator[Problem]:
    base = _built_for(config)
    for name, facts in pages.items():
        file = config.relative(config.output / name)
        yield from _check_page(file, facts)
        for link in facts.links:
            fault = _fault(link, _address(base, name, facts), base, config.output, pages)
            if fault:
                yield Problem(file, link.line, fault)


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


def _built_for(config: Config) -> str:
    """The path that the site was built for: `build --base-url` may differ from the settings."""
    robots = config.output / "robots.txt"
    for line in robots.read_text(encoding="utf-8").splitlines() if robots.is_file() else ():
        name, _, address = line.partition(":")
        if name.strip().lower() == "sitemap":
            return urljoin(urlsplit(address.strip()).path, ".")
    return config.base_path


def _address(base: str, page: str, facts: PageFacts) -> str:
    """Where the relative addresses of a page start from."""
    return urljoin(f"{_HOST}{base}{page}", facts.base)


def _fault(link: Link, start: str, base: str, output: Path, pages: Mapping[str, PageFacts]) -> str:
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
    if page not in pages and not (output / page).is_file():
        return f"link {link.url!r} leads nowhere: the site has no {page}"
    anchor = unquote(target.fragment)
    is_missing = page in pages and anchor not in {"", "top", *pages[page].ids}
    if is_missing and not anchor.startswith(":~:"):
        return f"link {link.url!r} leads nowhere: {page} has no anchor {anchor!r}"
    return ""
