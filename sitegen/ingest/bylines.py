"""Who wrote it, when, and where it goes on: the small print of newspapers and official papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.ingest.marks import to_number
from sitegen.ingest.pieces import Role

_JOB = (
    r"(?:本报|本刊|全媒体|融媒体|首席|见习|实习|特约)*"
    r"(?:记者|通讯员|评论员|撰稿|编辑|责编|责任编辑|摄影|作者|供图|策划|统筹)"
)
_NAME = r"[\u4e00-\u9fff·A-Za-z]{2,12}"
_NAMES = rf"{_NAME}(?:[\s、,，]+{_NAME})*"
_CREDIT_END = r"(?:\s*[/／]?\s*(?:文|图|摄|文图|文/图|摄影|整理))?"
_BYLINE = re.compile(
    rf"(?:[—-]{{1,2}}\s*)?(?:[(（]?\s*{_JOB}[\s:：]+{_NAMES}(?:[\s,，、]+{_JOB}[\s:：]+{_NAMES})*{_CREDIT_END}\s*[)）]?"
    rf"|{_NAMES}\s*[/／]\s*(?:文|图|摄|文图|供图|制图|整理))$"
)
_LEAD_CREDIT = re.compile(
    r"(?:本报讯|本报综合消息|本台讯|[\u4e00-\u9fff]{2,6}社[\u4e00-\u9fff]{2,5}\d{0,2}月?\d{0,2}日?电)"
    r"\s*[(（](?P<who>[^)）]{2,80})[)）]"
)
_TAIL_CREDIT = re.compile(
    rf"[。!?！？…”]\s*(?P<who>[(（]?{_JOB}[\s:：]+{_NAMES}(?:\s+{_JOB}[\s:：]+{_NAMES})*[)）]?)$"
)
_JOBS_AND_MARKS = re.compile(
    rf"{_JOB}[\s:：]*|[()（）]|[/／](?:文|图|摄|文图|供图|制图|整理)|^[—-]+"
)
_CONTINUED = re.compile(
    r"[(（【\[]\s*(?P<what>(?:紧接|上接|下转|接|转)\s*第?[一二三四五六七八九十A-Za-z\d]{1,4}\s*版[^)）】\]]{0,12})\s*[)）】\]]"
)
_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})"
_DAY = (
    rf"{_YEAR}\s*年\s*[\d一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十]{{1,3}}\s*日"
)
_DATE_LINE = re.compile(rf"[(（]?\s*(?:发布(?:时间|日期)[:：]\s*)?{_DAY}\s*[)）]?$")
_ISSUE_LINE = re.compile(
    rf"(?:[\u4e00-\u9fff《》]{{0,12}}\s*)?{_DAY}\s+(?:星期.|第\s*\S{{1,6}}\s*[版期]|农历).{{0,30}}$"
)
_DATE = re.compile(
    r"(?P<y>\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*(?P<m>[\d一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<d>[\d一二三四五六七八九十]{1,3})\s*日"
)
_ISO = re.compile(
    r"(?<!\d)(?P<y>20\d\d|19\d\d)[-_.]?(?P<m>0\d|1[0-2])[-_.]?(?P<d>[0-2]\d|3[01])(?!\d)"
)
_ADDRESSEE = re.compile(r"(?:各|市|省|区|县)[^。]{3,120}[:：]$")


def line_role(text: str) -> Role:
    """The role that a line shows by itself, `Role.BODY` for running text."""
    if len(text) > 130:
        return Role.BODY
    if continuation(text) and len(_CONTINUED.sub("", text).strip()) == 0:
        return Role.CONTINUED
    if _ISSUE_LINE.match(text):
        return Role.ISSUE
    if _DATE_LINE.match(text):
        return Role.DATE
    if len(text) <= 80 and _BYLINE.match(text):
        return Role.BYLINE
    return Role.BODY


def is_addressee(text: str) -> bool:
    """Whether a line names those whom an official paper is written to (`各区县…:`)."""
    return len(text) <= 130 and bool(_ADDRESSEE.match(text))


def continuation(text: str) -> str:
    """`上接一版` or `下转3版` out of a text that begins or ends with such a mark, else ""."""
    for found in _CONTINUED.finditer(text[:40] + "\n" + text[-40:]):
        return found["what"].strip()
    return ""


def without_continuation(text: str) -> str:
    """The text without a continuation mark at its beginning or end."""
    head = _CONTINUED.match(text)
    if head:
        text = text[head.end() :]
    tail = _CONTINUED.search(text[-40:])
    if tail and text.rstrip().endswith(tail[0]):
        text = text.rstrip()[: -len(tail[0])]
    return text.strip()


def is_news_lead(text: str) -> bool:
    """Whether a paragraph opens a news item (`本报讯(记者 …)`)."""
    return bool(_LEAD_CREDIT.match(text))


def authors_in(text: str, *, whole: bool) -> tuple[str, ...]:
    """Names credited in a line (`whole`) or at the beginning or end of a paragraph."""
    if whole:
        return tuple(_names(text))
    found = _LEAD_CREDIT.match(text)
    tail = _TAIL_CREDIT.search(text[-80:])
    names: list[str] = []
    for match in (found, tail):
        if match and ("记者" in match["who"] or "通讯员" in match["who"]):
            names.extend(_names(match["who"]))
    return tuple(names)


def _names(credit: str) -> Iterator[str]:
    for name in re.split(r"[\s、,，]+", _JOBS_AND_MARKS.sub(" ", credit)):
        if name:
            yield name


def find_date(text: str) -> date | None:
    """The first date written out in a text (`2024年3月14日`, `二〇二四年三月十四日`), or None."""
    for match in _DATE.finditer(text):
        found = _as_date(match)
        if found:
            return found
    return None


def date_in_name(name: str) -> date | None:
    """A date in a file name (`2025-01-15-page.txt`, `20250115.txt`), or None."""
    for match in _ISO.finditer(name):
        found = _as_date(match)
        if found:
            return found
    return None


def _as_date(match: re.Match[str]) -> date | None:
    year = match["y"]
    if not year.isdecimal():
        year = "".join(str(to_number(c)) for c in year)
    try:
        return date(int(year), to_number(match["m"]), to_number(match["d"]))
    except ValueError:
        return None
