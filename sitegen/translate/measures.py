"""Measures in two languages: 100万亩 is 66,667 hectares, 30摄氏度 is 86 degrees Fahrenheit.

A translator may give a measure in another unit. Two measures agree when one, turned into the unit
of the other, rounds to what is written there. Comparing bare numbers was refused: it takes every
conversion for a mistake, and 100 hectares for 100亩 for none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_MOST_ROUNDING = Decimal("0.05")
"""Share of a value that rounding may take away: 10亩 is 0.667 hectares, told as 0.7."""
_MOST_DECIMAL_ROUNDING = Decimal("0.01")
"""The same between units that are a power of ten apart, where nobody needs to round."""
_TEN_POWERS = frozenset(Decimal(10) ** power for power in range(-12, 13))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure."""

    dimension: str
    factor: Decimal
    """How much of the dimension's base unit it is."""
    zero: Decimal = Decimal(0)
    """Its number for the zero of the base unit: 32 for Fahrenheit."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit; a word that names several units (度) makes several measures."""

    number: Decimal
    unit: Unit
    is_open: bool = False
    """Whether it says `and more` (100余万亩)."""

    def number_in(self, unit: Unit) -> Decimal:
        """Its number in another unit of the dimension."""
        if unit == self.unit:
            return self.number
        return (self.number - self.unit.zero) * self.unit.factor / unit.factor + unit.zero


def comparable(said: Iterable[Measure], told: Iterable[Measure]) -> bool:
    """Whether both measure the same thing."""
    dimensions = {measure.unit.dimension for measure in said}
    return any(measure.unit.dimension in dimensions for measure in told)


def agree(said: Iterable[Measure], told: Iterable[Measure]) -> bool:
    """Whether any measure of the source is one of the translation, up to rounding."""
    others = tuple(told)
    return any(
        _agree(measure, other)
        for measure in said
        for other in others
        if measure.unit.dimension == other.unit.dimension
    )


def _agree(said: Measure, told: Measure) -> bool:
    expected = [said.number_in(told.unit)]
    if said.unit.zero != told.unit.zero:  # 降温5摄氏度 is a difference
        expected.append(said.number * said.unit.factor / told.unit.factor)
    slack = _slack(said, told)
    return any(abs(abs(number) - told.number) <= slack for number in expected)


def _slack(said: Measure, told: Measure) -> Decimal:
    """How far the number told may lie from the exact one: half a unit of its last digit."""
    ratio = said.unit.factor / told.unit.factor
    if ratio == 1 and said.unit.zero == told.unit.zero:
        return Decimal(0)
    most = _MOST_DECIMAL_ROUNDING if ratio in _TEN_POWERS else _MOST_ROUNDING
    if said.is_open:
        return abs(told.number) * most
    exponent = told.number.normalize().as_tuple().exponent
    step = Decimal(10) ** int(exponent)
    return min(step / 2, abs(told.number) * most)


def _units(dimension: str, **factors: str) -> dict[str, Unit]:
    return {
        name.replace("_", " "): Unit(dimension, Decimal(factor)) for name, factor in factors.items()
    }


_MU = Decimal(2000) / 3
_CELSIUS = Unit("temperature", Decimal(1))
_FAHRENHEIT = Unit("temperature", Decimal(5) / 9, Decimal(32))

