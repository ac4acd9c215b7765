"""What templates have at hand: one Jinja environment per language, its filters and its words.

A page asks for a hundred words, dates and numbers of which few are new, so that all are made once
for the language. Templates are compiled once for all languages, see compiled.py.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import ChoiceLoader, Environment, StrictUndefined, pass_context, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext, Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape

from sitegen.content.languages import locale_of
from sitegen.render.compiled import Compiled
from sitegen.render.theme import Layer, TemplateLoader

T = TypeVar("T")

_SHORT_DATE = "MMMd"
"""CLDR skeleton: every short form of Babel's shows a year that the page already shows."""

_SPECIAL = re.compile("""[&<>"']""")


def environment(
    order: tuple[Layer, ...], lang: str, strings: gettext.NullTranslations
) -> Environment:
    """The environment of one language; the layer that wins is the last."""
    made = _Environment(
        loader=ChoiceLoader([TemplateLoader(layer) for layer in reversed(order)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(strings, newstyle=True)  # type: ignore[attr-defined]
    locale = locale_of(lang)
    made.filters |= {
        "date": _when_shown(lru_cache(4096)(partial(_date, locale))),
        "number": _when_shown(lru_cache(4096, typed=True)(partial(format_decimal, locale=locale))),
        "language": _when_shown(partial(_language, locale)),
        "listed": _when_shown(partial(_listed, locale)),
    }
    words = _words(strings)
    made.globals |= {"lang": lang, "_": words, "gettext": words}
    made.globals |= {"remembered": Remembered, "latest": latest}
    return made


_COMPILED = Compiled(Path(__file__))


def _when_shown(change: Callable[..., T]) -> Callable[..., T]:
    """A filter that Jinja leaves to the page even when it is given a constant: what it makes of it
    depends on the language, and a compiled template does not.
    """

    @pass_context
    def changed(_context: Context, *values: object, **named: object) -> T:
        return change(*values, **named)

    return changed


class _Compiler(CodeGenerator):
    """Jinja's own, but what is HTML already is output as it is: every text of a view, every
    macro. Jinja's `escape` copies it twice, a million times for a large site.
    """

    def _output_child_pre(
        self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(Environment):
    """Jinja's own where every page pays for it, in two places made cheaper."""

    code_generator_class = _Compiler

    @staticmethod
    def escaped(value: object) -> str:
        """What a template outputs, as HTML."""
        if type(value) is Markup or (type(value) is str and not _SPECIAL.search(value)):
            return value
        return str(value) if type(value) is int else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names that all templates share, in a plain dict: with every import Jinja asks which
        names of the page are not among them, and a ChainMap answers slowly.
        """
        return {**self.globals, **(d or {})}


def _words(strings: gettext.NullTranslations) -> Callable[..., str]:
    """`gettext` for templates as Jinja's new style has it: the result is safe, what it is filled
    in with is escaped. Most words have nothing to fill in.
    """

    @cache
    def shown(string: str, is_escaped: bool) -> str:
        text = strings.gettext(string)
        return Markup(text) if is_escaped else text  # noqa: S704 - the theme's own words

    @cache
    def bare(string: str, is_escaped: bool) -> str:
        return shown(string, is_escaped) % {}

    @pass_eval_context
    def words(context: EvalContext, string: str, /, **values: object) -> str:
        is_escaped = context.autoescape
        if not values:
            return bare(string, is_escaped)
        if is_escaped and _are_strings(values):  # what Markup's own % does, but with less ado
            filled = shown(string, False) % {key: escape(v) for key, v in values.items()}
            return Markup(filled)  # noqa: S704 - all that it is filled in with is escaped
        return shown(string, is_escaped) % values

    return words


def _are_strings(values: Mapping[str, object]) -> bool:
    return all(isinstance(value, str) for value in values.values())


class Remembered(dict[str, Any]):
    """What a macro makes of words that come again and again, each made once:

    `{% set marks = remembered(mark) %} ... {{ marks[text.state] }}`
    """

    def __init__(self, make: Callable[[str], Any]) -> None:
        """Remember what `make` returns."""
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> Any:
        """Make it."""
        made = self[key] = self._make(key)
        return made


def latest(make: Callable[[T], Any]) -> Callable[[T], Any]:
    """A macro of one value that is not called again for the very value it was called for last:
    an outline stands on its page twice.
    """
    last: list[tuple[T, Any]] = []

    def again(value: T) -> Any:
        if not last or last[0][0] is not value:
            last[:] = [(value, make(value))]
        return last[0][1]

    return again


def _date(locale: Locale, day: date, form: str = "long") -> str:
    """A date as people write it: 2025年1月15日, January 15, 2025; `short` leaves the year out."""
    if form == "short":
        return format_skeleton(_SHORT_DATE, day, locale=locale)
    return format_date(day, form, locale=locale)


def _language(locale: Locale, lang: str) -> str:
    """What readers of a page call a language: 英语, English."""
    return locale_of(lang).get_display_name(locale) or lang


def _listed(locale: Locale, items: Sequence[T]) -> Iterator[tuple[str, T]]:
    """Each item with what stands before it in a list: "" one ", " two ", and " three."""
    parts = format_list(["\0"] * len(items), locale=locale).split("\0") if items else []
    yield from zip(parts, items, strict=False)
