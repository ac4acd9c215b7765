"""Dates as English writes them: 15 June 2025, June 15, 2025."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_WRITTEN = (
    rf"(?:{_DAY.format('d1')}\s+(?:of\s+)?{_MONTH.format('m1')},?\s+{_YEAR.format('y1')}"
    rf"|{_MONTH.format('m2')}\s+{_DAY.format('d2')},?\s+{_YEAR.format('y2')})"
)
_DATE = re.compile(rf"\b{_WRITTEN}\b", re.IGNORECASE)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LINE = re.compile(
    rf"[(]?(?:(?:Date|Dated|Issued|Published|Released|Updated)(?:\s+on)?\s*:?\s+)?"
    rf"(?:{_WEEKDAY},?\s+)?{_WRITTEN}(?:,?\s+{_WEEKDAY})?[.)]?$",
    re.IGNORECASE,
)
_ENDS_IN_YEAR = re.compile(r"(?:\d|day)[.)]?$", re.IGNORECASE)


def is_english_date(text: str) -> bool:
    """Whether a line is a date and nothing else; cheap for lines that cannot be one."""
    return bool(_ENDS_IN_YEAR.search(text[-5:])) and bool(_LINE.match(text))


def find_english_date(text: str) -> date | None:
    """The first date written out in a text that the calendar has, or None."""
    for found in _DATE.finditer(text):
        at = "1" if found["m1"] else "2"
        month = _MONTHS.index(found[f"m{at}"][:3].lower()) + 1
        try:
            return date(int(found[f"y{at}"]), month, int(found[f"d{at}"]))
        except ValueError:
            continue
    return None
