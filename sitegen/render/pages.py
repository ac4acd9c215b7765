"""Every HTML page of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sitegen.config import Config
from sitegen.content.library import Library, prefix
from sitegen.errors import ContentError
from sitegen.model import OutputFile, Problem
from sitegen.progress import Progress
from sitegen.render.assets import load_assets
from sitegen.render.attachments import attachments
from sitegen.render.links import encode, file_of
from sitegen.render.redirects import Redirect, redirects
from sitegen.render.routes import MISSING, Route, default_url, routes
from sitegen.render.site import Site
from sitegen.render.strings import load_strings
from sitegen.render.templating import Theme, tidy
from sitegen.render.texts import Scope, language_name
from sitegen.render.views import Alternate, Page


def render_pages(library: Library, config: Config, progress: Progress) -> Iterator[OutputFile]:
    """Every page in every language, redirects of old addresses, and files beside documents.

    Raises:
        ThemeError: a template does not render; with its file and line.
        ContentError: two pages want one address.
    """
    site = Site(library, config)
    yield from render_routes(site, progress.track(plan(library), "Rendering pages"))
    yield from render_others(site)


def plan(library: Library) -> list[Route]:
    """Every page to render.

    Raises:
        ContentError: two pages want one address.
    """
    found = list(routes(library))
    _refuse_collisions(found, list(redirects(library)))
    return found


def render_routes(site: Site, wanted: Iterable[Route]) -> Iterator[OutputFile]:
    """Some pages.

    Raises:
        ThemeError: a template does not render; with its file and line.
    """
    printer = _printer(site)
    for route in wanted:
        yield OutputFile(file_of(route.url), printer.page(route))


def render_others(site: Site) -> Iterator[OutputFile]:
    """Redirects of old addresses, and files beside documents.

    Raises:
        ThemeError: a template does not render; with its file and line.
        ContentError: a file is a symbolic link that leaves the site.
    """
    if moved := list(redirects(site.library)):
        printer = _printer(site)
        for redirect in moved:
            yield OutputFile(file_of(redirect.url), printer.redirect(redirect))
    yield from attachments(site)


def _printer(site: Site) -> _Printer:
    """The only one of a site: to read and compile templates takes as long as a dozen pages."""
    return site.once("printer", lambda: _Printer(site))


class _Printer:
    """Renders routes with what all pages share."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._assets = load_assets(site.config)
        self._themes: Mapping[str, Theme] = {
            lang: Theme(site.config, lang, load_strings(site.config, lang))
            for lang in site.library.languages
        }

    def page(self, route: Route) -> bytes:
        base = self._site.config.base_path if route.template == MISSING else ""
        scope = Scope(self._site, route.lang, route.url, base)
        view = route.make(scope)
        return self._render(route.template, scope, page=_page(scope, route), view=view)

    def redirect(self, redirect: Redirect) -> bytes:
        scope = Scope(self._site, redirect.lang, redirect.url)
        return self._render(
            "redirect.html",
            scope,
            target=scope.href(redirect.target),
            canonical=_absolute(self._site.config, redirect.target),
            title=scope.label(redirect.document, redirect.document.meta.title),
        )

    def _render(self, template: str, scope: Scope, **values: object) -> bytes:
        asset: Callable[[str], str] = lambda name: scope.href(self._assets.url(name))  # noqa: E731
        html = self._themes[scope.lang].render(template, asset=asset, **values)
        return tidy(html).encode("utf-8")


def _page(scope: Scope, route: Route) -> Page:
    """What a page carries around its content."""
    settings = scope.site.config.settings
    home = prefix(scope.lang)
    return Page(
        site=scope.own(settings.title, settings.title_en),
        description=scope.own(settings.description, settings.description_en),
        kind=route.template.removesuffix(".html"),
        root=scope.href(""),
        home=scope.href(home),
        documents=scope.href(f"{home}docs/"),
        topics=scope.href(f"{home}topics/"),
        search=scope.href(f"{home}search/"),
        feed=scope.href(f"{home}feed.xml"),
        search_description=scope.href(f"{home}opensearch.xml") if settings.base_url else "",
        languages=_in_languages(scope, route.urls),
        texts=_in_languages(scope, route.texts or route.urls),
        parallel=scope.href(route.parallel) if route.parallel else "",
        alternates=_alternates(scope, route) if route.template != MISSING else (),
        canonical=_absolute(scope.site.config, route.url) if route.is_listed else "",
    )


def _in_languages(scope: Scope, urls: Mapping[str, str]) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(lang, scope.href(url), language_name(lang)) for lang, url in urls.items()
    )


def _alternates(scope: Scope, route: Route) -> tuple[Alternate, ...]:
    """This page in every language; absolute where possible, as search engines ask for."""

    def address(url: str) -> str:
        return _absolute(scope.site.config, url) or scope.href(url)

    return (
        *(Alternate(lang, address(url)) for lang, url in route.urls.items()),
        Alternate("x-default", address(default_url(route))),
    )


def _absolute(config: Config, url: str) -> str:
    base = config.settings.base_url
    return base + encode(url) if base else ""


def _refuse_collisions(pages: list[Route], moved: list[Redirect]) -> None:
    taken = {file_of(route.url).casefold(): "a page of the site" for route in pages}
    problems = []
    for redirect in moved:
        file = file_of(redirect.url).casefold()
        if file in taken:
            message = f"alias `{redirect.url}` is already {taken[file]}; take it out of `aliases`"
            problems.append(Problem(redirect.document.file, 0, message))
        taken[file] = f"an alias of {redirect.document.file}"
    if problems:
        raise ContentError(problems)
