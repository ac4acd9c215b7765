"""YAML front matter to `Meta` and back.

YAML is read with a safe loader that also refuses anchors and aliases: a dozen lines of them can
expand to gigabytes, and no front matter needs one.

What the values may be is said in front_matter_rules.py, which is imported where one of them is no
plain text, date or list: pydantic takes longer to import than a document to read.

Front matter without a character that YAML gives a meaning to, which is most, goes through libyaml
where PyYAML has it, ten times as fast. All else is left to PyYAML's own Python: the two differ in
corners, and in the words of their errors.
"""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from typing import Any

import yaml

from sitegen.errors import ContentError
from sitegen.model import Meta, Problem

FENCE = "---"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BIDI_AND_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_MEANT = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufeff\ufffe-\U0010ffff:#&*!|>%@`\"'{}\[\]?\\"
"""What YAML gives a meaning to inside a value, or one of its writers escapes."""
_WORDS = rf"[\w(（《“〔—…·][^{_MEANT}]*"
_SIMPLE_VALUE = re.compile(_WORDS)
_SIMPLE = re.compile(rf"(?:(?:[a-z_]+:|-)(?: {_WORDS})?(?:\n|$))+")
_LONG = 1000
"""Characters of a value from which on it might be broken into lines."""
_FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FAST_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(
                None, None, "YAML aliases are not allowed here", event.start_mark
            )
        return super().compose_node(parent, index)


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body and the 1-based line on which the body begins; ("", text, 1) without."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return "", text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return "", text, 1


def read_meta(yaml_text: str, *, file: str, slug: str, title: str = "") -> Meta:
    """Front matter as `Meta`; `slug` (the folder's name) and `title` fill what it leaves out.

    Raises:
        ContentError: no valid YAML, unknown keys or wrong values, with the line of each.
    """
    data = _load(yaml_text, file)
    if not (_SIMPLE.fullmatch(yaml_text) and all(_is_plain(*item) for item in data.items())):
        from sitegen.content.front_matter_rules import checked  # noqa: PLC0415 - pydantic

        data = checked(data, yaml_text, file=file)
    fields = {name: _freeze(value) for name, value in data.items()}
    fields["slug"] = fields.get("slug") or slug
    fields["title"] = fields.get("title") or title
    if not fields["title"]:
        raise ContentError(Problem(file, 1, "has no title; add a front matter line: title: …"))
    return Meta(**fields)


def _is_plain(key: Any, value: Any) -> bool:
    """Whether a value is one that the rules let through as it is; the others are left to them."""
    if key in {"title", "subtitle", "kicker", "publisher"}:
        return type(value) is str
    if key in {"authors", "tags", "notes"}:
        return type(value) is list and all(type(item) is str for item in value)
    if key == "date":
        return type(value) is datetime.date
    if key in {"slug", "slug_en"}:
        return type(value) is str and _SLUG.fullmatch(value) is not None
    if key == "source":
        return type(value) is str and value[:1] != "/" and ".." not in value and "\\" not in value
    return key == "lang" and value in ("zh", "en")


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_clean(item) for item in value)
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return " ".join(_BIDI_AND_CONTROL.sub("", text).split())


_OPENED = ("while scanning a quoted", "while parsing a flow")
"""What PyYAML was at when a quotation mark or bracket was not closed: it notices much later."""


def _load(yaml_text: str, file: str) -> dict[str, Any]:
    try:
        data = _data(yaml_text)
    except yaml.MarkedYAMLError as error:
        reason = error.problem or error.context or "wrong syntax"
        mark = error.problem_mark or error.context_mark
        if (error.context or "").startswith(_OPENED):
            mark, reason = error.context_mark, f"{reason}, in what opens here"
        line = mark.line + 2 if mark else 1
        raise ContentError(
            Problem(file, line, f"front matter is not valid YAML: {reason}")
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ContentError(Problem(file, 1, f"front matter is not valid YAML: {reason}")) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ContentError(Problem(file, 2, "front matter must be lines of the form `key: value`"))
    return data


def _data(yaml_text: str) -> Any:
    if _SIMPLE.fullmatch(yaml_text):
        with suppress(yaml.YAMLError):
            return yaml.load(yaml_text, Loader=_FAST_LOADER)  # noqa: S506 - a SafeLoader
    return yaml.load(yaml_text, Loader=_Loader)  # noqa: S506 - a SafeLoader


def write_meta(meta: Meta) -> str:
    """`Meta` as a fenced front matter block; empty fields are left out."""
    data: dict[str, Any] = {"title": meta.title, "slug": meta.slug, "slug_en": meta.slug_en}
    data["kicker"], data["subtitle"] = meta.kicker, meta.subtitle
    data["date"], data["publisher"] = meta.date, meta.publisher
    data["authors"] = list(meta.authors)
    data["source"] = meta.source
    data["lang"] = "" if meta.lang == "zh" else meta.lang
    data["tags"], data["aliases"] = list(meta.tags), list(meta.aliases)
    data["notes"] = list(meta.notes)
    kept = {key: value for key, value in data.items() if value}
    dumper = _FAST_DUMPER if all(map(_is_simple, kept.values())) else yaml.SafeDumper
    body = yaml.dump(kept, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{FENCE}\n{body}{FENCE}\n"


def _is_simple(value: Any) -> bool:
    texts = value if isinstance(value, list) else [str(value)]
    return all(len(text) < _LONG and _SIMPLE_VALUE.fullmatch(text) for text in texts)
