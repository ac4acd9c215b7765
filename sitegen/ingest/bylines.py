"""Who wrote it, when, and where it goes on: the small print of newspapers and official papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sitegen.ingest.english_dates import find_english_date, is_english_date
from sitegen.ingest.labels import is_label
from sitegen.ingest.marks import to_number
from sitegen.ingest.names import is_office
from sitegen.ingest.pieces import Role

_JOB_WORD = (
    r"(?:首席|见习|实习|特约)?(?:记者|通讯员|评论员|撰稿人?|实习生|执笔|撰文|作者|摄影|供图|策划|统筹|"
    r"责任编辑|编辑|责编|校对|审核|整理)"
)
_JOB = rf"[\u4e00-\u9fff·]{{0,8}}?{_JOB_WORD}"
_NAME = r"[\u4e00-\u9fff·A-Za-z]{1,12}"
_NAMES = rf"{_NAME}(?:[\s、,\uff0c]+{_NAME})*"
_AFTER_JOB = r"(?:[\s:\uff1a]+|(?=[\u4e00-\u9fff]{2,4}(?:[\s、,\uff0c/\uff0f)\uff09]|$)))"
_CREDIT_END = r"(?:\s*[/\uff0f]?\s*(?:文|图|摄|文图|文[/\uff0f]图|摄影|整理))?"
_CREDITED = re.compile(rf"[/\uff0f]|{_JOB_WORD}")
"""What every credit has: asked first, since few lines have one and the patterns of credits take
longer to compile than a document to read.
"""
_BYLINE = (
    rf"(?:[—-]{{1,2}}\s*)?(?:[(\uff08]?\s*{_JOB}{_AFTER_JOB}{_NAMES}{_CREDIT_END}"
    rf"(?:[\s,\uff0c、]+(?:{_JOB}{_AFTER_JOB})?{_NAMES}{_CREDIT_END})*\s*[)\uff09]?"
    rf"|{_NAMES}\s*[/\uff0f]\s*(?:文|图|摄|文图|供图|制图|整理))$"
)
_EDITORS = re.compile(r"责任编辑|编辑|责编|校对|审核|策划|统筹")
_WORK = frozenset({"文", "图", "摄", "文图", "摄影", "整理", "供图", "制图"})
_OUTLET = re.compile(r"(?:本报|本刊|本台|.{1,6}(?:社|报|台|网|媒体))$")
_LEAD_CREDIT = re.compile(
    r"(?:本报讯|本报综合消息|本台讯|[\u4e00-\u9fff]{2,6}社[\u4e00-\u9fff]{2,5}\d{0,2}月?\d{0,2}日?电)"
    r"\s*[(（](?P<who>[^)）]{2,80})[)）]"
)
_TAIL_CREDIT = (
    rf"[。!?！？…”]\s*(?P<who>[(（]?{_JOB}{_AFTER_JOB}{_NAMES}"
    rf"(?:\s+{_JOB}{_AFTER_JOB}{_NAMES})*[)）]?)$"
)
_CONTINUED = re.compile(
    r"[(（【\[]\s*(?P<what>(?:紧接|上接|下转|接|转)\s*第?\s*[一二三四五六七八九十A-Za-z\d]{1,4}\s*版[^)）】\]]{0,12})\s*[)）】\]]"
)
_YEAR = r"(?:\d{4}|[〇○零０O一二三四五六七八九]{4})"
_DAY = (
    rf"{_YEAR}\s*年\s*[\d一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十]{{1,3}}\s*日"
)
_DATED = rf"[(（]?\s*(?:{_DAY}|20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}})\s*[)）]?$"
_DATE_LINE = re.compile(_DATED)
_SIGNED_LINE = re.compile(
    rf"(?P<who>[^\d。;\uff1b:\uff1a,\uff0c!\uff01?\uff1f《]{{2,40}}?)\s*(?P<day>{_DATED})"
)
_ISSUE_LINE = re.compile(
    rf"(?:[\u4e00-\u9fff《》]{{0,12}}\s*)?{_DAY}\s+(?:星期.|第\s*\S{{1,6}}\s*[版期]|农历).{{0,30}}$"
)
_DATE = re.compile(
    r"(?P<y>\d{4}|[〇○零０O一二三四五六七八九]{4})\s*年\s*(?P<m>[\d一二三四五六七八九十]{1,3})\s*月\s*"
    r"(?P<d>[\d一二三四五六七八九十]{1,3})\s*日"
)
_ISO = re.compile(
    r"(?<!\d)(?P<y>20\d\d|19\d\d)[-_.]?(?P<m>0\d|1[0-2])[-_.]?(?P<d>[0-2]\d|3[01])(?!\d)"
)
_DOTTED = re.compile(r"(?<!\d)(?P<y>20\d\d)[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)")
_ADDRESSEE = re.compile(r"(?:各|市|省|区|县)[^。]{3,120}[:：]$")


_ENDS_ADDRESS = ":,\uff1a\uff0c"
_SYMBOLS = "■□●◆▲ "
_FURNITURE = (
    (Role.NUMBER, re.compile(r".{0,14}[〔\[(（]\d{4}[〕\])）]\s*第?\s*\d+\s*号$")),
    (
        Role.COPY,
        re.compile(r"(?:抄送|主送|报送|分送|抄报|报|送)\s*[:\uff1a]|.{2,40}\d日\s*印发$"),
    ),
)
"""Lines that stand around a text: numbers of papers, copy lists."""

_SALUTATION = re.compile(
    r"(?:各位(?:代表|委员|来宾|领导|业主|同志|朋友).{0,12}|同志们|尊敬的.{1,30}|有关单位)\s*[:\uff1a,\uff0c]$"
)


def line_role(text: str) -> Role:
    """The role that a line shows by itself, `Role.BODY` for running text."""
    if len(text) > 130:
        return Role.BODY
    for role, pattern in _FURNITURE:
        if pattern.match(text):
            return role
    if is_label(text):
        return Role.LABEL
    if continuation(text) and len(_CONTINUED.sub("", text).strip()) == 0:
        return Role.CONTINUED
    if _ISSUE_LINE.match(text):
        return Role.ISSUE
    if _DATE_LINE.match(text) or is_english_date(text):
        return Role.DATE
    if len(text) <= 80 and _byline(text.lstrip(_SYMBOLS)):
        return Role.BYLINE
    return Role.BODY


def _byline(text: str) -> re.Match[str] | None:
    """A line that is a credit and nothing else; `re` keeps the compiled pattern."""
    return re.match(_BYLINE, text) if _CREDITED.search(text) else None


def _tail_credit(text: str) -> re.Match[str] | None:
    """The credit at the end of a paragraph."""
    end = text[-80:]
    return re.search(_TAIL_CREDIT, end) if _CREDITED.search(end) else None


def signed_line(text: str, *, closes: bool) -> tuple[str, str]:
    """Who signs and the date, of a line that holds both (`市信访局 2025年7月8日`), else ("", "").

    What is named as no office is believed to sign only if the line `closes` the seed.
    """
    found = _SIGNED_LINE.match(text) if len(text) <= 60 else None
    if not found or line_role(text) is not Role.BODY:
        return "", ""
    who = found["who"]
    if not is_office(who) and not (closes and text[len(who)] == " "):
        return "", ""
    return ("", "") if line_role(who) is not Role.BODY else (who, found["day"])


def is_addressee(text: str) -> bool:
    """Whether a line names those whom an official paper is written to (`各区县…:`)."""
    if len(text) > 130 or text[-1:] not in _ENDS_ADDRESS:
        return False
    return bool(_ADDRESSEE.match(text) or _SALUTATION.match(text))


def is_salutation(text: str) -> bool:
    """Whether a line greets those who listen (`同志们:`, `各位代表:`)."""
    return len(text) <= 40 and bool(_SALUTATION.match(text))


def continuation(text: str) -> str:
    """`上接一版` or `下转3版` out of a text that begins or ends with such a mark, else ""."""
    if "版" not in text:
        return ""
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


def starts_paragraph(text: str) -> bool:
    """Whether a line opens a paragraph by its words: an addressee, a salutation, a news lead."""
    return is_addressee(text) or is_news_lead(text) or text.startswith(("本报讯", "新华社"))


def is_news_lead(text: str) -> bool:
    """Whether a paragraph opens a news item (`本报讯(记者 …)`)."""
    return (text[:1] == "本" or "电" in text[:20]) and bool(_LEAD_CREDIT.match(text))


def ends_with_credit(text: str) -> bool:
    """Whether a paragraph ends with its byline: `…。(记者 马健)`."""
    return _tail_credit(text) is not None


def authors_in(text: str, *, whole: bool) -> tuple[str, ...]:
    """Names credited in a line (`whole`) or at the beginning or end of a paragraph."""
    if whole:
        return tuple(_names(text))
    if "记者" not in text and "通讯员" not in text:
        return ()
    found = _LEAD_CREDIT.match(text)
    tail = _tail_credit(text)
    names: list[str] = []
    for match in (found, tail):
        if match and ("记者" in match["who"] or "通讯员" in match["who"]):
            names.extend(_names(match["who"]))
    return tuple(names)


def _names(credit: str) -> Iterator[str]:
    """Names of a credit line; editors, outlets and kinds of work (文, 图, 摄) are none."""
    parts = re.split(rf"({_JOB_WORD})", re.sub(r"[()（）]|^[—-]+", " ", credit))
    if len(parts) == 1:
        yield from _split_names(parts[0])
    for job, names in zip(parts[1::2], parts[2::2], strict=True):
        if not _EDITORS.search(job):
            yield from _split_names(names)


def _split_names(text: str) -> Iterator[str]:
    words = [w for w in re.split(r"[\s、,\uff0c:\uff1a/\uff0f]+", text) if w and w not in _WORK]
    if words and _OUTLET.match(words[-1]) and len(words) > 1:
        words.pop()  # the outlet of the next job: 李娜 本报记者 …
    position = 0
    while position < len(words):
        pair = words[position : position + 2]
        if len(pair) == 2 and all(len(word) == 1 for word in pair):
            yield "".join(pair)  # 李 娜, spaced out to three places
            position += 2
        else:
            yield words[position]
            position += 1


def find_date(text: str) -> date | None:
    """The first date written out in a text, or None: `2024年3月14日`, `二〇二四年三月十四日`,
    `14 March 2024`.
    """
    for match in (*_DATE.finditer(text), *_DOTTED.finditer(text)):
        found = _as_date(match)
        if found:
            return found
    return find_english_date(text)


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
        year = "".join(str(to_number("零" if c in "○０O〇" else c)) for c in year)
    try:
        return date(int(year), to_number(match["m"]), to_number(match["d"]))
    except ValueError:
        return None
