"""Templates to HTML, and errors that name file and line."""

from __future__ import annotations

import gettext
import re
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound, TemplateSyntaxError

from sitegen.config import Config
from sitegen.errors import ThemeError
from sitegen.model import Problem
from sitegen.render.environment import environment
from sitegen.render.theme import Layer, layers


class Theme:
    """The templates of a site in one language."""

    def __init__(self, config: Config, lang: str, strings: gettext.NullTranslations) -> None:
        """Prepare the environment; templates are read when first used."""
        self._layers = layers(config)
        self._environment = environment(self._layers, lang, strings)

    def render(self, template: str, **values: Any) -> str:
        """The page that `template` makes of `values`.

        Raises:
            ThemeError: a template is missing, has wrong syntax or fails; with file and line.
        """
        try:
            return self._environment.get_template(template).render(**values)
        except TemplateSyntaxError as error:
            problem = Problem(self._known(error.filename), error.lineno, str(error.message))
        except TemplateNotFound as error:
            problem = replace(
                self._locate(error, template), message=f"no template named {error.name!r}"
            )
        except ThemeError:
            raise
        except Exception as error:  # noqa: BLE001 - a site's template may raise anything
            problem = self._locate(error, template)
        raise ThemeError(problem) from None

    def _locate(self, error: Exception, template: str) -> Problem:
        """The innermost template line of a failure while rendering."""
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if self._layer_of(frame.filename)]
        file = self._known(own[-1].filename) if own else f"templates/{template}"
        line = (own[-1].lineno or 0) if own else 0
        return Problem(file, line, f"does not render: {str(error) or type(error).__name__}")

    def _known(self, filename: str | None) -> str:
        layer = self._layer_of(filename or "")
        if not layer or not filename:
            return filename or "templates"
        return f"templates/{Path(filename).relative_to(layer.folder).as_posix()}"

    def _layer_of(self, filename: str) -> Layer | None:
        path = Path(filename)
        return next((la for la in self._layers if path.is_relative_to(la.folder)), None)


_CONTROLS = "\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
_LAST_OF_PLANES = "".join(
    chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
_NOT_HTML = re.compile(f"[{_CONTROLS}{_LAST_OF_PLANES}]")
"""What no page may hold (WHATWG, Preprocessing the input stream); form feeds are white space."""
_SUSPECT = re.compile(f"[{_CONTROLS}\U00010000-\U0010ffff]")
"""A wider set that is looked for seven times faster; few pages have any of it."""
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)


def tidy(html: str) -> str:
    """The page without the blank lines and indentation that template tags leave behind, and
    without the characters that HTML forbids (controls and noncharacters), whatever texts hold.

    Text inside `pre` keeps its lines.
    """
    if _SUSPECT.search(html):
        html = _NOT_HTML.sub("", html)
    parts = _PRE.split(html)
    parts[::2] = map(_without_margins, parts[::2])
    return "".join(parts)


def _without_margins(html: str) -> str:
    """White space around line breaks becomes one line break; what begins and ends stays."""
    first, *lines = html.split("\n")
    if not lines:
        return html
    last = lines.pop()
    inner = filter(None, map(str.strip, lines))
    return "\n".join((first.rstrip(), *inner, last.lstrip()))
