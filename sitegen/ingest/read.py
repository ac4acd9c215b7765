"""Bytes of a seed to text: the encoding is decided by evidence and reported.

Order of evidence: a byte order mark; the NUL pattern of UTF-16; strict UTF-8; then GB18030
against Big5 by which of the two readings looks like running Chinese. A general detector
(charset-normalizer) was measured on short Chinese texts: it mistakes GBK for Big5 or Korean on
notices of a few lines, where frequent characters decide at once.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SeedError
from sitegen.files import too_long
from sitegen.ingest.formats import READERS, read_format
from sitegen.model import Problem

MAX_BYTES = 100 * 1024 * 1024
"""Largest seed: ten times the longest Chinese law code; a larger file is no document."""

TEXT_SUFFIXES = (".txt", ".md", ".markdown")
SUFFIXES = (*TEXT_SUFFIXES, *READERS)
"""What ingest reads; other files in seeds/ are reported."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE"),
)
# The characters that make up about a third of any Chinese text, in both scripts.
_FREQUENT_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
_FREQUENT_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近礦千週委素技備半辦青省列習響約支般史感勞便團往酸歷市克何除消構府稱太準精值號率族維劃選標寫存候毛親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該鐵價嚴"
)
_FREQUENT = _FREQUENT_SIMPLIFIED | _FREQUENT_TRADITIONAL
_SAMPLE = 20_000
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


@dataclass(frozen=True, slots=True)
class Seed:
    """One raw document as text."""

    name: str
    """Path relative to seeds/, POSIX."""
    text: str
    encoding: str
    """As shown to people: `GB18030`; for other formats their name, e.g. `PDF`."""
    digest: str
    """SHA-256 of the bytes, hex."""
    markdown: bool = False
    """Whether the text is Markdown."""


def read_seed(path: Path, name: str, *, file: str) -> Seed:
    """Read one seed; `file` names it in messages.

    Raises:
        SeedError: unreadable, empty, too large, binary, or in no known encoding.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            message = f"is {size / 1024 / 1024:.0f} MB; a seed may have {limit} MB: split it"
            raise SeedError(Problem(file, 0, message))
        data = path.read_bytes()
    except OSError as error:
        raise SeedError(Problem(file, 0, f"cannot be read: {error.strerror}")) from None
    suffix = path.suffix.lower()
    if suffix in READERS:
        text, encoding, markdown = read_format(suffix, data, file=file)
    else:
        text, encoding = decode(data, file=file)
        markdown = suffix in {".md", ".markdown"}
    if message := too_long(text):
        raise SeedError(Problem(file, 0, message))
    if not text.strip("\ufeff \t\r\n\u3000\u200b"):
        raise SeedError(Problem(file, 0, "is empty; delete it or put a document into it"))
    return Seed(name, text, encoding, hashlib.sha256(data).hexdigest(), markdown)


def decode(data: bytes, *, file: str) -> tuple[str, str]:
    """Text of a seed's bytes and the name of its encoding.

    Raises:
        SeedError: the bytes are no text in UTF-8, UTF-16, GB18030 or Big5.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, codec, name, file), name
    if b"\x00" in data[:_SAMPLE]:
        return _utf16_or_binary(data, file)
    try:
        return _printable(data.decode("utf-8"), file), "UTF-8"
    except UnicodeDecodeError as error:
        return _legacy(data, error, file)


def _strict(data: bytes, codec: str, name: str, file: str) -> str:
    try:
        return _printable(data.decode(codec), file)
    except UnicodeDecodeError as error:
        message = f"has a mark of {name} but byte {error.start} is not; save it again as UTF-8"
        raise SeedError(Problem(file, 0, message)) from None


def _printable(text: str, file: str) -> str:
    sample = text[:_SAMPLE]
    if len(_UNPRINTABLE.findall(sample)) > max(4, len(sample) // 200):
        raise SeedError(Problem(file, 0, _BINARY))
    return text


_BINARY = "is binary, not text; export it as plain text (UTF-8) and put that into seeds/"


def _utf16_or_binary(data: bytes, file: str) -> tuple[str, str]:
    readings = []
    for codec, name in (("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        readings.append((_familiar(text, _FREQUENT), text, name))
    if not readings or max(readings)[0] < 0.3:
        raise SeedError(Problem(file, 0, _BINARY))
    _, text, name = max(readings)
    return _printable(text, file), name


def _familiar(text: str, frequent: frozenset[str]) -> float:
    """Share of a text's beginning that is frequent Chinese, or letters and digits of ASCII."""
    sample = text[:_SAMPLE]
    known = sum(c in frequent or (c < "\x7f" and c.isalnum()) for c in sample)
    return known / max(1, len(sample))


def _legacy(data: bytes, utf8: UnicodeDecodeError, file: str) -> tuple[str, str]:
    readings = []
    for codec, name, frequent in (
        ("gb18030", "GB18030", _FREQUENT),
        ("big5hkscs", "Big5", _FREQUENT_TRADITIONAL),
    ):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        letters = [c for c in text[:_SAMPLE] if c > "\x7f"]
        score = sum(c in frequent for c in letters) / max(1, len(letters))
        readings.append((score, text, name))
    if not readings or max(readings)[0] < 0.15:
        message = (
            f"is not text in UTF-8 (byte {utf8.start}), UTF-16, GB18030 or Big5; "
            "save it as UTF-8, or export it as plain text if it is a binary file"
        )
        raise SeedError(Problem(file, 0, message))
    _, text, name = max(readings)
    return _printable(text, file), name