_CHINESE = {
    **_units("length", 毫米="0.001", 厘米="0.01", 米="1", 千米="1000", 公里="1000", 华里="500"),
    **_units("length", 海里="1852", 英里="1609.344", 英尺="0.3048", 英寸="0.0254"),
    **_units("area", 平方厘米="0.0001", 平方米="1", 平米="1", 公顷="10000", 英亩="4046.856"),
    **_units("area", 平方公里="1000000", 平方千米="1000000", 平方英里="2589988"),
    **_units("volume", 毫升="0.000001", 升="0.001", 立方米="1", 立方公里="1000000000"),
    **_units("volume", 桶="0.158987", 加仑="0.00378541"),
    **_units("mass", 毫克="0.000001", 克="0.001", 斤="0.5", 市斤="0.5", 公斤="1", 千克="1"),
    **_units("mass", 吨="1000", 公吨="1000", 磅="0.45359237", 盎司="0.0283495"),
    **_units("power", 瓦="1", 千瓦="1000", 兆瓦="1000000", 吉瓦="1000000000"),
    **_units("energy", 瓦时="1", 千瓦时="1000", 兆瓦时="1000000", 吉瓦时="1000000000"),
    **_units("voltage", 伏="1", 千伏="1000"),
    **_units("time", 秒="1", 分钟="60", 小时="3600", 个小时="3600", 天="86400", 日="86400"),
    **_units("time", 周="604800", 星期="604800", 个星期="604800"),
    **_units("months", 个月="1", 年="12", 个世纪="1200"),
}
CHINESE: dict[str, tuple[Unit, ...]] = {name: (unit,) for name, unit in _CHINESE.items()}
"""Units as Chinese names them, each with what it may mean."""
CHINESE |= {
    "亩": (Unit("area", _MU),),
    "摄氏度": (_CELSIUS,),
    "°C": (_CELSIUS,),
    "华氏度": (_FAHRENHEIT,),
    "度": (_CELSIUS, Unit("energy", Decimal(1000))),
}

SIGNS = {
    "mm": "毫米", "cm": "厘米", "m": "米", "km": "公里", "km/h": "公里", "m2": "平方米",
    "km2": "平方公里", "hm2": "公顷", "ha": "公顷", "m3": "立方米", "mL": "毫升", "L": "升",
    "mg": "毫克", "g": "克", "kg": "公斤", "t": "吨", "kW": "千瓦", "MW": "兆瓦", "GW": "吉瓦",
    "kWh": "千瓦时", "MWh": "兆瓦时", "GWh": "吉瓦时", "kV": "千伏", "h": "小时", "min": "分钟",
}  # fmt: skip
"""Signs of units that texts of both languages use -> the name of the unit."""

_NAMES = {
    "亩": "mu", "斤": "jin catty catties", "华里": "li", "公顷": "hectare", "英亩": "acre",
    "毫米": "millimeter", "厘米": "centimeter", "米": "meter", "公里": "kilometer kph",
    "海里": "nautical_mile", "英里": "mile mph", "英尺": "foot feet ft", "英寸": "inch inches",
    "平方厘米": "square_centimeter", "平方米": "square_meter sq_m", "立方米": "cubic_meter cu_m",
    "平方公里": "square_kilometer sq_km", "平方英里": "square_mile sq_mi",
    "立方公里": "cubic_kilometer", "毫升": "milliliter", "升": "liter", "桶": "barrel",
    "加仑": "gallon", "毫克": "milligram", "克": "gram", "公斤": "kilogram kilo",
    "吨": "tonne ton metric_ton metric_tonne", "磅": "pound lb lbs", "盎司": "ounce oz",
    "瓦": "watt", "千瓦": "kilowatt", "兆瓦": "megawatt", "吉瓦": "gigawatt",
    "瓦时": "watt_hour", "千瓦时": "kilowatt_hour", "兆瓦时": "megawatt_hour",
    "吉瓦时": "gigawatt_hour", "伏": "volt", "千伏": "kilovolt",
    "秒": "second", "分钟": "minute", "小时": "hour hr hrs", "天": "day", "周": "week",
    "个月": "month", "年": "year", "个世纪": "century centuries",
}  # fmt: skip
ENGLISH = {
    name.replace("_", " "): CHINESE[chinese][0]
    for chinese, names in _NAMES.items()
    for name in names.split()
}
"""Units as English names them, in the singular and in American spelling."""
ENGLISH |= {
    **_units("area", square_foot="0.09290304", square_feet="0.09290304", sq_ft="0.09290304"),
    **_units("volume", cubic_foot="0.0283168", cubic_feet="0.0283168"),
    **_units("power", terawatt="1e12", TW="1e12"),
    **_units("energy", terawatt_hour="1e12", TWh="1e12"),
    **_units("months", decade="120"),
    "degree celsius": _CELSIUS,
    "degree centigrade": _CELSIUS,
    "°C": _CELSIUS,
    "degree fahrenheit": _FAHRENHEIT,
    "°F": _FAHRENHEIT,
    **{sign: CHINESE[chinese][0] for sign, chinese in SIGNS.items()},
}
