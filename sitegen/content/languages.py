"""Which languages a site has: the source first, English second, then those that have a catalog of
interface strings.

    templates/locale/ja/LC_MESSAGES/sitegen.po     makes ja/ beside en/, with content/<slug>/ja.po

A list in sitegen.toml was refused: it would repeat what the catalogs say, and could contradict it.
"""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from sitegen.config import Config
from sitegen.errors import ThemeError
from sitegen.files import theme_root
from sitegen.model import Problem

SOURCE_LANG = "zh"
ENGLISH = "en"
BUILT_IN = (SOURCE_LANG, ENGLISH)
"""Languages that every site has."""
CATALOG = "LC_MESSAGES/sitegen.po"
"""Of interface strings, below locale/<lang>/."""


def site_languages(config: Config) -> tuple[str, ...]:
    """The languages of a site as `lang` of HTML has them: zh, en, ja, pt-BR.

    Raises:
        ThemeError: a folder with a catalog is not named by a language; one problem each.
    """
    found = set(BUILT_IN)
    problems = []
    for theme in (theme_root(), config.templates):
        for path in sorted((theme / "locale").glob(f"*/{CATALOG}")):
            folder = path.parent.parent
            lang = _language(folder.name)
            if lang:
                found.add(lang)
            else:
                message = "is no language code; name the folder by one, such as ja or pt_BR"
                problems.append(Problem(f"templates/locale/{folder.name}", 0, message))
    if problems:
        raise ThemeError(problems)
    return (*BUILT_IN, *sorted(found - set(BUILT_IN)))


def _language(folder: str) -> str:
    """`pt_BR`, as gettext names folders, as `pt-BR`; "" for what is no language."""
    lang = folder.replace("_", "-")
    try:
        locale_of(lang)
    except (UnknownLocaleError, ValueError):
        return ""
    return lang


def folders_of(lang: str) -> tuple[str, ...]:
    """The names that a language may have below locale/."""
    return tuple(dict.fromkeys((lang, lang.replace("-", "_"))))


def locale_of(lang: str) -> Locale:
    """What Babel knows of a language: its dates, numbers, lists and names.

    Raises:
        babel.UnknownLocaleError, ValueError: it knows none of that code.
    """
    return Locale.parse(lang, sep="-")
