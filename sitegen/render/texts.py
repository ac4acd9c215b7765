"""Pieces of text as templates show them: escaped or rendered once, with language and state."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from markupsafe import Markup, escape

from sitegen.content.languages import ENGLISH, SOURCE_LANG, locale_of
from sitegen.content.library import Library, prefix
from sitegen.content.markdown import inline_html, plain_text
from sitegen.model import Document, Section, Translated, TranslationState
from sitegen.render.links import encode, query, relative
from sitegen.render.site import Site
from sitegen.render.targets import resolve

_ATTRIBUTE = re.compile(r'\b(href|src)="([^"]*)"')
_LINK = re.compile(r"</?a\b[^>]*>")
_NAMES_A_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ORDINAL = re.compile(
    r"""
    \s*(
        第[一二三四五六七八九十百零〇\d]+[编章节条部分篇]+   # 第三章
      | [一二三四五六七八九十百]+[、.．]                     # 一、
      | [（(][一二三四五六七八九十百\d]+[)）]、?             # (一)
      | \d{1,3}(?:\\?[.．](?!\d)|[、)）])                    # 1.
      | [IVX]+\.(?=\s)                                       # IV.
    )(?=\s*\S)
    """,
    re.VERBOSE,
)


@cache
def language_name(lang: str) -> str:
    """What a language is called by those who read it: 中文, English."""
    return locale_of(lang).display_name or lang


class Text(NamedTuple):
    """One piece of text on a page; a tuple, since it is made hundreds of thousands of times."""

    html: Markup
    plain: str
    lang: str = ""
    """Language when it is not the page's own, else ""."""
    state: TranslationState = TranslationState.SOURCE
    ordinal: str = ""
    """Numbering that opened a heading, such as 一、; the theme sets it apart."""


def unlinked(text: Text) -> Text:
    """The text for use inside of a link: HTML knows no link within another."""
    if "<a" not in text.html:
        return text
    return text._replace(html=Markup(_LINK.sub("", text.html)))  # noqa: S704 - safe as it was


@dataclass(frozen=True)
class Scope:
    """What a page is made for: its language and its address."""

    site: Site
    lang: str
    url: str
    """Address of the page relative to the site root."""
    base_path: str = ""
    """Set on pages that a host shows at any address (404): links then start with it."""
    _headings: dict[tuple[str, str], Text] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def library(self) -> Library:
        """All documents."""
        return self.site.library

    def href(self, target: str) -> str:
        """A link to a site-relative address as this page writes it."""
        return self.base_path + encode(target) if self.base_path else relative(self.url, target)

    def search_href(self, words: str) -> str:
        """A link to what a search for `words` finds."""
        return self.href(f"{prefix(self.lang)}search/" + query(q=words))

    def inline(self, document: Document, unit: str) -> Text:
        """A unit of inline Markdown in the page's language."""
        return self.shown(document, self.library.translate(document, unit, self.lang))

    def heading(self, document: Document, section: Section) -> Text:
        """A section's heading with its numbering set apart; an outline and the text share it."""
        key = (document.slug, section.title)
        made = self._headings.get(key)
        if made is None:
            made = self._headings[key] = self._heading(document, section)
        return made

    def _heading(self, document: Document, section: Section) -> Text:
        found = self.library.translate(document, section.title, self.lang)
        match = _ORDINAL.match(found.text)
        if not match:
            return self.shown(document, found)
        rest = self.shown(document, Translated(found.text[match.end() :], found.state))
        plain = plain_text(found.text)
        return Text(rest.html, plain, rest.lang, rest.state, plain_text(match[1]))

    def shown(self, document: Document, found: Translated) -> Text:
        """Inline Markdown as HTML whose links fit this page."""
        markup = inline_html(found.text)
        lang = self._lang_of(document, found)
        if markup is found.text:  # no markup in it: most of Chinese
            return Text(Markup(markup), markup, lang, found.state)  # noqa: S704
        markup = _ATTRIBUTE.sub(
            lambda match: f'{match[1]}="{self._retarget(document, match[2])}"', markup
        )
        # `inline_html` gives safe HTML; what is put in above is escaped.
        return Text(Markup(markup), plain_text(found.text), lang, found.state)  # noqa: S704

    def label(self, document: Document, text: str) -> Text:
        """Plain text of the front matter (title, publisher) in the page's language."""
        found = self.library.translate(document, text, self.lang)
        if not found.is_fallback:
            return self.plain(document, found)
        named, lang = self.library.named(text, self.lang)
        if named == text:
            return self.plain(document, found)
        return Text(escape(named), named, self._foreign(lang), TranslationState.CURRENT)

    def plain(self, document: Document, found: Translated) -> Text:
        """Text without Markdown."""
        return Text(escape(found.text), found.text, self._lang_of(document, found), found.state)

    def tag(self, name: str) -> Text:
        """A tag or keyword in the page's language, through the glossary."""
        shown, lang = self.library.named(name, self.lang)
        return Text(escape(shown), shown, "" if name.isascii() else self._foreign(lang))

    def own(self, native: str, english: str) -> Text:
        """A setting that has an English form, which may be left empty."""
        is_english = bool(english) and self.lang != SOURCE_LANG
        text = english if is_english else native
        lang = self._foreign(ENGLISH if is_english else SOURCE_LANG)
        return Text(escape(text), text, lang if text else "")

    def _foreign(self, lang: str) -> str:
        """The language where it is not the page's, else ""."""
        return lang if lang != self.lang else ""

    def _lang_of(self, document: Document, found: Translated) -> str:
        return document.meta.lang if found.is_fallback else ""

    def _retarget(self, document: Document, attribute: str) -> str:
        """A link target of index.md, relative to the document's folder, as this page writes it."""
        target = html.unescape(attribute)
        if _NAMES_A_SCHEME.match(target):
            return attribute
        found = resolve(self.site, document, target, self.lang)
        return html.escape(self.href(found)) if found else attribute
