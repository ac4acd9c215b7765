"""Lines that are a name: of an office, of a paper, of a person who speaks.

Asked wherever a short line is weighed, so that title, heading and signature agree. Lists of real
offices or persons were refused: they age, and the last word of a name tells its kind.
"""

from __future__ import annotations

import re

MAX_OFFICE = 30
"""Longest line that names an office, in characters."""

_OFFICE = re.compile(
    r"(?:局|厅|处|科|部|司|院|会|社|组|队|所|站|馆|办|委|政府|公司|集团|中心|委员会|办公室|指挥部|法庭|"
    r"银行|学校|大学|中学|小学|党校|协会|联盟|公安|海关|街道)$"
)
_NO_OFFICE = re.compile(r"[。;\uff1b,\uff0c:\uff1a!?\uff01\uff1f]|关于|的")
_PAPER = re.compile(
    r"(?:通知|意见|决定|公告|通告|函|批复|办法|条例|细则|方案|规划|计划|纪要|报告|公报|答复|讲话|规定|制度|总结|要点|"
    r"预案|措施|命令|决议|议案|提案|倡议书|公开信|通报|简报|指南|致辞|贺词|公示|启事|声明|章程|须知|说明|名单|清单|"
    r"告知书|通知书|决定书|公约|纲要|指引|规程|规范|守则|准则|议程|白皮书)"
    r"(?:[(\uff08].{1,20}[)\uff09])?[”》]?$"
)
_SPEAKER = re.compile(
    r"(?:(?:\S{2,28}(?:长|书记|主席|主任|委员|代表|经理|总裁|教授|院士|总理|部长)\s+)"
    r"(?P<titled>[\u4e00-\u9fff·]{2,8}|[\u4e00-\u9fff] [\u4e00-\u9fff])"
    r"|(?P<plain>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]))$"
)


def is_office(text: str) -> bool:
    """Whether a short line ends like the name of an office (`临川市公安局交通警察支队`)."""
    return len(text) <= MAX_OFFICE and bool(_OFFICE.search(text)) and not _NO_OFFICE.search(text)


def names_a_paper(text: str) -> bool:
    """Whether a line ends with the name of a kind of paper (`…的通知`, `…办法(试行)`)."""
    return bool(_PAPER.search(text))


def speaker(text: str) -> str:
    """The name in a line of a name alone or behind its office (`临川市市长 王建国`), else ""."""
    found = None if is_office(text) else _SPEAKER.match(text)
    return "".join((found["titled"] or found["plain"]).split()) if found else ""
