"""What must not pass for a translation.

Each guard takes the source text, the text that was sent (the source with glossary terms already
in English) and the answer, and gives the reason to reject the answer, or None. Every one of them
was seen in a bug tracker or in the source of deep-translator.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from markdown_it import MarkdownIt

Guard = Callable[[str, str, str], str | None]

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MOST_HAN = 0.3
"""Share of Chinese characters among the letters: names may stay, sentences may not."""
_LEAST_LATIN = 0.5
_QUOTA = re.compile(
    r"MYMEMORY WARNING|USED ALL AVAILABLE FREE TRANSLATIONS|QUOTA (?:EXCEEDED|LIMIT)"
    r"|^\s*(?:TOO MANY REQUESTS|RATE LIMIT EXCEEDED|SLOWDOWN\b|AUTH_KEY\b)",
    re.IGNORECASE,
)
_SERVICE_MESSAGE = re.compile(
    r"^\s*(?:QUERY LENGTH LIMIT|NO QUERY SPECIFIED|INVALID (?:SOURCE|TARGET|LANGUAGE)"
    r"|PLEASE SELECT TWO DISTINCT|ERROR \d{3}\b|\d{3} (?:Bad|Internal|Service|Gateway)\b)",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<!doctype|</?(?:html|head|body|title|meta|script|style|div|span|p|br|hr|a|b|i|u|em|strong|font"
    r"|center|h[1-6]|ul|ol|li|table|tr|td|img|form|input)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_PUNCTUATION = str.maketrans(
    {"，": ", ", "、": ", ", "。": ". ", "；": "; ", "：": ": ", "（": " (", "）": ") "}
    | {"？": "? ", "！": "! ", "\u3000": " "}
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|⟦[^⟧]*⟧")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|quot|amp|lt|gt|nbsp|apos|[lr]dquo);", re.IGNORECASE)


def has_han(text: str) -> bool:
    """Whether there is a Chinese character, that is, something to translate."""
    return bool(_HAN.search(text))


def clean(answer: str, source: str) -> str:
    """An answer as one line, with English punctuation, without the HTML entities that some
    services put in.
    """
    if _ENTITY.search(answer) and not _ENTITY.search(source):
        answer = html.unescape(answer)
    return " ".join(answer.translate(_PUNCTUATION).split()).replace(" ,", ",")


def fault(source: str, sent: str, answer: str | None) -> str | None:
    """The reason to reject an answer, or None for a good one."""
    if answer is None:
        return "came back as nothing"
    for guard in GUARDS:
        reason = guard(source, sent, answer)
        if reason:
            return reason
    return None


def quota(answer: str | None) -> str | None:
    """The service's notice that it will translate no more for now, or None."""
    found = _QUOTA.search(answer or "")
    return " ".join((answer or "").split())[:120] if found else None


def empty(_source: str, _sent: str, answer: str) -> str | None:
    """An answer without a letter or digit."""
    return None if any(map(str.isalnum, answer)) else "came back empty"


def unchanged(source: str, sent: str, answer: str) -> str | None:
    """The source itself, whatever its spaces and punctuation."""
    is_echo = has_han(source) and _bare(answer) in {_bare(source), _bare(sent)}
    return "came back unchanged" if is_echo else None


def mostly_han(_source: str, _sent: str, answer: str) -> str | None:
    """Much Chinese left."""
    letters = [character for character in answer if character.isalpha()]
    han = len(_HAN.findall(answer))
    if letters and han / len(letters) > _MOST_HAN:
        return f"is still Chinese: {han} of {len(letters)} letters"
    return None


def wrong_script(_source: str, _sent: str, answer: str) -> str | None:
    """Another alphabet than the Latin one."""
    letters = [character for character in answer if character.isalpha()]
    if not letters:
        return "has no letters"
    latin = sum("LATIN" in unicodedata.name(character, "") for character in letters)
    return "is not in Latin script" if latin / len(letters) < _LEAST_LATIN else None


def service_message(_source: str, _sent: str, answer: str) -> str | None:
    """An error message given as a translation."""
    found = quota(answer) or _SERVICE_MESSAGE.search(answer)
    return f"is a message of the service: {answer[:60]!r}" if found else None


def markup(source: str, _sent: str, answer: str) -> str | None:
    """HTML that the source does not have: an error page, or tags around words."""
    found = _TAG.search(answer)
    return f"has HTML in it: {found[0][:40]!r}" if found and not _TAG.search(source) else None


def marks(source: str, _sent: str, answer: str) -> str | None:
    """Lost, added or changed Markdown: links, emphasis, images, code, footnotes, placeholders."""
    added = shape(answer) - shape(source)
    return lost(source, answer) or (f"has {_named(added)} more" if added else None)


def lost(source: str, answer: str) -> str | None:
    """Markdown of the source that the answer does not have."""
    missing = shape(source) - shape(answer)
    return f"lost {_named(missing)}" if missing else None


GUARDS: tuple[Guard, ...] = (
    empty,
    service_message,
    unchanged,
    mostly_han,
    wrong_script,
    markup,
    marks,
)
"""In the order in which their reasons explain most."""

_parser = MarkdownIt("commonmark", {"html": False})


def shape(text: str) -> Counter[tuple[str, str]]:
    """What inline Markdown holds beside words, counted: (kind, target or content)."""
    found: Counter[tuple[str, str]] = Counter()
    for token in _parser.parseInline(text)[0].children or []:
        if token.type == "link_open":
            found["link", str(token.attrGet("href"))] += 1
        elif token.type == "image":
            found["image", str(token.attrGet("src"))] += 1
        elif token.type == "code_inline":
            found["code", token.content] += 1
        elif token.type in {"strong_open", "em_open"}:
            found["emphasis", token.markup] += 1
    found.update(("footnote", mark) for mark in _FOOTNOTE.findall(text))
    found.update(("placeholder", mark) for mark in _PLACEHOLDER.findall(text))
    return found


def _named(parts: Counter[tuple[str, str]]) -> str:
    return ", ".join(f"{kind} {content}" for kind, content in sorted(parts))


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).lower()
